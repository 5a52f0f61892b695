import type { RuleId } from "../../../regulation/index.ts";
import type { PersonalClass } from "./personal-part.ts";

/** The retention rule of a class, whether a deletion request includes it, and whether each row has its own last day. */
export interface Keeping {
  readonly rule: Extract<
    RuleId,
    "recording-keep-days" | "call-event-keep-months" | "queue-event-keep-months" | "sip-trace-keep-days"
  > | null;
  readonly isErased: boolean;
}

/**
 * The retention of each class. Call detail records are the basis of settlement between call centre and carriers, so that no request deletes them; their
 * events are deleted by their rule. Notes, customer profiles, callbacks, tickets, blocked numbers and SMS have no rule: they stay until a person deletes
 * them.
 */
export const KEEPING: Readonly<Record<PersonalClass, Keeping>> = {
  calls: { rule: null, isErased: false },
  events: { rule: "call-event-keep-months", isErased: false },
  recordings: { rule: "recording-keep-days", isErased: true },
  messages: { rule: "recording-keep-days", isErased: true },
  notes: { rule: null, isErased: true },
  card: { rule: null, isErased: true },
  callbacks: { rule: null, isErased: true },
  tickets: { rule: null, isErased: true },
  blocks: { rule: null, isErased: true },
  "short-messages": { rule: null, isErased: true },
  traces: { rule: "sip-trace-keep-days", isErased: true },
};

const DAY_MS = 86_400_000;

/**
 * The local day on which the newest row of a class is deleted by its rule; null without a rule. For rows with their own last day it is the last of them;
 * otherwise `months` or `days` after the row was written.
 */
export function goesOn(
  held: { readonly newestMs: number | null; readonly keptUntil: string | null },
  kept: { readonly unit: string; readonly value: number } | null,
  calendar: {
    readonly dateOf: (atMs: number) => string;
    readonly laterByMonths: (atMs: number, months: number) => number;
  },
): string | null {
  if (held.keptUntil !== null) return held.keptUntil;
  const { newestMs } = held;
  if (newestMs === null || kept === null) return null;
  if (kept.unit === "months") return calendar.dateOf(calendar.laterByMonths(newestMs, kept.value));
  return calendar.dateOf(newestMs + kept.value * DAY_MS);
}
