/** Most and least of everything about widgets, for server and screens alike. */
export const LIMITS = {
  name: 80,
  title: 60,
  intro: 240,
  topic: 200,
  number: 24,
  widgets: 50,
  origins: 20,
  origin: 200,
  daysAhead: 14,
  hourMax: 500,
  blocks: 10_000,
  /** A call from the website by the browser's sound: how long it may last, and how many at once. */
  talkMinutes: 60,
  talkCalls: 50,
} as const;

/** Puzzles of a proof of work, and the bits at the beginning of each answer's digest that are zero: 65,536 digests on the average. */
export const WORK = { puzzles: 8, bits: 13 } as const;

/** What is counted of widgets beside what was refused. */
const COUNTED = ["shown", "asked", "talked"] as const;

/** Why a visitor is refused; each is counted by its name. */
export const WEB_CALLER_REFUSALS = [
  "widget-origin-strange",
  "widget-off",
  "widget-ticket-bad",
  "widget-work-missing",
  "widget-number-bad",
  "widget-number-blocked",
  "widget-number-waiting",
  "widget-number-often",
  "widget-time-gone",
  "widget-talk-closed",
  "widget-talk-blocked",
  "widget-busy",
  "widget-address-often",
] as const;

/** One of `WEB_CALLER_REFUSALS`. */
export type WebCallerRefusal = (typeof WEB_CALLER_REFUSALS)[number];

/** Why a wish for a number was refused that a stranger is not told: each would tell him something of whoever has it. */
const CONFIDENTIAL_REFUSALS = ["widget-number-blocked", "widget-number-waiting", "widget-number-often"] as const;

/** What a visitor is told of a refusal: one answer for all that is about whoever has the number. */
export type DisclosedRefusal =
  | Exclude<WebCallerRefusal, (typeof CONFIDENTIAL_REFUSALS)[number]>
  | "widget-number-not-now";

/** What a visitor is told of a refusal. */
export function toDisclosedRefusal(refusal: WebCallerRefusal): DisclosedRefusal {
  return isConfidential(refusal) ? "widget-number-not-now" : refusal;
}

function isConfidential(refusal: WebCallerRefusal): refusal is (typeof CONFIDENTIAL_REFUSALS)[number] {
  return CONFIDENTIAL_REFUSALS.some((one) => one === refusal);
}

/** What is counted: looks, wishes, and refusals by their name. */
export const COUNT_KINDS = [...COUNTED, ...WEB_CALLER_REFUSALS] as const;

/** One of `COUNT_KINDS`. */
export type CountKind = (typeof COUNT_KINDS)[number];
