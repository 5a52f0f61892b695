import { COMMITMENT_YEARS, type CommitmentPart, type CommitmentRow } from "./technical.shared.ts";

/** One year of a commitment. Channels are simultaneous calls; E1s are rounded down, so 45 channels are one. */
export interface CommitmentYear {
  /** 1 to 5. */
  readonly year: number;
  readonly addedChannels: number;
  readonly addedE1: number;
  /** Totals at the end of the year, all earlier years included. */
  readonly totalChannels: number;
  readonly totalE1: number;
  readonly totalCentres: number;
}

/** The totals of one city at the end of each year. */
export interface CommitmentCity {
  readonly city: string;
  /** Channels at the end of years 1 to 5. */
  readonly totalChannels: readonly number[];
  readonly totalCentres: readonly number[];
}

/** The running totals of a commitment, for the table and its chart. */
export interface CommitmentTotals {
  readonly years: readonly CommitmentYear[];
  /** In the order of first mention; the comparison ignores case. */
  readonly cities: readonly CommitmentCity[];
}

const YEARS = Array.from({ length: COMMITMENT_YEARS }, (_, index) => index + 1);

/** The channels of one row; 0 while it is empty. */
export function channelsOf({ capacity, unit }: Pick<CommitmentRow, "capacity" | "unit">, linesPerE1: number): number {
  return (capacity ?? 0) * (unit === "e1" ? linesPerE1 : 1);
}

/** Number of full E1s in a number of channels. */
export function wholeE1(channels: number, linesPerE1: number): number {
  return Math.floor(channels / linesPerE1);
}

/** Totals a commitment by year and by city. */
export function commitmentTotals({ rows }: CommitmentPart, linesPerE1: number): CommitmentTotals {
  const upTo = (list: readonly CommitmentRow[], year: number) => list.filter((row) => row.year <= year);
  const channels = (list: readonly CommitmentRow[]) => sum(list.map((row) => channelsOf(row, linesPerE1)));
  const centres = (list: readonly CommitmentRow[]) => sum(list.map((row) => row.centres ?? 0));
  const years = YEARS.map((year): CommitmentYear => {
    const addedChannels = channels(rows.filter((row) => row.year === year));
    const totalChannels = channels(upTo(rows, year));
    return {
      year,
      addedChannels,
      addedE1: wholeE1(addedChannels, linesPerE1),
      totalChannels,
      totalE1: wholeE1(totalChannels, linesPerE1),
      totalCentres: centres(upTo(rows, year)),
    };
  });
  const cities = [...rowsByCity(rows)].map(([, own]) => ({
    city: own[0]?.city.trim() ?? "",
    totalChannels: YEARS.map((year) => channels(upTo(own, year))),
    totalCentres: YEARS.map((year) => centres(upTo(own, year))),
  }));
  return { years, cities };
}

/** The normalised name of a city for comparison. */
export function cityKey(city: string): string {
  return city.trim().toLowerCase().replaceAll(/\s+/gu, " ");
}

function rowsByCity(rows: readonly CommitmentRow[]): ReadonlyMap<string, readonly CommitmentRow[]> {
  return Map.groupBy(
    rows.filter(({ city }) => city.trim() !== ""),
    ({ city }) => cityKey(city),
  );
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
