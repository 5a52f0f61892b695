/** Where an operational test stands; one row is one request with its test. */
export const TEST_STATES = [
  "requested",
  "date-proposed",
  "confirmed",
  "scheduled",
  "running",
  "handed-in",
  "reported",
  "passed",
  "failed",
  "certified",
  "missed",
  "lapsed",
  "withdrawn",
] as const;

/** One of `TEST_STATES`. */
export type TestState = (typeof TEST_STATES)[number];

/** States in which a request is open: a licence has one at a time. */
export const OPEN_TEST_STATES: readonly TestState[] = [
  "requested",
  "date-proposed",
  "confirmed",
  "scheduled",
  "running",
  "handed-in",
  "reported",
  "passed",
];

/** "site": a team of the ministry comes (uji petik); "self": the company tests and hands in (uji mandiri). */
export const TEST_METHODS = ["site", "self"] as const;

/** One of `TEST_METHODS`. */
export type TestMethod = (typeof TEST_METHODS)[number];

/** How far the SKLO of a test is. It may be prepared while the test still runs. */
export const SKLO_STAGES = ["none", "prepared", "endorsed", "proposed", "signed"] as const;

/** One of `SKLO_STAGES`. */
export type SkloProgress = (typeof SKLO_STAGES)[number];

/** What the ministry promises of a test: the evaluation of a self test, and the SKLO. */
export const TEST_PROMISES = ["test-evaluation", "sklo"] as const;

/** What somebody can ask to be done with a test. */
export const TEST_COMMANDS = [
  "withdraw",
  "grant-self-test",
  "refuse-self-test",
  "confirm-date",
  "propose-date",
  "accept-date",
  "wish-date",
  "name-team",
  "declare-interest",
  "move",
  "begin",
  "record-no-show",
  "hand-in",
  "order-field-check",
  "draw-report",
  "reopen",
  "sign-report",
  "refuse-report",
  "prepare-sklo",
  "endorse-sklo",
  "propose-sklo",
  "send-sklo-back",
  "sign-sklo",
] as const;

/** One of `TEST_COMMANDS`. */
export type TestCommandName = (typeof TEST_COMMANDS)[number];

/** What else happens to a test, beside the commands: what is kept of its history and in the audit log. */
export const TEST_HAPPENINGS = [
  "requested",
  "answered",
  "code-mailed",
  "evidence-taken",
  "team-changed",
  "lapsed",
  "not-held",
  "signature-missing",
  "notice-late",
] as const;

/** Something that is remembered of a test. */
export type TestEventType = TestCommandName | (typeof TEST_HAPPENINGS)[number];

/** What was found about an item, or one check of a device. */
export const OUTCOMES = ["pass", "fail", "not-applicable"] as const;

/** One of `OUTCOMES`. */
export type Outcome = (typeof OUTCOMES)[number];

/** What is looked at of each row of the device list. */
export const DEVICE_CHECKS = ["present", "serial", "certificate", "photo", "working"] as const;

/** One of `DEVICE_CHECKS`. */
export type DeviceCheck = (typeof DEVICE_CHECKS)[number];

/** What an item is part of. */
export const TEST_AREAS = [
  "administrative",
  "network",
  "service",
  "capacity",
  "records",
  "monitoring",
  "security",
  "care",
  "continuity",
  "messaging",
  "devices",
] as const;

/** One of `TEST_AREAS`. */
export type TestArea = (typeof TEST_AREAS)[number];

/** How somebody of either side proves that it is he who signs. */
export const SIGNING_PROOFS = ["second-factor", "one-time-code", "demo"] as const;

/** What is drawn up of a test and signed. */
export const TEST_DOCUMENT_KINDS = ["test-order", "test-report", "sklo"] as const;

/** One of `TEST_DOCUMENT_KINDS`. */
export type TestDocumentKind = (typeof TEST_DOCUMENT_KINDS)[number];
