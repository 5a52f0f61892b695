import { present } from "../../../kernel/index.ts";
import { nextOfficeDate } from "../../../regulation/index.ts";
import { type CommitmentPart, channelsOf, commitmentTotals, wholeE1 } from "../../configuration/index.ts";

/** The rules by which the years of a commitment are computed. */
export interface CommitmentTerms {
  /** Simultaneous channels of one E1. */
  readonly linesPerE1: number;
  /** Last day of a financial year, `MM-DD`. */
  readonly bookYearEnd: string;
}

/** The additions in one city in one year, and the running total of all cities after them. */
export interface CommittedRow {
  /** "" if the city is not named. */
  readonly city: string;
  readonly centres: number;
  readonly channels: number;
  readonly e1: number;
  readonly totalChannels: number;
  readonly totalE1: number;
}

/** One year of a commitment; `from` and `to` are local dates, both included. */
export interface CommittedYear {
  /** 1 to 5. */
  readonly year: number;
  readonly from: string;
  readonly to: string;
  readonly rows: readonly CommittedRow[];
  readonly addedCentres: number;
  readonly addedChannels: number;
  readonly addedE1: number;
  /** At the end of the year, including all earlier years. */
  readonly totalCentres: number;
  readonly totalChannels: number;
  readonly totalE1: number;
}

/**
 * The five years of a commitment: the first from the day of the decree to the end of that financial year, each later
 * one a full financial year; yearly values are additions. The basis of the yearly evaluation (e-Telekomunikasi,
 * komitmen layanan).
 */
export function commitmentYears(
  decreeDate: string,
  commitment: CommitmentPart,
  terms: CommitmentTerms,
): readonly CommittedYear[] {
  const totals = commitmentTotals(commitment, terms.linesPerE1).years;
  const windows = financialYears(decreeDate, terms.bookYearEnd, totals.length);
  return totals.map((total, index) => {
    const before = totals[index - 1] ?? { totalChannels: 0, totalCentres: 0 };
    return {
      ...total,
      ...present(windows[index], "window of a year"),
      rows: rowsOf(commitment, { year: total.year, channelsBefore: before.totalChannels, ...terms }),
      addedCentres: total.totalCentres - before.totalCentres,
    };
  });
}

function rowsOf(
  { rows }: CommitmentPart,
  asked: { readonly year: number; readonly channelsBefore: number; readonly linesPerE1: number },
): readonly CommittedRow[] {
  const { year, linesPerE1 } = asked;
  let totalChannels = asked.channelsBefore;
  return rows
    .filter((row) => row.year === year)
    .map((row) => {
      const channels = channelsOf(row, linesPerE1);
      totalChannels += channels;
      return {
        city: row.city.trim(),
        centres: row.centres ?? 0,
        channels,
        e1: wholeE1(channels, linesPerE1),
        totalChannels,
        totalE1: wholeE1(totalChannels, linesPerE1),
      };
    });
}

/** `count` consecutive financial years; the first begins on `firstDay`. */
function financialYears(firstDay: string, bookYearEnd: string, count: number) {
  const windows: { readonly from: string; readonly to: string }[] = [];
  let from = firstDay;
  while (windows.length < count) {
    const sameYear = `${from.slice(0, 4)}-${bookYearEnd}`;
    const to = sameYear < from ? `${Number(from.slice(0, 4)) + 1}-${bookYearEnd}` : sameYear;
    windows.push({ from, to });
    from = nextOfficeDate(to);
  }
  return windows;
}
