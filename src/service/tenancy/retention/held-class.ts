import type { RuleId } from "../../../regulation/index.ts";

/** The classes of stored data, in the order of their display. */
export const HELD_CLASSES = [
  "recordings",
  "messages",
  "traces",
  "events",
  "queue-events",
  "calls",
  "notes",
  "cards",
  "callbacks",
  "tickets",
  "blocks",
  "short-messages",
  "short-message-texts",
  "short-message-codes",
  "conversations",
  "ledger",
  "invoices",
  "webhook-calls",
  "hook-exchanges",
  "api-requests",
  "ordered-calls",
  "evaluations",
  "requests",
  "incidents",
  "audit",
] as const;

/** One of `HELD_CLASSES`. */
export type HeldClass = (typeof HELD_CLASSES)[number];

/** Classes whose period a call centre may choose. */
export const CHOOSABLE = ["recordings", "traces"] as const;

/** One of `CHOOSABLE`. */
export type Choosable = (typeof CHOOSABLE)[number];

/** The retention rules of classes. */
export type KeepRule = Extract<
  RuleId,
  | "recording-keep-days"
  | "call-event-keep-months"
  | "queue-event-keep-months"
  | "sip-trace-keep-days"
  | "sms-text-keep-days"
  | "sms-code-keep-days"
>;

/** The rules that bound a choice. */
export type BoundRule = Extract<
  RuleId,
  "recording-keep-days-min" | "recording-keep-days-max" | "sip-trace-keep-days-min" | "sip-trace-keep-days"
>;

/** Days for which data is stored for diagnosis only; no rule covers it. The purge jobs read them from here. */
export const FIXED_DAYS = {
  "webhook-calls": 7,
  "hook-exchanges": 7,
  "api-requests": 7,
  "ordered-calls": 7,
} as const satisfies Partial<Record<HeldClass, number>>;

/** The fixed number of days of a class without a rule; null for a class with a rule, or without an end. */
export function fixedDays(name: HeldClass): number | null {
  return name in FIXED_DAYS ? FIXED_DAYS[name as keyof typeof FIXED_DAYS] : null;
}

/** The rule of each class, and the choice that changes it; voicemails are audio as recordings are, and have the same period. */
export const RETENTION_BASIS: Readonly<
  Record<HeldClass, { readonly rule: KeepRule | null; readonly choice: Choosable | null }>
> = {
  recordings: { rule: "recording-keep-days", choice: "recordings" },
  messages: { rule: "recording-keep-days", choice: "recordings" },
  traces: { rule: "sip-trace-keep-days", choice: "traces" },
  events: { rule: "call-event-keep-months", choice: null },
  "queue-events": { rule: "queue-event-keep-months", choice: null },
  calls: { rule: null, choice: null },
  notes: { rule: null, choice: null },
  cards: { rule: null, choice: null },
  callbacks: { rule: null, choice: null },
  tickets: { rule: null, choice: null },
  blocks: { rule: null, choice: null },
  "short-messages": { rule: null, choice: null },
  "short-message-texts": { rule: "sms-text-keep-days", choice: null },
  "short-message-codes": { rule: "sms-code-keep-days", choice: null },
  conversations: { rule: "sms-text-keep-days", choice: null },
  ledger: { rule: null, choice: null },
  invoices: { rule: null, choice: null },
  "webhook-calls": { rule: null, choice: null },
  "hook-exchanges": { rule: null, choice: null },
  "api-requests": { rule: null, choice: null },
  "ordered-calls": { rule: null, choice: null },
  evaluations: { rule: null, choice: null },
  requests: { rule: null, choice: null },
  incidents: { rule: null, choice: null },
  audit: { rule: null, choice: null },
};

/** The rules that bound a choice, and the one that applies without a choice. */
export const BOUNDS: Readonly<
  Record<Choosable, { readonly least: BoundRule; readonly most: BoundRule; readonly usual: KeepRule }>
> = {
  recordings: {
    least: "recording-keep-days-min",
    most: "recording-keep-days-max",
    usual: "recording-keep-days",
  },
  traces: { least: "sip-trace-keep-days-min", most: "sip-trace-keep-days", usual: "sip-trace-keep-days" },
};

/** Why a number of days is refused; null when it may be chosen. Null days mean those of the rule. */
export function daysRefusal(
  days: number | null,
  bounds: { readonly least: number; readonly most: number },
): "retention-too-short" | "retention-too-long" | null {
  if (days === null) return null;
  if (days < bounds.least) return "retention-too-short";
  return days > bounds.most ? "retention-too-long" : null;
}
