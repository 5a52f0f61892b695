import type { RuleId } from "../../../regulation/index.ts";
import type { PersonalClass } from "./personal-part.ts";

/** By which rule a class is kept, whether a request takes it away before, and whether each thing has a last day of its own. */
export interface Keeping {
  readonly rule: Extract<
    RuleId,
    "recording-keep-days" | "call-event-keep-months" | "queue-event-keep-months" | "sip-trace-keep-days"
  > | null;
  readonly isErased: boolean;
}

/**
 * How each class is kept. Records of calls are what the call centre and its carriers settle by, so no request takes them away; their events
 * go by their rule. Notes, cards, callbacks, tickets, numbers that are not called again and short messages have no rule: they stay until somebody
 * deletes them.
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
 * The local day on which the newest of a class goes by its rule; null where no rule says so. What has days of its own says the last of them;
 * of the rest a class goes `months` or `days` after it was written.
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
