import { describe, expect, it } from "vitest";
import { isCallbackNumber } from "./callback-number.ts";

describe("a number to be called back at", () => {
  it.each(["081234567890", "+6281234567890", "6281234567890", "0215551234", "+62215551234", "0361234567"])(
    "is %s, a line of the country",
    (number) => expect(isCallbackNumber(number)).toBe(true),
  );

  it.each([
    ["110", "an emergency number"],
    ["0110", "an emergency number behind the trunk prefix"],
    ["112", "an emergency number"],
    ["14045", "a short code"],
    ["1500123", "a code of a call centre"],
    ["5551234", "a number without its area"],
    ["08091234567", "a premium number"],
    ["+629001234567", "a premium number"],
    ["08681234567", "a satellite"],
    ["0080412345678", "a number abroad"],
    ["+6591234567", "a number abroad"],
    ["01017159123456", "a number abroad over the internet"],
    ["08001234567", "a number that only receives"],
    ["0812", "too short"],
    ["08123456789012345", "too long"],
    ["0812345678a", "no number"],
    ["", "nothing"],
  ])("is not %j: %s", (number) => expect(isCallbackNumber(number)).toBe(false));
});
