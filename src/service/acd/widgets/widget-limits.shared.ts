/** The limits of widgets, for server and screens alike. */
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
  /** Calls from the website by WebRTC: their maximum of minutes, and of simultaneous calls. */
  talkMinutes: 60,
  talkCalls: 50,
} as const;

/** The number of puzzles of a proof of work, and the leading zero bits of each answer's digest: 65,536 digests on average. */
export const WORK = { puzzles: 8, bits: 13 } as const;

/** The counted events of widgets apart from refusals. */
const COUNTED = ["shown", "asked", "talked"] as const;

/** Why a web caller is refused; each refusal is counted by its name. */
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

/** Refusals that are not disclosed to the web caller: each would reveal something about the holder of the number. */
const CONFIDENTIAL_REFUSALS = ["widget-number-blocked", "widget-number-waiting", "widget-number-often"] as const;

/** The disclosed reasons of a refusal: one answer for all reasons that depend on the holder of the number. */
export type DisclosedRefusal =
  | Exclude<WebCallerRefusal, (typeof CONFIDENTIAL_REFUSALS)[number]>
  | "widget-number-not-now";

/** The disclosed reason of a refusal. */
export function toDisclosedRefusal(refusal: WebCallerRefusal): DisclosedRefusal {
  return isConfidential(refusal) ? "widget-number-not-now" : refusal;
}

function isConfidential(refusal: WebCallerRefusal): refusal is (typeof CONFIDENTIAL_REFUSALS)[number] {
  return CONFIDENTIAL_REFUSALS.some((one) => one === refusal);
}

/** The counted events: page views, requests, and refusals by their name. */
export const COUNT_KINDS = [...COUNTED, ...WEB_CALLER_REFUSALS] as const;

/** One of `COUNT_KINDS`. */
export type CountKind = (typeof COUNT_KINDS)[number];
