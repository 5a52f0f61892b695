import { expect, it } from "vitest";
import { atSpeechLevel } from "./speech-level.ts";

it("makes speech as loud as the recordings that ship, and leaves silence alone", () => {
  expect(atSpeechLevel(Int16Array.of(0, -4_000, 8_000, 2))).toEqual(Int16Array.of(0, -8_192, 16_384, 4));
  expect(atSpeechLevel(Int16Array.of(-32_768, 16_384))).toEqual(Int16Array.of(-16_384, 8_192));
  expect(atSpeechLevel(new Int16Array(3))).toEqual(new Int16Array(3));
});
