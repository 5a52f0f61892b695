import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openRulebook, readNumberingPlan, rulesetVersion } from "../../../regulation/index.ts";
import {
  type CodeState,
  codeChanges,
  codeStates,
  displayCode,
  enumeratePattern,
  findPattern,
  findPlanConflict,
  findPrefixConflict,
  isPrefixConflict,
  parseAccessCode,
  prefixesOf,
} from "./access-code.ts";

const opened = openRulebook({ version: rulesetVersion, atDate: "2026-11-25" });
if (!opened.ok) throw new Error(opened.refusal.code);
const plan = readNumberingPlan(opened.value);
const everyCode = plan.patterns.flatMap((pattern) => enumeratePattern(pattern));
const number = fc.stringMatching(/^\d{1,8}$/);

describe("an access code", () => {
  it.each([
    ["14045", "14045", "14XYZ"],
    ["14000", "14000", "14XYZ"],
    ["14999", "14999", "14XYZ"],
    ["150 164", "150164", "150XYZ"],
    ["150100", "150100", "150XYZ"],
    ["150999", "150999", "150XYZ"],
    ["1500 000", "1500000", "1500XYZ"],
    [" 1500-123 ", "1500123", "1500XYZ"],
    ["1500.999", "1500999", "1500XYZ"],
  ])("is read from %o", (text, code, label) => {
    expect(parseAccessCode(text, plan)).toEqual({ ok: true, value: code });
    expect(findPattern(code, plan.patterns)?.label).toBe(label);
  });

  it.each(["", "   ", "14A45", "+14045", "14045\u0000", "١٤٠٤٥", "1234567890123", "1".repeat(10_000)])(
    "is not read from %o",
    (text) => {
      expect(parseAccessCode(text, plan)).toMatchObject({ refusal: { code: "code-malformed", digitsMax: 12 } });
    },
  );

  it.each(["13999", "15100", "151000", "160123", "1501000000", "8080"])("is not %s, which no pattern holds", (text) => {
    const expected = text === "1501000000" ? "prefix-conflict" : "code-not-in-plan";
    expect(parseAccessCode(text, plan)).toMatchObject({ refusal: { code: expected, accessCode: text } });
  });

  it("is no emergency or public service number", () => {
    expect(parseAccessCode("112", plan)).toMatchObject({ refusal: { code: "code-reserved", kind: "emergency" } });
    expect(parseAccessCode("159", plan)).toMatchObject({ refusal: { code: "code-reserved", kind: "reserved" } });
  });

  it("is shown in groups that people can say", () => {
    expect(["14045", "150164", "1500123", "112"].map(displayCode)).toEqual(["14045", "150 164", "1500 123", "112"]);
  });

  it("reads back from what is shown, for every code of the plan", () => {
    expect(everyCode).toHaveLength(2900);
    expect(new Set(everyCode).size).toBe(2900);
    for (const code of everyCode) expect(parseAccessCode(displayCode(code), plan)).toEqual({ ok: true, value: code });
  });

  it("keeps its leading zeros, and a pattern too large to list is thrown out", () => {
    const zeros = enumeratePattern({ label: "0XY", digits: 3, lowest: "008", highest: "011" });
    expect(zeros).toEqual(["008", "009", "010", "011"]);
    expect(() => enumeratePattern({ label: "1XYZ", digits: 6, lowest: "100000", highest: "110000" })).toThrow(
      "too many",
    );
  });
});

describe("a prefix conflict", () => {
  it("is found where 150012 would begin 1500120, and names that code", () => {
    expect(parseAccessCode("150012", plan)).toEqual({
      ok: false,
      refusal: { code: "prefix-conflict", accessCode: "150012", other: "1500120", otherKind: "code" },
    });
  });

  it("is found in both directions and with the first code that exists", () => {
    expect(findPlanConflict("1500", plan)?.other).toBe("1500000");
    expect(findPlanConflict("150", plan)?.other).toBe("150100");
    expect(findPlanConflict("140451", plan)?.other).toBe("14045");
    expect(findPlanConflict("150099", plan)?.other).toBe("1500990");
    expect(findPlanConflict("150164", plan)).toBeNull();
  });

  it("is found with emergency and reserved numbers before others", () => {
    expect(findPlanConflict("11245", plan)).toMatchObject({ other: "112", otherKind: "emergency" });
    expect(findPlanConflict("11", plan)).toMatchObject({ other: "110", otherKind: "emergency" });
    expect(findPlanConflict("15912", plan)).toMatchObject({ other: "159", otherKind: "reserved" });
    const taken = ["1", "14045"];
    expect(findPrefixConflict("140451", { ...plan, taken: ["14045"] })).toMatchObject({ otherKind: "code" });
    expect(findPrefixConflict("118000", { ...plan, taken })).toMatchObject({ other: "118", otherKind: "emergency" });
  });

  it("is not looked for where the rule says so", () => {
    const unchecked = { ...plan, prefixConflictCheck: false };
    expect(parseAccessCode("150012", unchecked)).toMatchObject({ refusal: { code: "code-not-in-plan" } });
  });

  it("cannot arise between any two codes of the plan, nor with an emergency number", () => {
    const numbers = new Set<string>([...everyCode, ...plan.emergencyCodes, ...plan.reservedCodes]);
    const clashes = [...numbers].filter((code) => prefixesOf(code).some((prefix) => numbers.has(prefix)));
    expect(clashes).toEqual([]);
  });

  it("is the same from both sides, never with itself, and exactly what prefixes say", () => {
    fc.assert(
      fc.property(number, number, (left, right) => {
        expect(isPrefixConflict(left, right)).toBe(isPrefixConflict(right, left));
        expect(isPrefixConflict(left, left)).toBe(false);
        const byPrefixes = prefixesOf(left).includes(right) || prefixesOf(right).includes(left);
        expect(isPrefixConflict(left, right)).toBe(byPrefixes);
      }),
      { numRuns: 2000 },
    );
  });

  it("with the plan is what comparing every code one by one finds, whatever the number", () => {
    const tail = fc.stringMatching(/^\d{0,5}$/);
    const near = fc
      .tuple(fc.constantFrom("14", "15", "150", "1500", "1501", "1"), tail)
      .map(([head, end]) => head + end);
    fc.assert(
      fc.property(fc.oneof(near, number), (digits) => {
        const all = [...plan.emergencyCodes, ...plan.reservedCodes, ...everyCode];
        const found = findPlanConflict(digits, plan);
        expect(found?.other ?? null).toBe(all.find((code) => isPrefixConflict(digits, code)) ?? null);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the life of a code", () => {
  const changes = Object.entries(codeChanges);
  const sourcesOf = (to: CodeState) =>
    changes.flatMap(([, change]) => (change.to === to ? change.from.filter((from) => from !== to) : []));

  it("never lets an assigned code become free without quarantine, but by taking back the import that brought it", () => {
    const toIdle = Object.entries(codeChanges).filter(
      ([, { from, to }]) => to === "idle" && from.some((one) => one === "active"),
    );
    expect(new Set(sourcesOf("quarantine"))).toEqual(new Set(["active"]));
    expect(toIdle.map(([change]) => change)).toEqual(["undo-import"]);
    expect(sourcesOf("blocked")).not.toContain("quarantine");
    expect(codeStates.filter((to) => sourcesOf(to).some((from) => from === "active"))).toEqual(["idle", "quarantine"]);
  });

  it("leaves quarantine for idle only", () => {
    expect(codeStates.filter((to) => sourcesOf(to).some((from) => from === "quarantine"))).toEqual(["idle"]);
  });

  it("reaches every state from idle and comes back to idle from each", () => {
    const reached = new Set<CodeState>(["idle"]);
    const returning = new Set<CodeState>(["idle"]);
    for (const _ of codeStates) {
      for (const [, { from, to }] of changes) {
        if (from.some((state) => reached.has(state))) reached.add(to);
        if (returning.has(to)) for (const state of from) returning.add(state);
      }
    }
    expect([reached, returning]).toEqual([new Set(codeStates), new Set(codeStates)]);
  });
});
