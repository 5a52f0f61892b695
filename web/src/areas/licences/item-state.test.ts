import { describe, expect, it } from "vitest";
import { itemState, lastChange, mayChange, pagesOf } from "./item-state.ts";
import type { Item, Licence } from "./licence-types.ts";

const rule = { id: "x", clause: "x", standing: "confirmed" } as const;

function item(changes: Partial<Item>): Item {
  return {
    key: "D01",
    kind: "form",
    parts: ["commitment"],
    slots: [],
    rule,
    template: null,
    isWord: false,
    verdict: "open",
    locked: false,
    changed: false,
    checkedBy: null,
    checkedAt: null,
    ...changes,
  };
}

function licence(changes: Partial<Licence>): Licence {
  const none = { state: "draft", mayWrite: true, items: [item({})], parts: [], documents: [], preCheck: [] };
  return { ...none, ...changes } as unknown as Licence;
}

const part = (version: number, at: string | null = null) => ({
  key: "commitment",
  value: {},
  version,
  changedBy: at === null ? null : "Dewi",
  changedAt: at,
});
const blocks = {
  ...({ code: "row-empty", level: "blocks", requirement: "D01", params: {}, rule: null } as const),
  place: { part: "commitment", slot: null, rowId: null, field: null, page: null },
};

describe("how far a requirement is", () => {
  it("has not begun while nobody saved anything of it", () => {
    expect(itemState(licence({ preCheck: [blocks] }), item({}))).toBe("empty");
  });

  it("is in work while the pre-check still finds what blocks, and done after that", () => {
    expect(itemState(licence({ parts: [part(1)], preCheck: [blocks] }), item({}))).toBe("begun");
    expect(itemState(licence({ parts: [part(1)], preCheck: [{ ...blocks, level: "warns" }] }), item({}))).toBe("done");
  });

  it("needs mending once it was returned, until it was changed", () => {
    const returned = item({ verdict: "returned" });
    expect(itemState(licence({ state: "returned", parts: [part(1)] }), returned)).toBe("mend");
    expect(itemState(licence({ state: "returned", parts: [part(2)] }), { ...returned, changed: true })).toBe("done");
  });

  it("is locked once it was accepted", () => {
    expect(itemState(licence({ parts: [part(1)] }), item({ verdict: "accepted", locked: true }))).toBe("locked");
  });
});

describe("what may be changed", () => {
  const items = [
    item({ verdict: "returned" }),
    item({ key: "D05", parts: ["contact"], verdict: "accepted", locked: true }),
  ];

  it("is everything in a draft and nothing while an officer has it", () => {
    expect(["commitment", "contact"].map((subject) => mayChange(licence({ items }), subject))).toEqual([true, true]);
    expect(mayChange(licence({ items, state: "checking" }), "commitment")).toBe(false);
    expect(mayChange(licence({ items, mayWrite: false }), "commitment")).toBe(false);
  });

  it("is only what was returned, in a correction", () => {
    const returned = licence({ items, state: "returned" });
    expect(["commitment", "D01", "contact", "D05", "service"].map((subject) => mayChange(returned, subject))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("the pages of an application", () => {
  it("are each named once, what is applied for first, records left out", () => {
    const items = [
      item({ key: "D02", parts: ["configuration", "equivalence"] }),
      item({ key: "D06", kind: "record", parts: [] }),
      item({ key: "D12", kind: "file", parts: [], slots: ["D12"] }),
      item({ key: "D10", kind: "declaration", parts: ["declarations"] }),
      item({ key: "D13", kind: "declaration", parts: ["declarations"] }),
    ];
    expect(pagesOf({ items })).toEqual(["service", "configuration", "equivalence", "D12", "declarations"]);
  });
});

describe("who changed a requirement last", () => {
  it("is whoever saved its part or hung its file later", () => {
    const file = { slot: "D01", requirement: "D01", attachedBy: "Bagus", attachedAt: "2026-11-25T10:00:00Z" };
    const both = licence({
      parts: [part(1, "2026-11-25T09:00:00Z")],
      documents: [file] as unknown as Licence["documents"],
    });
    expect(lastChange(both, item({ slots: ["D01"] }))).toEqual({ by: "Bagus", at: "2026-11-25T10:00:00Z" });
  });
});
