import { Temporal } from "temporal-polyfill";
import { ok, type Result, refuse } from "../../kernel/index.ts";

const FORMAT = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d)(\d{2})([+\-R])$/;
const QUARTER_MS = 900_000;
const TENTH_MS = 100;
/** SMPP 3.4 §7.1.1: the difference to UTC in quarters of an hour. */
const QUARTERS_MAX = 48;

/**
 * The instant of a time of SMPP 3.4 §7.1.1: `YYMMDDhhmmsstnnp`, absolute with its difference to UTC in quarters of an hour, or
 * relative (`R`) to now. Null when empty. Refuses an invalid time.
 */
export function instantOf(text: string, nowMs: number): Result<number | null, "no-time"> {
  if (text === "") return ok(null);
  const [, ...parts] = FORMAT.exec(text) ?? [];
  const sign = parts.at(-1);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, tenth = 0, quarters = 0] = parts
    .slice(0, 8)
    .map(Number);
  if (sign === undefined || quarters > QUARTERS_MAX) return refuse("no-time");
  try {
    if (sign === "R") {
      if (tenth !== 0 || quarters !== 0) return refuse("no-time");
      const from = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO("UTC");
      const end = from.add({ years: year, months: month, days: day, hours: hour, minutes: minute, seconds: second });
      return ok(end.epochMilliseconds);
    }
    const fields = { year: 2_000 + year, month, day, hour, minute, second };
    const local = Temporal.PlainDateTime.from(fields, { overflow: "reject" }).toZonedDateTime("UTC");
    const ahead = (sign === "+" ? 1 : -1) * quarters * QUARTER_MS;
    return ok(local.epochMilliseconds + tenth * TENTH_MS - ahead);
  } catch {
    return refuse("no-time");
  }
}

/** An instant as an absolute time in UTC. */
export function absoluteTime(atMs: number): string {
  const at = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO("UTC");
  const parts = [at.year % 100, at.month, at.day, at.hour, at.minute, at.second].map(twoDigits).join("");
  return `${parts}${Math.floor(at.millisecond / TENTH_MS)}00+`;
}

/** An instant as in receipts (SMPP 3.4 appendix B): `YYMMDDhhmm`, in the given offset from UTC. */
export function receiptTime(atMs: number, minutesAhead: number): string {
  const at = Temporal.Instant.fromEpochMilliseconds(atMs + minutesAhead * 60_000).toZonedDateTimeISO("UTC");
  return [at.year % 100, at.month, at.day, at.hour, at.minute].map(twoDigits).join("");
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
