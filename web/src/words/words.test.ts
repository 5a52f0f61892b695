import { describe, expect, it } from "vitest";
import { codeBlockOf, displayCode, moveCursor, placeInCodeBlock, sheetsOf } from "./code-block.ts";
import { countdownText, isSpokenAt, secondsLeft } from "./countdown.ts";
import { count, longDate, moment, shortDate } from "./dates.ts";
import { promiseDays } from "./promise-days.ts";

describe("dates", () => {
  it("writes a due date in full in both languages", () => {
    expect(longDate("2026-12-01", "id")).toBe("Selasa, 1 Desember 2026");
    expect(longDate("2026-12-01", "en")).toMatch(/^Tuesday,? 1 December 2026$/);
  });

  it("shows an instant in Jakarta even when it is still yesterday in London", () => {
    expect(moment("2026-11-30T17:05:00Z", "id")).toBe("1 Des 2026, 00.05 WIB");
  });

  it("writes the day of an instant as it was in Jakarta, where it began seven hours earlier", () => {
    expect(shortDate("2019-06-19T17:00:00.000Z", "id")).toBe("20 Jun 2019");
    expect(shortDate("2019-06-19T16:59:59.999Z", "id")).toBe("19 Jun 2019");
    expect(longDate("2026-11-30T17:00:00.000Z", "id")).toBe("Selasa, 1 Desember 2026");
  });

  it("leaves text that is no date as it is", () => {
    expect(longDate("soon", "id")).toBe("soon");
    expect(shortDate("", "id")).toBe("");
  });

  it("counts exactly up to the limit and then says more", () => {
    expect(count(10_000, "id")).toBe("10.000");
    expect(count(10_001, "en")).toBe("10,000+");
  });
});

describe("countdown", () => {
  const until = "2026-11-25T01:30:00Z";

  it("shows the last second until it is over and never goes below zero", () => {
    expect(secondsLeft(until, Date.parse(until) - 1)).toBe(1);
    expect(secondsLeft(until, Date.parse(until))).toBe(0);
    expect(secondsLeft(until, Date.parse(until) + 60_000)).toBe(0);
  });

  it("pads seconds", () => {
    expect(countdownText(1_745)).toBe("29:05");
    expect(countdownText(0)).toBe("0:00");
  });

  it("is spoken at five minutes, one minute and the end only", () => {
    expect(Array.from({ length: 1_801 }, (_, s) => s).filter(isSpokenAt)).toEqual([0, 60, 300]);
  });
});

describe("promise bar", () => {
  it("fills used days and hatches the rest while paused", () => {
    const days = promiseDays({ workingDays: 6, usedDays: 2, state: "paused" });
    expect(days.map((day) => (day.used ? "u" : day.hatched ? "h" : "."))).toEqual(["u", "u", "h", "h", "h", "h"]);
  });

  it("adds late days beyond the promise", () => {
    const days = promiseDays({ workingDays: 3, usedDays: 5, state: "late" });
    expect(days).toHaveLength(5);
    expect(days.filter((day) => day.late)).toHaveLength(2);
  });
});

describe("code sheet", () => {
  it("puts 1500123 on sheet 15001, row 2, column 3", () => {
    expect(codeBlockOf("1500123")).toBe("15001");
    expect(placeInCodeBlock("1500123")).toEqual({ row: 2, column: 3 });
  });

  it("lists each sheet once", () => {
    expect(sheetsOf([{ code: "14101" }, { code: "14000" }, { code: "14199" }])).toEqual(["140", "141"]);
  });

  it("keeps the cursor on the sheet", () => {
    expect(moveCursor(0, "ArrowLeft")).toBe(0);
    expect(moveCursor(9, "ArrowRight")).toBe(10);
    expect(moveCursor(95, "ArrowDown")).toBe(95);
    expect(moveCursor(23, "End")).toBe(29);
    expect(moveCursor(23, "x")).toBeNull();
  });
});

describe("codes as printed", () => {
  it("groups six and seven digits and leaves five alone", () => {
    expect(["1500123", "150164", "14045"].map(displayCode)).toEqual(["1500 123", "150 164", "14045"]);
  });
});
