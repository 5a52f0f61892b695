import { describe, expect, it } from "vitest";
import { currentRuleset, openRulebook, testCatalogueOfRules } from "../../regulation/index.ts";
import type { Figure, FigureKey, RunFigures } from "../measure/index.ts";
import { judgeFigures } from "./judge-figures.ts";

const opened = openRulebook({ version: currentRuleset.version, atDate: "2026-11-26" });
if (!opened.ok) throw new Error("no rules");
const by = { catalogue: testCatalogueOfRules(currentRuleset.version), rulebook: opened.value, lines: 30 };

function judged(
  figure: { readonly key: FigureKey; readonly value: number | null; readonly unit?: Figure["unit"] },
  lines = 30,
  floor = 0,
) {
  const { key, value, unit = "calls" } = figure;
  const figures = [{ key, value, unit, samples: 30, why: null }];
  const comes: RunFigures = { figures, calls: [], records: [], menu: [], proof: "both-ways", floorJitterP99Ms: floor };
  const [found] = judgeFigures(comes, { ...by, lines });
  return found;
}

describe("a figure", () => {
  it("of lines is held against the E1 of the rule, or against a greater commitment, which nobody assumed", () => {
    expect(judged({ key: "channels", value: 30 })).toMatchObject({
      verdict: "pass",
      isItem: true,
      limit: { value: 30 },
    });
    expect(judged({ key: "channels", value: 29 })?.verdict).toBe("fail");
    expect(judged({ key: "channels", value: 30 }, 60)).toMatchObject({
      verdict: "fail",
      limit: { value: 60, standing: "confirmed", source: "lines" },
    });
    expect(judged({ key: "channels", value: 30 }, 10)?.limit.value).toBe(30);
  });

  it("that is held against an assumed limit says so", () => {
    for (const key of ["simultaneous", "grade-of-service", "records-complete", "records-duration", "menu"] as const)
      expect(judged({ key, value: 0 })?.limit.standing).toBe("assumed");
  });

  it("is an item of the catalogue, in its unit, or said to be none", () => {
    const units = new Map(by.catalogue.items.map(({ key, unit }) => [key, unit]));
    const wanted = [
      ...(["channels", "simultaneous", "grade-of-service", "records-complete", "records-duration"] as const),
    ];
    expect(wanted.map((key) => judged({ key, value: 0 })?.isItem)).toEqual(wanted.map(() => true));
    expect(wanted.map((key) => units.get(key))).toEqual(["channels", "calls", "percent", "percent", "seconds"]);
    expect(judged({ key: "two-way-sound", value: 100 })?.isItem).toBe(false);
  });

  it("of jitter tells nothing where it is no more than the probe's own and yet too much", () => {
    expect(judged({ key: "jitter", value: 60 }, 30, 61)).toMatchObject({ verdict: "below-floor", isBelowFloor: true });
    expect(judged({ key: "jitter", value: 60 }, 30, 10)).toMatchObject({ verdict: "fail", isBelowFloor: false });
    expect(judged({ key: "jitter", value: 5 }, 30, 10)).toMatchObject({ verdict: "pass", isBelowFloor: true });
  });

  it("that was not measured is not judged", () => {
    expect(judged({ key: "records-complete", value: null })?.verdict).toBe("not-measured");
  });
});
