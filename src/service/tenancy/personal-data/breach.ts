import { Temporal } from "temporal-polyfill";
import type { z } from "zod";
import type { RefusalTable } from "../../../kernel/index.ts";
import type { breachEntrySchema, newBreachEntrySchema } from "./breach-contract.ts";

/** An entry in the history of a breach: findings, a notification, its closing, or a forwarding. */
export type BreachEntry = z.infer<typeof breachEntrySchema>;

/** The entries that people write; the forwarding to call centres has its own operation. */
export type WrittenEntry = z.infer<typeof newBreachEntrySchema>["entry"];

/** The state of a breach that decides on a new entry. */
export interface BreachState {
  readonly version: number;
  readonly isClosed: boolean;
  readonly knownAtMs: number;
  readonly hasToldPersons: boolean;
  readonly hasToldAuthority: boolean;
}

/** Refusals of the registers of breaches. */
export const BREACH_REFUSALS = {
  "no-such-breach": "not-found",
  "breach-stale": "stale",
  "breach-closed": "conflict",
  "breach-full": "limit",
  "breach-times-wrong": ["invalid", "knownAt"],
  "breach-told-when": ["invalid", "toldAt"],
  "breach-not-told": ["conflict", "whyUntold"],
  "breach-handed": "conflict",
  "breach-nobody-there": "conflict",
  "no-such-tenant": "not-found",
} as const satisfies RefusalTable;

/** Why nothing is added to a breach, or why it is not opened. */
export type BreachRefusal = keyof typeof BREACH_REFUSALS;

/** The maximum of entries of one breach. */
const ENTRIES_MAX = 200;
/** The maximum age of a breach that is recorded now. */
const BACK_MS_MAX = 10 * 366 * 86_400_000;

/** Why a breach with these times is refused; null when it may be opened. The deadline counts from when it became known. */
export function openingRefusal(
  times: { readonly happenedAtMs: number; readonly knownAtMs: number },
  nowMs: number,
): BreachRefusal | null {
  const { happenedAtMs, knownAtMs } = times;
  const isInOrder = happenedAtMs <= knownAtMs && knownAtMs <= nowMs && happenedAtMs >= nowMs - BACK_MS_MAX;
  return isInOrder ? null : "breach-times-wrong";
}

/** Why an entry over the version that was read is refused; null when it may be added. A breach with a missing notification needs a reason to be closed. */
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

/** The ids of the call centres to which a breach was forwarded. */
export function handedCentres(entries: readonly BreachEntry[]): ReadonlySet<string> {
  return new Set(entries.flatMap((entry) => (entry.kind === "handing" ? entry.centres.map(({ id }) => id) : [])));
}

/** The time before the deadline at which the first reminder is mailed; the second one is mailed at the deadline. */
export const REMIND_BEFORE_MS = 24 * 3_600_000;

/** The last reminder that was mailed. */
export type Reminded = "none" | "soon" | "over";

/** The due reminder for a breach with a missing notification; null when none is due, or it was mailed already. */
export function dueReminder(
  breach: { readonly dueAtMs: number; readonly reminded: Reminded },
  nowMs: number,
): "soon" | "over" | null {
  if (nowMs >= breach.dueAtMs) return breach.reminded === "over" ? null : "over";
  return nowMs >= breach.dueAtMs - REMIND_BEFORE_MS && breach.reminded === "none" ? "soon" : null;
}
