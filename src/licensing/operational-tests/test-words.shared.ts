/** States of an operational test; one row is one request with its test. */
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

/** States of an open request: a licence application has one at a time. */
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

/** "site": a team of the ministry tests on site (uji petik); "self": the company tests and submits the result (uji mandiri). */
export const TEST_METHODS = ["site", "self"] as const;

/** One of `TEST_METHODS`. */
export type TestMethod = (typeof TEST_METHODS)[number];

/** Stages of a test's SKLO. It may be prepared while the test still runs. */
export const SKLO_STAGES = ["none", "prepared", "endorsed", "proposed", "signed"] as const;

/** One of `SKLO_STAGES`. */
export type SkloProgress = (typeof SKLO_STAGES)[number];

/** The acts with a processing time: the evaluation of a self-test, and the SKLO. */
export const TEST_PROMISES = ["test-evaluation", "sklo"] as const;

/** The commands on a test. */
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

/** Other recorded events of a test, for its history and the audit log. */
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

/** A recorded event of a test. */
export type TestEventType = TestCommandName | (typeof TEST_HAPPENINGS)[number];

/** Outcome of an item, or of one check of a device. */
export const OUTCOMES = ["pass", "fail", "not-applicable"] as const;

/** One of `OUTCOMES`. */
export type Outcome = (typeof OUTCOMES)[number];

/** The checks of each row of the device list. */
export const DEVICE_CHECKS = ["present", "serial", "certificate", "photo", "working"] as const;

/** One of `DEVICE_CHECKS`. */
export type DeviceCheck = (typeof DEVICE_CHECKS)[number];

/** Areas that group the items. */
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

/** Methods by which a signer of either side proves their identity. */
export const SIGNING_PROOFS = ["second-factor", "one-time-code", "demo"] as const;

/** Kinds of signed documents of a test. */
export const TEST_DOCUMENT_KINDS = ["test-order", "test-report", "sklo"] as const;

/** One of `TEST_DOCUMENT_KINDS`. */
export type TestDocumentKind = (typeof TEST_DOCUMENT_KINDS)[number];
