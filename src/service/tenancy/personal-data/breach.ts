import { Temporal } from "temporal-polyfill";
import type { z } from "zod";
import type { breachEntrySchema, newBreachEntrySchema } from "./breach-contract.ts";

/** What is added to the history of a failure: what was found, that somebody was told, or that it is over. */
export type BreachEntry = z.infer<typeof breachEntrySchema>;

/** What people write themselves; handing a failure to call centres is an act of its own. */
export type WrittenEntry = z.infer<typeof newBreachEntrySchema>["entry"];

/** A failure as what is added to it reads it. */
export interface BreachState {
  readonly version: number;
  readonly isClosed: boolean;
  readonly knownAtMs: number;
  readonly hasToldPersons: boolean;
  readonly hasToldAuthority: boolean;
}

/** Why nothing is added to a failure, or why it is not opened. */
export type BreachRefusal =
  | "no-such-breach"
  | "breach-stale"
  | "breach-closed"
  | "breach-full"
  | "breach-times-wrong"
  | "breach-told-when"
  | "breach-not-told"
  | "breach-handed"
  | "breach-nobody-there"
  | "no-such-tenant";

/** Entries of one failure. */
const ENTRIES_MAX = 200;
/** How far back a failure may lie that is written down now. */
const BACK_MS_MAX = 10 * 366 * 86_400_000;

/** Whether a failure may be opened with these times; null when it may. The hours count from when it became known. */
export function openingRefusal(
  times: { readonly happenedAtMs: number; readonly knownAtMs: number },
  nowMs: number,
): BreachRefusal | null {
  const { happenedAtMs, knownAtMs } = times;
  const isInOrder = happenedAtMs <= knownAtMs && knownAtMs <= nowMs && happenedAtMs >= nowMs - BACK_MS_MAX;
  return isInOrder ? null : "breach-times-wrong";
}

/** Whether an entry may be added over the version that was read; null when it may. One that nobody was told of is not closed. */
export function entryRefusal(
  breach: BreachState | undefined,
  wish: { readonly entry: BreachEntry; readonly expectedVersion: number },
  nowMs: number,
): BreachRefusal | null {
  if (breach === undefined) return "no-such-breach";
  if (breach.isClosed) return "breach-closed";
  if (breach.version !== wish.expectedVersion) return "breach-stale";
  if (breach.version > ENTRIES_MAX) return "breach-full";
  const { entry } = wish;
  if (entry.kind === "notice") {
    const toldAtMs = Temporal.Instant.from(entry.toldAt).epochMilliseconds;
    return toldAtMs >= breach.knownAtMs && toldAtMs <= nowMs ? null : "breach-told-when";
  }
  if (entry.kind === "closing" && !(breach.hasToldPersons && breach.hasToldAuthority) && entry.whyUntold === "")
    return "breach-not-told";
  return null;
}

/** The ids of the call centres that a failure was handed to. */
export function handedCentres(entries: readonly BreachEntry[]): ReadonlySet<string> {
  return new Set(entries.flatMap((entry) => (entry.kind === "handing" ? entry.centres.map(({ id }) => id) : [])));
}

/** Reminders are mailed so long before the hours are over, and when they are. */
export const REMIND_BEFORE_MS = 24 * 3_600_000;

/** The last reminder that was mailed. */
export type Reminded = "none" | "soon" | "over";

/** The reminder that is due for a failure of which not everybody was told; null when none is, or was mailed already. */
export function dueReminder(
  breach: { readonly dueAtMs: number; readonly reminded: Reminded },
  nowMs: number,
): "soon" | "over" | null {
  if (nowMs >= breach.dueAtMs) return breach.reminded === "over" ? null : "over";
  return nowMs >= breach.dueAtMs - REMIND_BEFORE_MS && breach.reminded === "none" ? "soon" : null;
}
