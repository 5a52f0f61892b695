import { nextOfficeDate, officeDate, officeDayStartMs } from "../../../regulation/index.ts";
import type { Choosable } from "./held-class.ts";

/** The bounds of the next daily sweep for a class with some days; it runs at the beginning of the next day. */
export interface NextSweep {
  readonly name: Choosable;
  readonly days: number;
  /** Recordings whose last day, this many days after the local date of their beginning, is before this local date are deleted. */
  readonly today: string;
  /** SIP messages from before this instant, in milliseconds since 1970, are deleted. */
  readonly beforeMs: number;
  /** While a data subject's request is open, rows from this instant on are not deleted, since the rule would retain them. */
  readonly heldSinceMs: number;
}

const DAY_MS = 86_400_000;

/** The next sweep after an instant, with days that are not chosen yet. */
export function nextSweep({
  name,
  days,
  usualDays,
  nowMs,
}: {
  readonly name: Choosable;
  readonly days: number;
  readonly usualDays: number;
  readonly nowMs: number;
}): NextSweep {
  const today = nextOfficeDate(officeDate(nowMs));
  const sweptAtMs = officeDayStartMs(today);
  return { name, days, today, beforeMs: sweptAtMs - days * DAY_MS, heldSinceMs: sweptAtMs - usualDays * DAY_MS };
}
