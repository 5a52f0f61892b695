import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommitmentPart, CommitmentRow } from "../../configuration/index.ts";
import { commitmentYears } from "./commitment-years.ts";

const TERMS = { linesPerE1: 30, bookYearEnd: "12-31" };

let nextId = 0;
const row = (year: number, capacity: number | null, change: Partial<CommitmentRow> = {}): CommitmentRow => {
  nextId += 1;
  return { id: `r${nextId}`, year, city: "Kota Depok", centres: 0, capacity, unit: "e1", ...change };
};
const years = (decidedOn: string, rows: readonly CommitmentRow[], terms = TERMS) =>
  commitmentYears(decidedOn, { rows }, terms);
const windows = (decidedOn: string, terms = TERMS) =>
  years(decidedOn, [], terms).map(({ from, to }) => `${from} ${to}`);

describe("the windows of a commitment", () => {
  it("begin on the day of the decree and end the first with the book year; later years are whole", () => {
    expect(windows("2026-11-25")).toEqual([
      "2026-11-25 2026-12-31",
      "2027-01-01 2027-12-31",
      "2028-01-01 2028-12-31",
      "2029-01-01 2029-12-31",
      "2030-01-01 2030-12-31",
    ]);
  });

  it("have a first year of one day when the decree is of 31 December", () => {
    expect(windows("2026-12-31").slice(0, 2)).toEqual(["2026-12-31 2026-12-31", "2027-01-01 2027-12-31"]);
  });

  it("have a whole first year when the decree is of 1 January, a leap year too", () => {
    expect(windows("2027-01-01")[0]).toBe("2027-01-01 2027-12-31");
    expect(windows("2028-01-01")[0]).toBe("2028-01-01 2028-12-31");
    expect(windows("2028-02-29")[0]).toBe("2028-02-29 2028-12-31");
  });

  it("follow a book year that ends in the middle of a calendar year", () => {
    const midYear = { ...TERMS, bookYearEnd: "06-30" };
    expect(windows("2026-06-30", midYear).slice(0, 2)).toEqual(["2026-06-30 2026-06-30", "2026-07-01 2027-06-30"]);
    expect(windows("2026-07-01", midYear)[0]).toBe("2026-07-01 2027-06-30");
  });

  it("leave no day out and none twice, whatever the day of the decree", () => {
    const dayMs = 86_400_000;
    const anyDay = fc.integer({ min: 0, max: 20_000 }).map((nth) => new Date(nth * dayMs).toISOString().slice(0, 10));
    fc.assert(
      fc.property(anyDay, fc.constantFrom("12-31", "06-30", "03-31"), (decidedOn, bookYearEnd) => {
        const found = years(decidedOn, [], { linesPerE1: 30, bookYearEnd });
        const next = (date: string) => new Date(Date.parse(date) + dayMs).toISOString().slice(0, 10);
        expect(found[0]?.from).toBe(decidedOn);
        expect(found.every(({ from, to }) => from <= to && to.endsWith(bookYearEnd))).toBe(true);
        expect(found.slice(1).map(({ from }) => from)).toEqual(found.slice(0, -1).map(({ to }) => next(to)));
      }),
    );
  });
});

describe("the years of a commitment", () => {
  it("are what is added, and their totals run on through years in which nothing is", () => {
    const found = years("2026-11-25", [row(1, 1), row(2, 15, { unit: "channels" }), row(4, 45, { unit: "channels" })]);
    expect(found.map(({ addedE1, addedChannels }) => [addedE1, addedChannels])).toEqual([
      [1, 30],
      [0, 15],
      [0, 0],
      [1, 45],
      [0, 0],
    ]);
    expect(found.map(({ totalE1, totalChannels }) => [totalE1, totalChannels])).toEqual([
      [1, 30],
      [1, 45],
      [1, 45],
      [3, 90],
      [3, 90],
    ]);
  });

  it("count 29 channels as no E1, 30 and 45 as one, 60 as two", () => {
    const e1Of = (capacity: number) => years("2026-11-25", [row(1, capacity, { unit: "channels" })])[0]?.addedE1;
    expect([29, 30, 45, 59, 60].map(e1Of)).toEqual([0, 1, 1, 1, 2]);
  });

  it("name each city with its running total, in the order they were written", () => {
    const rows = [
      row(2, 1, { city: " Kota Surabaya ", centres: 2 }),
      row(1, 20, { unit: "channels", centres: 1 }),
      row(2, 20, { unit: "channels" }),
    ];
    const [first, second] = years("2026-11-25", rows);
    expect(first?.rows).toEqual([
      { city: "Kota Depok", centres: 1, channels: 20, e1: 0, totalChannels: 20, totalE1: 0 },
    ]);
    expect(second?.rows.map(({ city, totalChannels, totalE1 }) => [city, totalChannels, totalE1])).toEqual([
      ["Kota Surabaya", 50, 1],
      ["Kota Depok", 70, 2],
    ]);
    expect([first?.addedCentres, second?.addedCentres, second?.totalCentres]).toEqual([1, 2, 3]);
  });

  it("end each year where its last row ends, and never shrink", () => {
    const anyRow = fc.record({
      year: fc.integer({ min: 1, max: 5 }),
      capacity: fc.option(fc.integer({ min: 0, max: 500 })),
      unit: fc.constantFrom("e1" as const, "channels" as const),
      centres: fc.option(fc.integer({ min: 0, max: 20 })),
    });
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 30 }), (drawn) => {
        const part: CommitmentPart = { rows: drawn.map(({ year, capacity, ...rest }) => row(year, capacity, rest)) };
        const found = commitmentYears("2026-11-25", part, TERMS);
        let channels = 0;
        for (const year of found) {
          channels += year.rows.reduce((sum, one) => sum + one.channels, 0);
          expect(year.totalChannels).toBe(channels);
          expect(year.rows.at(-1)?.totalChannels ?? channels).toBe(channels);
          expect(year.totalE1).toBe(Math.floor(channels / 30));
        }
        expect(found.flatMap(({ rows }) => rows)).toHaveLength(drawn.length);
      }),
    );
  });
});
