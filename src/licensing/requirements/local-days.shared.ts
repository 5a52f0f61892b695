const DAYS_PER_ERA = 146_097;
const YEARS_PER_ERA = 400;
const DAYS_PER_YEAR = 365;
/** Days from 1 March of the year 0 to 1 January 1970. */
const EPOCH = 719_468;

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * Arithmetic on local dates `YYYY-MM-DD` that also runs in the browser, where a date library would be larger than all
 * checks together. The Gregorian calendar in days since 1970, after Hinnant's "chrono-compatible low-level date
 * algorithms".
 */
function dayNumber({ year, month, day }: Day): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / YEARS_PER_ERA);
  const ofEra = shifted - era * YEARS_PER_ERA;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * DAYS_PER_ERA + ofEra * DAYS_PER_YEAR + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - EPOCH;
}

function dayOf(number: number): Day {
  const since = number + EPOCH;
  const era = Math.floor(since / DAYS_PER_ERA);
  const ofEra = since - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / DAYS_PER_YEAR,
  );
  const ofYear = ofEra - (DAYS_PER_YEAR * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * YEARS_PER_ERA + (month <= 2 ? 1 : 0), month, day };
}

function parts(date: string): Day {
  const [year = 1970, month = 1, day = 1] = date.split("-").map(Number);
  return { year, month, day };
}

function written({ year, month, day }: Day): string {
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}

/** The date `days` after `date`. */
export function laterByDays(date: string, days: number): string {
  return written(dayOf(dayNumber(parts(date)) + days));
}

/** The date `months` after `date`; a day that the month does not have becomes its last. */
export function laterByMonthsOf(date: string, months: number): string {
  const { year, month, day } = parts(date);
  const index = year * 12 + (month - 1) + months;
  const first = { year: Math.floor(index / 12), month: (index % 12) + 1, day: 1 };
  const next = { year: Math.floor((index + 1) / 12), month: ((index + 1) % 12) + 1, day: 1 };
  return written({ ...first, day: Math.min(day, dayNumber(next) - dayNumber(first)) });
}
