import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cursorOf, placeOf, readAuditFilter } from "./index.ts";

const nothing = { actor: undefined, action: undefined, subjectKind: undefined, subjectId: undefined };

describe("what is asked of a call centre's log", () => {
  it("is days of its own zone, the last one included, and never days that turn round", () => {
    const day = { from: "2026-11-25", to: "2026-11-25" };
    const [west, east] = ["Asia/Jakarta", "Asia/Jayapura"].map((zone) => readAuditFilter(day, zone));
    const fromMs = Date.parse("2026-11-24T17:00:00Z");
    expect(west).toEqual({ ok: true, value: { ...nothing, fromMs, untilMs: fromMs + 86_400_000 } });
    expect(east).toMatchObject({ ok: true, value: { fromMs: fromMs - 7_200_000 } });
    expect(readAuditFilter({ from: "2026-11-26", to: "2026-11-25" }, "Asia/Jakarta")).toEqual({
      ok: false,
      refusal: "days-turned-round",
    });
    expect(readAuditFilter({}, "Asia/Jakarta")).toEqual({
      ok: true,
      value: { ...nothing, fromMs: null, untilMs: null },
    });
  });

  it("goes on at exactly the place that a cursor was made of", () => {
    fc.assert(
      fc.property(fc.nat({ max: 9_999_999_999_999 }), fc.uuid(), (atMs, id) => {
        expect(placeOf(cursorOf({ atMs, id }))).toEqual({ atMs, id });
      }),
    );
    expect(placeOf(undefined)).toBeNull();
  });
});
