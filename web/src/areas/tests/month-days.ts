/** Calculations with months and weeks of local dates such as `2026-12-01`, without a time zone. */

const DAY_MS = 86_400_000;
const WEEK = 7;

const noon = (date: string): number => Date.parse(`${date}T12:00:00Z`);

/** The local date `days` days later. */
export const dayAfter = (date: string, days: number): string =>
  new Date(noon(date) + days * DAY_MS).toISOString().slice(0, 10);

/** The first day of the month that is `months` after the month of `date`. */
export function monthAfter(date: string, months: number): string {
  const [year = 0, month = 1] = date.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1, 12)).toISOString().slice(0, 10);
}

/** The last day of the month of `date`. */
export const monthEnd = (date: string): string => dayAfter(monthAfter(date, 1), -1);

/** Weekday of a local date, 0 on Monday. */
export const weekdayOf = (date: string): number => (new Date(noon(date)).getUTCDay() + 6) % WEEK;

/** The weeks of a month, each of seven days from Monday; null outside the month. */
export function weeksOf(date: string): readonly (readonly (string | null)[])[] {
  const first = monthAfter(date, 0);
  const lead = weekdayOf(first);
  const count = Number(monthEnd(date).slice(8));
  const cells = Array.from({ length: Math.ceil((lead + count) / WEEK) * WEEK }, (_, at) =>
    at < lead || at >= lead + count ? null : dayAfter(first, at - lead),
  );
  return Array.from({ length: cells.length / WEEK }, (_, week) => cells.slice(week * WEEK, (week + 1) * WEEK));
}
