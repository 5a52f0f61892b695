/** What an alert watches, and when it is raised and cleared. */

/** What can be measured, in the order in which a form offers it. */
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

/** How a figure is held against a threshold. */
export const COMPARISONS = ["at-least", "at-most"] as const;

/** One of `COMPARISONS`. */
export type Comparison = (typeof COMPARISONS)[number];

/** What a measure counts in, which way it usually goes wrong, and what it may be about. */
interface MeasureRule {
  readonly unit: "count" | "seconds" | "percent" | "rupiah";
  readonly usual: Comparison;
  readonly mayNameQueues: boolean;
  /** A share of contacts: of too few of them nothing is said. */
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

/** What an alert watches and whom it tells. A share is per cent, a wait is seconds. */
export interface AlertRule {
  readonly measure: Measure;
  /** Empty for the whole call centre. */
  readonly queueIds: readonly string[];
  readonly comparison: Comparison;
  readonly raiseAt: number;
  readonly holdSeconds: number;
  /** The figure from which on it is calm again; on the other side of `raiseAt`. */
  readonly clearAt: number;
  readonly clearSeconds: number;
  /** Of a share: from how many contacts on it is one. */
  readonly leastContacts: number;
  /** Named hours in which alone it watches; null for always. */
  readonly hoursId: string | null;
  /** How often it is told again while it stands and nobody has taken it on; null for once. */
  readonly repeatMinutes: number | null;
  readonly mailTo: readonly string[];
  readonly webhookIds: readonly string[];
  /** The sender id of short messages; null where there are no numbers. */
  readonly smsFrom: string | null;
  /** Mobile numbers in international form without `+`. */
  readonly smsTo: readonly string[];
}

/** What is wrong with a rule. */
export type RuleFault = "alert-figure-wrong" | "alert-clear-wrong" | "alert-queues-unfit";

/** The first fault of a rule; null when it stands. */
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

/** Whether a figure has reached a threshold. */
export function hasReached(
  figure: number,
  { comparison, at }: { readonly comparison: Comparison; readonly at: number },
) {
  return comparison === "at-least" ? figure >= at : figure <= at;
}
