/** Where an application stands. */
export const APPLICATION_STATES = [
  "draft",
  "submitted",
  "checking",
  "returned",
  "checked",
  "proposed",
  "approved",
  "rejected",
  "withdrawn",
] as const;

/** One of `APPLICATION_STATES`. */
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** Everything that can be asked of an application. */
export const COMMAND_NAMES = [
  "submit",
  "withdraw",
  "take",
  "check-item",
  "return",
  "pause",
  "resume",
  "finish-check",
  "resubmit",
  "propose",
  "send-back",
  "decide",
] as const;

/** One of `COMMAND_NAMES`. */
export type CommandName = (typeof COMMAND_NAMES)[number];

/** What an officer checks in a Nomor Baru application of an aspiring operator, with the rule it rests on. */
export const CHECK_ITEMS = [
  { key: "nib", ruleId: "service-kbli" },
  { key: "npwp", ruleId: "npwp-formats" },
  { key: "letter", ruleId: "service-standards" },
  { key: "declaration", ruleId: "service-standards" },
  { key: "code", ruleId: "prefix-conflict-check" },
] as const;

/** The service and number kind that an application names today: the call centre and its access code. */
export const CALL_CENTRE_SERVICE = "call-centre";
/** The number kind of call-centre access codes (kind j of the numbering plan). */
export const CALL_CENTRE_NUMBER_KIND = "call-centre-access-code";
