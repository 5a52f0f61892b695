/** States of a licence application; few states, the rest are flags. */
export const LICENCE_STATES = [
  "draft",
  "submitted",
  "checking",
  "returned",
  "checked",
  "endorsed",
  "verified",
  "rejected",
  "withdrawn",
  "lapsed",
] as const;

/** One of `LICENCE_STATES`. */
export type LicenceState = (typeof LICENCE_STATES)[number];

/** The commands on a licence application. */
export const LICENCE_COMMANDS = [
  "submit",
  "withdraw",
  "assign",
  "unassign",
  "take",
  "declare-interest",
  "accept-item",
  "undo-acceptance",
  "reopen-item",
  "keep-finding",
  "drop-finding",
  "record-fact",
  "return",
  "pause",
  "resume",
  "finish-check",
  "resubmit",
  "endorse",
  "send-back",
  "verify",
  "reject",
] as const;

/** One of `LICENCE_COMMANDS`. */
export type LicenceCommandName = (typeof LICENCE_COMMANDS)[number];

/** Verdicts on a requirement. */
export const ITEM_VERDICTS = ["open", "accepted", "returned"] as const;

/** An officer's declaration of an interest in a case. */
export const INTERESTS = ["undeclared", "none", "declared"] as const;
