import { describe, expect, it } from "vitest";
import { firstWholeDay, halfHoursOf, readRange } from "./report-range.ts";

const at = (text: string) => Date.parse(text);

describe("the range of a report", () => {
  it.each([
    ["Asia/Jakarta", "+07:00"],
    ["Asia/Makassar", "+08:00"],
    ["Asia/Jayapura", "+09:00"],
  ])("is read by the clocks of %s", (zone, offset) => {
    expect(readRange({ from: "2026-11-26", until: "2026-11-27" }, zone)).toEqual({
      ok: true,
      value: { fromMs: at(`2026-11-26T00:00${offset}`), untilMs: at(`2026-11-27T00:00${offset}`) },
    });
  });

  it("holds the half hours on both sides of midnight", () => {
    const range = readRange({ from: "2026-12-31T23:00", until: "2027-01-01T00:30" }, "Asia/Makassar");
    if (!range.ok) throw new Error(range.refusal);
    expect(halfHoursOf(range.value)).toEqual(
      ["2026-12-31T23:00+08:00", "2026-12-31T23:30+08:00", "2027-01-01T00:00+08:00"].map(at),
    );
  });

  it("is 31 days at the most, and goes forward", () => {
    const read = (from: string, until: string) => readRange({ from, until }, "Asia/Jakarta");
    expect(read("2026-10-01", "2026-11-01").ok).toBe(true);
    expect(read("2026-10-01", "2026-11-01T00:30")).toEqual({ ok: false, refusal: "report-too-long" });
    expect(read("2026-10-01", "2026-10-01")).toEqual({ ok: false, refusal: "report-turned-round" });
  });
});

describe("the first day of which everything is known", () => {
  it.each([
    ["2025-11-26T00:00+07:00", "2025-11-26"],
    ["2025-11-26T00:00:00.001+07:00", "2025-11-27"],
    ["2025-11-30T23:59+07:00", "2025-12-01"],
  ])("is whole by the clocks of the call centre: known since %s", (since, day) => {
    expect(firstWholeDay(at(since), "Asia/Jakarta")).toBe(day);
  });
});
