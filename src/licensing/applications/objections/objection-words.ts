/** Where an objection to a rejection stands. */
export const OBJECTION_STATES = ["filed", "reviewing", "reviewed", "granted", "refused", "withdrawn"] as const;

/** One of `OBJECTION_STATES`. */
export type ObjectionState = (typeof OBJECTION_STATES)[number];

/** What somebody can ask to be done with an objection. */
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

/** What a reviewer advises. */
export const OBJECTION_ADVICE = ["grant", "refuse"] as const;

/** One of `OBJECTION_ADVICE`. */
export type ObjectionAdvice = (typeof OBJECTION_ADVICE)[number];
