import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answersOf, changedAnswers, fieldsOf } from "./answers.ts";

const row = (id: string, city: string) => ({ id, city });

describe("a part as answers", () => {
  it("names each answer by its row, wherever the row stands", () => {
    expect(answersOf({ rows: [row("a", "Medan")], total: 7 })).toEqual([
      { list: "rows", rowId: "a", field: "city", value: "Medan" },
      { list: null, rowId: null, field: "total", value: 7 },
    ]);
  });
});

describe("the fields of a row", () => {
  it("come in the order in which people read them, whatever order the database keeps", () => {
    expect(fieldsOf({ id: "a", city: "Medan", unit: "e1", year: 1, centres: 1, capacity: 1 })).toEqual([
      ...["year", "city", "centres", "capacity", "unit"],
    ]);
  });
});

describe("what changed between two versions of a part", () => {
  it("is one answer where one was changed, also when rows changed places", () => {
    const before = { rows: [row("a", "Medan"), row("b", "Jakarta")] };
    const after = { rows: [row("b", "Bandung"), row("a", "Medan")] };
    expect(changedAnswers(before, after)).toEqual([
      { list: "rows", rowId: "b", field: "city", before: "Jakarta", after: "Bandung" },
    ]);
  });

  it("names rows that came and went", () => {
    expect(changedAnswers({ rows: [row("a", "Medan")] }, { rows: [] })).toEqual([
      { list: "rows", rowId: "a", field: "city", before: "Medan", after: undefined },
    ]);
    expect(changedAnswers({ rows: [] }, { rows: [row("a", "Medan")] })).toHaveLength(1);
  });

  it("is nothing between a part and itself, whatever is in it", () => {
    const part = fc.record({ rows: fc.array(fc.record({ id: fc.uuid(), city: fc.string() })), bank: fc.string() });
    fc.assert(fc.property(part, (one) => changedAnswers(one, structuredClone(one)).length === 0));
  });
});
