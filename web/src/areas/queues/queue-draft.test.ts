import { describe, expect, it } from "vitest";
import { FIRST_RULES, type QueueRow } from "./queue-data.ts";
import { areRelaxationsSound, areTiersSound, bodyOf, draftOf, wrongNumbers } from "./queue-draft.ts";

const ROW: QueueRow = {
  id: "018f0000-0000-7000-8000-000000000001",
  name: "Keluhan",
  isOpen: true,
  agents: 3,
  version: 4,
  rules: {
    ...FIRST_RULES,
    waitMaxMs: 600_000,
    tiersOpenMs: [0, 20_000],
    relaxations: [{ afterMs: 30_000, by: 1 }],
    priority: 2,
    stickyMs: 15_000,
    overflow: { ...FIRST_RULES.overflow, full: { to: "queue", queueId: "018f0000-0000-7000-8000-000000000002" } },
  },
};

describe("the form of a queue", () => {
  it("sends what it was filled from when nothing is changed, with the rules that it does not show", () => {
    expect(bodyOf(draftOf(ROW), ROW)).toEqual({ name: ROW.name, isOpen: true, rules: ROW.rules });
  });

  it("sends times in milliseconds", () => {
    const { rules } = bodyOf({ ...draftOf(undefined), name: "Umum", ringSeconds: "15", waitMinutes: "5" }, undefined);
    expect(rules).toMatchObject({ ringMs: 15_000, waitMaxMs: 300_000 });
  });

  it("names numbers outside their bounds; announcements are off or ten seconds apart", () => {
    const draft = draftOf(undefined);
    expect(wrongNumbers(draft)).toEqual([]);
    expect(wrongNumbers({ ...draft, ringSeconds: "2", waitingMax: "banyak", tellSeconds: "9" })).toEqual([
      "ringSeconds",
      "waitingMax",
      "tellSeconds",
    ]);
    expect(wrongNumbers({ ...draft, tellSeconds: "0" })).toEqual([]);
  });

  it("has tiers that open later and later, and steps of relaxing that follow one another", () => {
    expect(areTiersSound({ tiers: ["10", "20"] })).toBe(true);
    for (const tiers of [["0"], ["20", "20"], ["20", "10"], [""], ["sepuluh"], ["14401"]])
      expect([tiers, areTiersSound({ tiers })]).toEqual([tiers, false]);
    const step = (afterSeconds: string, by: string) => ({ afterSeconds, by });
    expect(areRelaxationsSound({ relaxations: [step("0", "1"), step("60", "10")] })).toBe(true);
    for (const relaxations of [
      [step("10", "0")],
      [step("10", "11")],
      [step("", "1")],
      [step("30", "1"), step("30", "2")],
    ])
      expect([relaxations, areRelaxationsSound({ relaxations })]).toEqual([relaxations, false]);
  });
});
