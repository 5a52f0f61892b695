import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalLine, decideTestWindow, lineForms, type TestWindowRequest, WINDOWS_MAX } from "./test-window.ts";

const HOUR_MS = 3_600_000;
const rules = { hoursMax: 24, linesMax: 3, daysAheadMax: 30 };
const facts = { mode: "test", windows: 0, rules } as const;
const request: TestWindowRequest = {
  kind: "test",
  lines: ["0811-1234-567"],
  opensAtMs: 0,
  closesAtMs: 24 * HOUR_MS,
};
const refused = (refusal: string) => ({ ok: false, refusal });

describe("a window for a test", () => {
  it("knows its lines in every form in which a carrier may show them", () => {
    expect(decideTestWindow(facts, request, 0)).toEqual({
      ok: true,
      value: ["+628111234567", "628111234567", "08111234567"],
    });
    expect(decideTestWindow(facts, { ...request, lines: ["08111234567", "+62 811 1234 567"] }, 0)).toMatchObject({
      value: { length: 3 },
    });
  });

  it("is for a code in test alone: an open one needs none, one that is off lets nobody in", () => {
    expect(decideTestWindow({ ...facts, mode: undefined }, request, 0)).toEqual(refused("test-window-number-unknown"));
    for (const mode of ["open", "off"] as const)
      expect(decideTestWindow({ ...facts, mode }, request, 0)).toEqual(refused("test-window-not-in-test"));
  });

  it("is as long as the rule says and not a millisecond longer, and no farther ahead", () => {
    expect(decideTestWindow(facts, { ...request, closesAtMs: 24 * HOUR_MS + 1 }, 0)).toEqual(
      refused("test-window-too-long"),
    );
    const ahead = (ms: number) => decideTestWindow(facts, { ...request, opensAtMs: ms, closesAtMs: ms + 1 }, 0);
    expect(ahead(30 * 24 * HOUR_MS).ok).toBe(true);
    expect(ahead(30 * 24 * HOUR_MS + 1)).toEqual(refused("test-window-too-far"));
  });

  it("ends after it begins, and not in the past", () => {
    for (const times of [
      { opensAtMs: 5, closesAtMs: 5 },
      { opensAtMs: -10, closesAtMs: 0 },
      { closesAtMs: Number.NaN },
    ])
      expect(decideTestWindow(facts, { ...request, ...times }, 0)).toEqual(refused("test-window-times-wrong"));
  });

  it("has lines, as many as the rule says, and one code has five windows at the most", () => {
    expect(decideTestWindow(facts, { ...request, lines: [] }, 0)).toEqual(refused("test-window-lines-wrong"));
    expect(decideTestWindow(facts, { ...request, lines: ["anna"] }, 0)).toEqual(refused("test-window-lines-wrong"));
    const many = ["08111111111", "08111111112", "08111111113", "08111111114"];
    expect(decideTestWindow(facts, { ...request, lines: many }, 0)).toEqual(refused("test-window-lines-many"));
    expect(decideTestWindow(facts, { ...request, lines: many.slice(1) }, 0).ok).toBe(true);
    expect(decideTestWindow({ ...facts, windows: WINDOWS_MAX }, request, 0)).toEqual(refused("test-windows-many"));
  });

  it("has one form for a number, whichever of its forms was written", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{7,10}$/), (rest) => {
        for (const form of lineForms(`+62${rest}`)) expect(canonicalLine(form)).toBe(`+62${rest}`);
      }),
    );
  });
});
