import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { calendarsKnownOn, loadCalendars } from "./calendar.ts";
import calendar2025Amended from "./calendars/2025-amended.json" with { type: "json" };
import calendar2025First from "./calendars/2025-first.json" with { type: "json" };
import calendar2026 from "./calendars/2026.json" with { type: "json" };
import { calendarsInForce, officeDate, openRulebook, openRulebookOf, publishedRulesets } from "./index.ts";

const calendars = loadCalendars([calendar2025First, calendar2025Amended, calendar2026]);
const MS_PER_DAY = 86_400_000;

const days = fc
  .integer({ min: Date.parse("2024-01-01") / MS_PER_DAY, max: Date.parse("2028-12-31") / MS_PER_DAY })
  .map((day) => new Date(day * MS_PER_DAY).toISOString().slice(0, 10));

describe("what is kept at hand", () => {
  it("is what opening a rulebook anew gives, for every version and day and in every order", () => {
    const asked = fc.record({
      version: fc.constantFrom("2026.11", "2031.01", "2026.1"),
      atDate: fc.oneof(days, fc.string()),
    });
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 40 }), (questions) => {
        const again = [...questions, ...questions];
        expect(again.map(openRulebook)).toEqual(again.map((question) => openRulebookOf(question, publishedRulesets)));
      }),
      { numRuns: 40 },
    );
  });

  it("is what is read of the calendars anew, for every day and in every order", () => {
    fc.assert(
      fc.property(fc.array(days), (asked) => {
        const again = [...asked, ...asked];
        expect(again.map(calendarsInForce)).toEqual(again.map((day) => calendarsKnownOn(day, calendars)));
      }),
    );
  });

  it("is the date in Jakarta at every instant, to the millisecond around midnight", () => {
    const read = (atMs: number) =>
      Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO("Asia/Jakarta").toPlainDate().toString();
    const instants = fc.integer({ min: Date.parse("1900-01-01"), max: Date.parse("2100-01-01") });
    fc.assert(
      fc.property(instants, (atMs) => {
        expect(officeDate(atMs)).toBe(read(atMs));
      }),
    );
    const midnight = Date.parse("2026-11-26T17:00:00Z");
    expect([midnight - 1, midnight].map(officeDate)).toEqual(["2026-11-26", "2026-11-27"]);
  });
});
