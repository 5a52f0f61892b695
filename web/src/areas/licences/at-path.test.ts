import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueAt, withValueAt } from "./at-path.ts";

const PART = { rows: [{ city: "Jakarta" }, { city: "Medan" }], total: 7 };

describe("a value inside a part", () => {
  it("is read by its path, through lists", () => {
    expect([valueAt(PART, "rows.1.city"), valueAt(PART, "total"), valueAt(PART, "rows.9.city")]).toEqual([
      "Medan",
      7,
      undefined,
    ]);
  });

  it("is changed without changing what was there", () => {
    expect(withValueAt(PART, "rows.1.city", "Bandung")).toEqual({
      rows: [{ city: "Jakarta" }, { city: "Bandung" }],
      total: 7,
    });
    expect(PART.rows[1]).toEqual({ city: "Medan" });
  });

  it("is what was last put there, wherever it is", () => {
    const anywhere = fc.constantFrom("rows.0.city", "rows.1.city", "total");
    fc.assert(
      fc.property(anywhere, anywhere, fc.string(), (path, other, text) => {
        const changed = withValueAt(PART, path, text);
        expect(valueAt(changed, path)).toBe(text);
        if (other !== path) expect(valueAt(changed, other)).toEqual(valueAt(PART, other));
      }),
    );
  });
});
