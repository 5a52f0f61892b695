import { describe, expect, it } from "vitest";
import { dayAfter, reportQueryOf } from "./queue-report-data.ts";

describe("what the address of a report asks for", () => {
  it("ends where the day after the last one begins", () => {
    expect(reportQueryOf({ from: "2026-11-30", to: "2026-12-31" })).toEqual({
      from: "2026-11-30",
      until: "2027-01-01",
    });
    expect(reportQueryOf({ from: "2026-11-30", queue: "q" })).toEqual({
      from: "2026-11-30",
      until: "2026-12-01",
      queueId: "q",
    });
    expect(dayAfter("2028-02-28")).toBe("2028-02-29");
  });

  it("is today where it is left out or is no day", () => {
    const today = reportQueryOf({});
    expect(today.until).toBe(dayAfter(today.from));
    expect(reportQueryOf({ from: "kemarin" })).toEqual(today);
  });
});
