import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currentRuleset, publishRulesets, ruleInForce } from "./index.ts";
import { type KbliStep, kbliNames, kbliOn } from "./kbli-lineage.shared.ts";

const later: readonly KbliStep[] = [
  { from: "82201", to: "82209", on: "2031-07-01", classification: "KBLI 2030" },
  { from: "82200", to: "82201", on: "2027-01-01", classification: "KBLI 2025" },
];
const codeOn = (date: string, code = "82200") => kbliOn(later, { code, date }).code;

describe("an activity under later classifications", () => {
  it("keeps its code to the day before the change, and has the new one from that day", () => {
    expect(codeOn("2026-12-31")).toBe("82200");
    expect(codeOn("2027-01-01")).toBe("82201");
    expect(codeOn("2031-07-01")).toBe("82209");
    expect(kbliOn(later, { code: "82200", date: "2028-05-05" }).by).toMatchObject({ classification: "KBLI 2025" });
    expect(kbliOn(later, { code: "82200", date: "2026-11-25" }).by).toBeNull();
  });

  it("is found under every code it has or had, and under none it will have", () => {
    expect(kbliNames(later, { code: "82200", date: "2026-11-25" })).toEqual(["82200"]);
    expect(kbliNames(later, { code: "82200", date: "2027-01-01" }).toSorted()).toEqual(["82200", "82201"]);
    expect(kbliNames(later, { code: "82209", date: "2032-01-01" }).toSorted()).toEqual(["82200", "82201", "82209"]);
    expect(kbliNames(later, { code: "62019", date: "2032-01-01" })).toEqual(["62019"]);
  });

  it("ends even where a classification gives a code back", () => {
    const back = [...later, { from: "82209", to: "82200", on: "2033-01-01", classification: "KBLI 2032" }];
    expect(kbliOn(back, { code: "82200", date: "2034-01-01" }).code).toBe("82200");
  });

  it("has one name on a day, whichever of its names is asked for", () => {
    const date = fc.constantFrom("2026-01-01", "2027-01-01", "2030-12-31", "2031-07-01", "2040-01-01");
    fc.assert(
      fc.property(date, fc.constantFrom("82200", "82201", "82209"), (day, code) => {
        const names = kbliNames(later, { code, date: day });
        expect(names).toContain(code);
        const now = new Set(names.map((name) => kbliOn(later, { code: name, date: day }).code));
        expect(now.size).toBe(1);
      }),
    );
  });
});

describe("a later version of the rules with a KBLI change", () => {
  it("is published beside the one that old cases keep", () => {
    const stored = { ...currentRuleset, basedOn: null };
    const planted = {
      version: "2027.01",
      publishedOn: "2026-12-01",
      basedOn: currentRuleset.version,
      rules: [
        {
          id: "kbli-changes",
          group: "oss",
          value: [later[1]],
          unit: "kbli-changes",
          clause: "Peraturan BPS 7/2025",
          source: "BPS",
          standing: "confirmed",
          validFrom: "2026-12-01",
          validTo: null,
        },
      ],
      sources: { BPS: { title: "Peraturan BPS 7/2025", standing: "confirmed", names: ["BPS 7/2025"] } },
    };
    const [old, next] = publishRulesets([stored, planted]);
    if (old === undefined || next === undefined) throw new Error("two versions");
    const changesIn = (ruleset: typeof old) => {
      const rule = ruleInForce("kbli-changes", "2027-02-01", ruleset);
      return rule.ok ? rule.value.value : [];
    };
    expect(kbliOn(changesIn(old), { code: "82200", date: "2027-02-01" }).code).toBe("82200");
    expect(kbliOn(changesIn(next), { code: "82200", date: "2027-02-01" })).toMatchObject({
      code: "82201",
      by: { classification: "KBLI 2025" },
    });
  });
});
