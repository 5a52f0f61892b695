import { nextOfficeDate, officeDate, officeDayStartMs } from "../../../regulation/index.ts";
import type { Choosable } from "./held-class.ts";

/** What the next daily sweep goes by for a class with some days; it comes when the next day begins. */
export interface NextSweep {
  readonly name: Choosable;
  readonly days: number;
  /** Recordings go whose last day, so many days after the local date on which they began, lies before this local date. */
  readonly today: string;
  /** SIP messages from before this instant, in milliseconds since 1970, go. */
  readonly beforeMs: number;
  /** While somebody waits for an answer about the data of his number, nothing from this instant on goes: the rule would keep it. */
  readonly heldSinceMs: number;
}

const DAY_MS = 86_400_000;

/** The next sweep after an instant, with days that are looked at before they are chosen. */
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
