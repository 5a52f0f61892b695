import { describe, expect, it } from "vitest";
import type { Finding, Item } from "../licence-types.ts";
import { comesLate, draftsOf, firstToJudge, neighbour, nextToJudge, openCount, shownItems } from "./judged-items.ts";

const item = (key: string, facts: Partial<Item> = {}): Item => ({
  key,
  kind: "form",
  parts: [],
  slots: [],
  rule: { id: key, clause: "", standing: "confirmed" },
  template: null,
  isWord: false,
  verdict: "open",
  locked: false,
  changed: true,
  checkedBy: null,
  checkedAt: null,
  ...facts,
});

const finding = (id: string, requirement: string, state: Finding["state"] = "draft"): Finding => ({
  id,
  requirement,
  round: 0,
  state,
  place: { part: null, slot: null, rowId: null, field: null, page: null, spot: null },
  rule: null,
  note: "",
  remedy: "",
  dueDate: null,
  repeats: null,
  by: null,
  at: "2026-11-25T00:00:00.000Z",
});

const accepted = { verdict: "accepted", locked: true, changed: false } as const;

describe("what an officer is shown", () => {
  const items = [item("D01", accepted), item("D02"), item("D03", accepted), item("D04", { verdict: "returned" })];
  const keys = (list: readonly Item[]): readonly string[] => list.map(({ key }) => key);

  it("is everything in the first round", () => {
    expect(keys(shownItems({ items, round: 0 }, { all: false, chosen: undefined }))).toHaveLength(4);
  });

  it("is only what changed or is not accepted in a correction, and what is open on the screen", () => {
    expect(keys(shownItems({ items, round: 1 }, { all: false, chosen: undefined }))).toEqual(["D02", "D04"]);
    expect(keys(shownItems({ items, round: 1 }, { all: false, chosen: "D03" }))).toEqual(["D02", "D03", "D04"]);
    expect(keys(shownItems({ items, round: 1 }, { all: true, chosen: undefined }))).toHaveLength(4);
  });

  it("is everything again when nothing is left to judge", () => {
    const done = items.map((one) => ({ ...one, ...accepted }));
    expect(shownItems({ items: done, round: 2 }, { all: false, chosen: undefined })).toHaveLength(4);
  });
});

describe("the way through the items", () => {
  const items = [item("D01", { verdict: "accepted" }), item("D02"), item("D03", { verdict: "returned" }), item("D04")];

  it("begins at the first without a verdict", () => {
    expect(firstToJudge(items)?.key).toBe("D02");
    expect(firstToJudge([item("D09", accepted)])?.key).toBe("D09");
    expect(firstToJudge([])).toBeUndefined();
  });

  it("leads to the next without a verdict, from the top again at the end", () => {
    expect(nextToJudge(items, "D02")?.key).toBe("D04");
    expect(nextToJudge(items, "D04")?.key).toBe("D02");
    expect(nextToJudge([item("D01", accepted)], "D01")).toBeUndefined();
  });

  it("goes one step and stops at both ends", () => {
    expect(neighbour(items, "D02", 1)?.key).toBe("D03");
    expect(neighbour(items, "D04", 1)?.key).toBe("D04");
    expect(neighbour(items, "D01", -1)?.key).toBe("D01");
  });

  it("counts what waits", () => {
    expect(openCount({ items })).toBe(2);
  });
});

describe("findings that are still written", () => {
  it("stand in the order of their items, and what was sent is not among them", () => {
    const items = [item("D01"), item("D02")];
    const findings = [finding("b", "D02"), finding("c", "D01", "sent"), finding("a", "D01")];
    expect(draftsOf({ items, findings }).map(({ id }) => id)).toEqual(["a", "b"]);
  });
});

describe("a new finding", () => {
  it("comes late on what was accepted and on what nobody changed, and on nothing else", () => {
    expect(comesLate(item("D01", accepted))).toBe(true);
    expect(comesLate(item("D01", { changed: false }))).toBe(true);
    expect(comesLate(item("D01"))).toBe(false);
  });
});
