import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calendarsInForce, openRulebook, readWorkingCalendar, rulesetVersion } from "../../../regulation/index.ts";
import { dayFacts, dayRefusal, earliestDay, isProvisional } from "./test-days.ts";

const TODAY = "2026-11-25";
const opened = openRulebook({ version: rulesetVersion, atDate: TODAY });
if (!opened.ok) throw new Error("no rules today");
const calendar = readWorkingCalendar(opened.value, calendarsInForce(TODAY));

const refusalOf = (date: string, more: { readonly today?: string; readonly freeTeams?: number } = {}) =>
  dayRefusal(
    dayFacts({ date, today: more.today ?? TODAY, calendar, onWorkingDayOnly: true, freeTeams: more.freeTeams ?? 1 }),
    { daysAheadMin: 8, needsTeam: true },
  );

describe("a day for a test", () => {
  it("is the eighth calendar day ahead at the earliest", () => {
    expect(refusalOf("2026-12-02")).toBe("test-day-too-early");
    expect(refusalOf("2026-12-03")).toBeUndefined();
    expect(refusalOf("2026-11-24")).toBe("test-day-too-early");
  });

  it("is no Saturday, no Sunday, no holiday, and no day of joint leave", () => {
    expect(["2026-12-05", "2026-12-06", "2026-12-24", "2026-12-25"].map((date) => refusalOf(date))).toEqual([
      "test-day-closed",
      "test-day-closed",
      "test-day-closed",
      "test-day-closed",
    ]);
    expect(refusalOf("2026-12-23")).toBeUndefined();
  });

  it("is provisional in a year whose days off nobody has decreed, and there too no Sunday and no New Year's Day", () => {
    expect(refusalOf("2027-01-01")).toBe("test-day-closed");
    expect(refusalOf("2027-01-04")).toBeUndefined();
    expect(refusalOf("2027-01-03")).toBe("test-day-closed");
    expect(["2026-12-31", "2027-01-04"].map((date) => isProvisional(date, calendar))).toEqual([false, true]);
  });

  it("has a team left, where a team has to come", () => {
    expect(refusalOf("2026-12-03", { freeTeams: 0 })).toBe("test-day-full");
    const day = dayFacts({ date: "2026-12-03", today: TODAY, calendar, onWorkingDayOnly: true, freeTeams: 0 });
    expect(dayRefusal(day, { daysAheadMin: 8, needsTeam: false })).toBeUndefined();
  });

  it("is offered first as the earliest that is not refused", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), (days) => {
        const today = new Date(Date.parse("2026-01-05") + days * 86_400_000).toISOString().slice(0, 10);
        const first = earliestDay(today, { daysAheadMin: 8, calendar });
        expect(refusalOf(first, { today })).toBeUndefined();
        let before = Date.parse(first) - 86_400_000;
        for (; before > Date.parse(today); before -= 86_400_000) {
          const date = new Date(before).toISOString().slice(0, 10);
          expect([date, refusalOf(date, { today })]).not.toEqual([date, undefined]);
        }
      }),
      { numRuns: 100 },
    );
  });
});
