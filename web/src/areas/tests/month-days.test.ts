import { describe, expect, it } from "vitest";
import { dayAfter, monthAfter, monthEnd, weekdayOf, weeksOf } from "./month-days.ts";

describe("a month on the calendar of tests", () => {
  it("begins its weeks on Monday and leaves what is outside empty", () => {
    const weeks = weeksOf("2026-12-17");
    expect(weeks[0]).toEqual([
      null,
      "2026-12-01",
      "2026-12-02",
      "2026-12-03",
      "2026-12-04",
      "2026-12-05",
      "2026-12-06",
    ]);
    expect(weeks.at(-1)).toEqual(["2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31", null, null, null]);
  });

  it("holds every day of any month once and in order", () => {
    for (let month = "2024-01-01"; month < "2029-01-01"; month = monthAfter(month, 1)) {
      const days = weeksOf(month)
        .flat()
        .filter((day) => day !== null);
      expect(days[0]).toBe(month);
      expect(days.at(-1)).toBe(monthEnd(month));
      expect(days).toEqual(days.map((_, at) => dayAfter(month, at)));
      for (const week of weeksOf(month)) {
        for (const [at, day] of week.entries()) if (day !== null) expect(weekdayOf(day)).toBe(at);
      }
    }
  });

  it("crosses the end of a year and a leap day", () => {
    expect(monthAfter("2026-12-31", 1)).toBe("2027-01-01");
    expect(monthAfter("2027-01-31", -1)).toBe("2026-12-01");
    expect(monthEnd("2028-02-10")).toBe("2028-02-29");
    expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
  });
});
