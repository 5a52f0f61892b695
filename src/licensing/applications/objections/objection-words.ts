/** States of an objection to a rejection. */
export const OBJECTION_STATES = ["filed", "reviewing", "reviewed", "granted", "refused", "withdrawn"] as const;

/** One of `OBJECTION_STATES`. */
export type ObjectionState = (typeof OBJECTION_STATES)[number];

/** The commands on an objection. */
export const OBJECTION_COMMANDS = [
  "declare-interest",
  "take",
  "assign",
  "release",
  "review",
  "send-back",
  "grant",
  "refuse",
  "withdraw",
] as const;

/** One of `OBJECTION_COMMANDS`. */
export type ObjectionCommandName = (typeof OBJECTION_COMMANDS)[number];

/** The advice of a reviewer. */
export const OBJECTION_ADVICE = ["grant", "refuse"] as const;

/** One of `OBJECTION_ADVICE`. */
export type ObjectionAdvice = (typeof OBJECTION_ADVICE)[number];
