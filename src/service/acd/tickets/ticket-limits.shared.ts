/** The priorities of a ticket, the most urgent first. */
export const PRIORITIES = ["urgent", "high", "normal", "low"] as const;

/** One of `PRIORITIES`. */
export type Priority = (typeof PRIORITIES)[number];

/** The states of a ticket. */
export const TICKET_STATES = ["open", "in-work", "waiting", "solved", "closed", "reopened"] as const;

/** One of `TICKET_STATES`. */
export type TicketState = (typeof TICKET_STATES)[number];

/** The goals of an SLA: a first answer, and the solution. */
export const GOALS = ["answer", "solution"] as const;

/** One of `GOALS`. */
export type Goal = (typeof GOALS)[number];

/** The states of an SLA target; `late` is still open, `missed` was met too late. */
export const PROMISE_STATES = ["running", "paused", "late", "kept", "missed"] as const;

/** One of `PROMISE_STATES`. */
export type PromiseState = (typeof PROMISE_STATES)[number];

/** The recipients of escalations, step by step. */
export const ESCALATION_RECIPIENTS = ["assignee", "supervisor", "administrator"] as const;

/** One of `ESCALATION_RECIPIENTS`. */
export type EscalationRecipient = (typeof ESCALATION_RECIPIENTS)[number];

/** Limits of lengths in characters, and of counts. */
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

/** The states to which a person may move a ticket from each state. */
export const MOVES: Readonly<Record<TicketState, readonly TicketState[]>> = {
  open: ["in-work", "waiting", "solved"],
  "in-work": ["waiting", "solved"],
  waiting: ["in-work", "solved"],
  solved: ["closed", "reopened"],
  closed: ["reopened"],
  reopened: ["in-work", "waiting", "solved"],
};

/** The states that require a message to the customer: a question, or the solution. */
export const NEEDS_WORD: readonly TicketState[] = ["waiting", "solved"];
