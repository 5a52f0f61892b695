import { describe, expect, it } from "vitest";
import { judgeSound, lossPercent, SOUND_RULES } from "./sound-judgement.ts";

describe("what a leg's sound is called", () => {
  it.each([
    ["mos", 4.03, "good"],
    ["mos", 4.02, "fair"],
    ["mos", 3.6, "fair"],
    ["mos", 3.59, "bad"],
    ["loss", 0.1, "good"],
    ["loss", 0.11, "fair"],
    ["loss", 1.01, "bad"],
    ["jitter", 20, "good"],
    ["jitter", 50, "fair"],
    ["jitter", 50.1, "bad"],
  ] as const)("%s of %d is %s", (measure, value, level) => {
    expect(judgeSound(measure, value)).toBe(level);
  });

  it("is nothing where nothing could be measured", () => {
    expect(judgeSound("mos", null)).toBeNull();
    expect(lossPercent({ received: 0, lost: 0 })).toBeNull();
  });

  it("counts loss of what was expected, and takes more packets than expected for none lost", () => {
    expect(lossPercent({ received: 99, lost: 1 })).toBe(1);
    expect(lossPercent({ received: 100, lost: -2 })).toBe(0);
  });

  it("has a source for every threshold", () => {
    expect(SOUND_RULES.filter(({ source }) => source === "")).toEqual([]);
  });
});
