/** The condition of an alert: its measure, and when it is raised and cleared. */

/** The measures of an alert, in the order in which a form offers them. */
export const MEASURES = [
  "waiting",
  "longest-wait",
  "level-today",
  "abandoned-today",
  "ready",
  "on-shift",
  "calls-share",
  "sms-left",
] as const;

/** One of `MEASURES`. */
export type Measure = (typeof MEASURES)[number];

/** How a metric is compared with a threshold. */
export const COMPARISONS = ["at-least", "at-most"] as const;

/** One of `COMPARISONS`. */
export type Comparison = (typeof COMPARISONS)[number];

/** The unit of a measure, its usual comparison, and what it may be limited to. */
interface MeasureRule {
  readonly unit: "count" | "seconds" | "percent" | "rupiah";
  readonly usual: Comparison;
  readonly mayNameQueues: boolean;
  /** A share of contacts: with too few contacts it has no value. */
  readonly isOfContacts: boolean;
}

/** The rules of each measure. */
export const MEASURE_RULES: Readonly<Record<Measure, MeasureRule>> = {
  waiting: { unit: "count", usual: "at-least", mayNameQueues: true, isOfContacts: false },
  "longest-wait": { unit: "seconds", usual: "at-least", mayNameQueues: true, isOfContacts: false },
  "level-today": { unit: "percent", usual: "at-most", mayNameQueues: true, isOfContacts: true },
  "abandoned-today": { unit: "percent", usual: "at-least", mayNameQueues: true, isOfContacts: true },
  ready: { unit: "count", usual: "at-most", mayNameQueues: true, isOfContacts: false },
  "on-shift": { unit: "count", usual: "at-most", mayNameQueues: true, isOfContacts: false },
  "calls-share": { unit: "percent", usual: "at-least", mayNameQueues: false, isOfContacts: false },
  "sms-left": { unit: "rupiah", usual: "at-most", mayNameQueues: false, isOfContacts: false },
};

/** The bounds of a rule. An alert that was cleared is not raised again within `clearSeconds.least`. */
export const RULE_LIMITS = {
  figure: { count: 10_000, seconds: 86_400, percent: 100, rupiah: 2_000_000_000 },
  holdSeconds: { least: 0, most: 3_600 },
  clearSeconds: { least: 60, most: 3_600 },
  contacts: { least: 1, most: 10_000 },
  repeatMinutes: { least: 5, most: 1_440 },
  queues: 50,
  people: 20,
  phones: 10,
  webhooks: 5,
} as const;

/** The condition of an alert and its recipients. A share is in per cent, a wait in seconds. */
export interface AlertRule {
  readonly measure: Measure;
  /** Empty for the whole call centre. */
  readonly queueIds: readonly string[];
  readonly comparison: Comparison;
  readonly raiseAt: number;
  readonly holdSeconds: number;
  /** The value at which the alert may be cleared; on the other side of `raiseAt`. */
  readonly clearAt: number;
  readonly clearSeconds: number;
  /** For a share: the minimum number of contacts for a value. */
  readonly leastContacts: number;
  /** Named hours to which the evaluation is limited; null for always. */
  readonly hoursId: string | null;
  /** The interval between notifications while the alert is active and not acknowledged; null for one notification. */
  readonly repeatMinutes: number | null;
  readonly mailTo: readonly string[];
  readonly webhookIds: readonly string[];
  /** The sender id of the SMS messages; null without numbers. */
  readonly smsFrom: string | null;
  /** Mobile numbers in international form without `+`. */
  readonly smsTo: readonly string[];
}

/** What is wrong with a rule. */
export type RuleFault = "alert-figure-wrong" | "alert-clear-wrong" | "alert-queues-unfit";

/** The first fault of a rule; null when it is valid. */
export function ruleFault(rule: Pick<AlertRule, "measure" | "queueIds" | "comparison" | "raiseAt" | "clearAt">) {
  const { measure, queueIds, comparison, raiseAt, clearAt } = rule;
  const { unit, mayNameQueues } = MEASURE_RULES[measure];
  const most = RULE_LIMITS.figure[unit];
  const isWithin = (figure: number) => Number.isInteger(figure) && figure >= 0 && figure <= most;
  if (!isWithin(raiseAt)) return "alert-figure-wrong" satisfies RuleFault;
  const isOtherSide = comparison === "at-least" ? clearAt < raiseAt : clearAt > raiseAt;
  if (!isWithin(clearAt) || !isOtherSide) return "alert-clear-wrong" satisfies RuleFault;
  return queueIds.length > 0 && !mayNameQueues ? ("alert-queues-unfit" satisfies RuleFault) : null;
}

/** Whether a value has reached a threshold. */
export function hasReached(
  figure: number,
  { comparison, at }: { readonly comparison: Comparison; readonly at: number },
) {
  return comparison === "at-least" ? figure >= at : figure <= at;
}
