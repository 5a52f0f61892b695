import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openRulebook, readNumberingPlan, rulesetVersion } from "../../../regulation/index.ts";
import { parseSelection, SELECTION_CODES_MAX } from "./code-selection.ts";

const opened = openRulebook({ version: rulesetVersion, atDate: "2026-11-25" });
if (!opened.ok) throw new Error(opened.refusal.code);
const plan = readNumberingPlan(opened.value);

function codes(text: string): readonly string[] | string {
  const parsed = parseSelection(text, plan);
  return parsed.ok ? parsed.value : parsed.refusal.code;
}

describe("a selection of access codes", () => {
  it.each([
    ["14045", ["14045"]],
    ["1500 123", ["1500123"]],
    ["1500100–1500103", ["1500100", "1500101", "1500102", "1500103"]],
    ["1500 100 - 1500 101", ["1500100", "1500101"]],
    ["1500100 s/d 1500101", ["1500100", "1500101"]],
    ["14045, 14000; 14045\n150164", ["14000", "14045", "150164"]],
    ["14999–14999", ["14999"]],
  ])("reads %j", (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it("reads a pattern as every code it stands for", () => {
    expect(codes("15001xx")).toHaveLength(100);
    expect(codes("1500_2?")).toEqual(
      Array.from({ length: 10 }, (_, index) => `1500${index}2x`).flatMap((stem) =>
        Array.from({ length: 10 }, (__, digit) => stem.replace("x", String(digit))),
      ),
    );
  });

  it.each([
    ["", "selection-empty"],
    [" , ;\n", "selection-empty"],
    ["abc", "selection-malformed"],
    ["14045–", "selection-malformed"],
    ["14045–14050–14060", "selection-malformed"],
    ["1500199–1500100", "selection-reversed"],
    ["14999–150100", "selection-lengths-differ"],
    ["13000", "selection-not-in-plan"],
    ["14990–15010", "selection-not-in-plan"],
    ["110", "selection-not-in-plan"],
    ["xxxxx", "selection-too-many"],
    ["1400000–1599999", "selection-too-many"],
    ["1".repeat(2_001), "selection-too-long"],
  ])("refuses %j as %s", (text, refusal) => {
    expect(codes(text)).toBe(refusal);
  });

  it("takes a thousand codes and refuses one more", () => {
    expect(codes("14xyz".replace("yz", "xx"))).toHaveLength(SELECTION_CODES_MAX);
    expect(codes("14xxx, 150164")).toBe("selection-too-many");
  });

  it("names exactly the codes between two ends, whatever ends are taken", () => {
    const end = fc.integer({ min: 14_000, max: 14_999 });
    fc.assert(
      fc.property(end, end, (left, right) => {
        const [from, to] = [Math.min(left, right), Math.max(left, right)];
        const expected = Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
        expect(codes(`${from}–${to}`)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});
