import type { RuleId } from "../../../regulation/index.ts";

/** Classes of data that a call centre holds, in the order in which they are shown. */
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

/** Classes whose days a call centre may choose. */
export const CHOOSABLE = ["recordings", "traces"] as const;

/** One of `CHOOSABLE`. */
export type Choosable = (typeof CHOOSABLE)[number];

/** Rules by which classes go. */
export type KeepRule = Extract<
  RuleId,
  | "recording-keep-days"
  | "call-event-keep-months"
  | "queue-event-keep-months"
  | "sip-trace-keep-days"
  | "sms-text-keep-days"
  | "sms-code-keep-days"
>;

/** Rules between which days are chosen. */
export type BoundRule = Extract<
  RuleId,
  "recording-keep-days-min" | "recording-keep-days-max" | "sip-trace-keep-days-min" | "sip-trace-keep-days"
>;

/** Days for which the program keeps what it needs to find faults only; no rule names them. Those who let it go take them from here. */
export const FIXED_DAYS = {
  "webhook-calls": 7,
  "hook-exchanges": 7,
  "api-requests": 7,
  "ordered-calls": 7,
} as const satisfies Partial<Record<HeldClass, number>>;

/** For how many days the program keeps a class that no rule names; null for those that have a rule, or no end. */
export function fixedDays(name: HeldClass): number | null {
  return name in FIXED_DAYS ? FIXED_DAYS[name as keyof typeof FIXED_DAYS] : null;
}

/** By which rule a class goes, and whose choice changes that; messages are sound as recordings are, and go by the same days. */
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

/** The rules between whose days a choice lies, and the one that holds without a choice. */
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

/** Why a number of days is not chosen; null when it may be. Null days are the rule's again. */
export function daysRefusal(
  days: number | null,
  bounds: { readonly least: number; readonly most: number },
): "retention-too-short" | "retention-too-long" | null {
  if (days === null) return null;
  if (days < bounds.least) return "retention-too-short";
  return days > bounds.most ? "retention-too-long" : null;
}
