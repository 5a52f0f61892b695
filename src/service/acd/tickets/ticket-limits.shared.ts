/** How urgent a ticket is, the most urgent first. */
export const PRIORITIES = ["urgent", "high", "normal", "low"] as const;

/** One of `PRIORITIES`. */
export type Priority = (typeof PRIORITIES)[number];

/** Where a ticket stands. */
export const TICKET_STATES = ["open", "in-work", "waiting", "solved", "closed", "reopened"] as const;

/** One of `TICKET_STATES`. */
export type TicketState = (typeof TICKET_STATES)[number];

/** What is promised: a first answer, and the solution. */
export const GOALS = ["answer", "solution"] as const;

/** One of `GOALS`. */
export type Goal = (typeof GOALS)[number];

/** How a promise stands; `late` is still owed, `missed` was kept too late. */
export const PROMISE_STATES = ["running", "paused", "late", "kept", "missed"] as const;

/** One of `PROMISE_STATES`. */
export type PromiseState = (typeof PROMISE_STATES)[number];

/** Who is told, step by step. */
export const ESCALATION_RECIPIENTS = ["assignee", "supervisor", "administrator"] as const;

/** One of those who are told, see `TOLD`. */
export type EscalationRecipient = (typeof ESCALATION_RECIPIENTS)[number];

/** Lengths in characters, and how many of what. */
export const LIMITS = {
  name: 80,
  subject: 160,
  description: 4_000,
  text: 2_000,
  customer: 120,
  email: 254,
  search: 80,
  categories: 100,
  repliesADay: 10,
  replies: 50,
  promiseMinutes: 30_000,
  days: 90,
} as const;

/** Whoever takes over may go from a state to these. */
export const MOVES: Readonly<Record<TicketState, readonly TicketState[]>> = {
  open: ["in-work", "waiting", "solved"],
  "in-work": ["waiting", "solved"],
  waiting: ["in-work", "solved"],
  solved: ["closed", "reopened"],
  closed: ["reopened"],
  reopened: ["in-work", "waiting", "solved"],
};

/** Into these a ticket goes with a word to the customer: what he is asked, or what was done. */
export const NEEDS_WORD: readonly TicketState[] = ["waiting", "solved"];
