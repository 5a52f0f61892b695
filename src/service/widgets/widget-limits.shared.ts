/** Most and least of everything about widgets, for server and screens alike. */
export const LIMITS = {
  ...{ name: 80, title: 60, intro: 240, topic: 200, number: 24 },
  ...{ widgets: 50, origins: 20, origin: 200, daysAhead: 14, hourMax: 500, blocks: 10_000 },
} as const;

/** Puzzles of a proof of work, and the bits at the beginning of each answer's digest that are zero: 65,536 digests on the average. */
export const WORK = { puzzles: 8, bits: 13 } as const;

/** What is counted of widgets beside what was refused. */
const COUNTED = ["shown", "asked"] as const;

/** Why a visitor is refused; each is counted by its name. */
export const VISITOR_REFUSALS = [
  "widget-origin-strange",
  "widget-off",
  "widget-ticket-bad",
  "widget-work-missing",
  "widget-number-bad",
  "widget-number-blocked",
  "widget-number-waiting",
  "widget-number-often",
  "widget-time-gone",
  "widget-busy",
  "widget-address-often",
] as const;

/** One of `VISITOR_REFUSALS`. */
export type VisitorRefusal = (typeof VISITOR_REFUSALS)[number];

/** What is counted: looks, wishes, and refusals by their name. */
export const COUNT_KINDS = [...COUNTED, ...VISITOR_REFUSALS] as const;

/** One of `COUNT_KINDS`. */
export type CountKind = (typeof COUNT_KINDS)[number];
