/** States of an application. */
export const APPLICATION_STATES = [
  "draft",
  "submitted",
  "checking",
  "returned",
  "checked",
  "endorsed",
  "proposed",
  "approved",
  "rejected",
  "withdrawn",
  "lapsed",
] as const;

/** One of `APPLICATION_STATES`. */
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** States of an open case. */
export const OPEN_STATES = [
  "draft",
  "submitted",
  "checking",
  "returned",
  "checked",
  "endorsed",
  "proposed",
] as const satisfies readonly ApplicationState[];

/** The commands on an application. */
export const COMMAND_NAMES = [
  "submit",
  "withdraw",
  "assign",
  "unassign",
  "take",
  "check-item",
  "return",
  "pause",
  "resume",
  "finish-check",
  "resubmit",
  "endorse",
  "propose",
  "send-back",
  "decide",
  "answer",
  "annul",
] as const;

/** One of `COMMAND_NAMES`. */
export type CommandName = (typeof COMMAND_NAMES)[number];

/** The only service and number kind of applications today: the call centre and its access code. */
export const CALL_CENTRE_SERVICE = "call-centre";
/** The number kind of call-centre access codes (kind j of the numbering plan). */
export const CALL_CENTRE_NUMBER_KIND = "call-centre-access-code";
