/**
 * Operational tests: from the request of a company with verified documents, through date, team, test and report, to the
 * order of the SKLO. Decisions are pure functions; items come from the versioned catalogue and the device list; the
 * database enforces bookings of days and teams, and signatures name the digest of the displayed content.
 */
export type { TestView } from "./contract.ts";
export { type PromisedTest, readPromisesOfTest } from "./deadlines/test-promise.ts";
export type { TestItem, TestReport } from "./evidence/items.shared.ts";
export type { SkloFacts } from "./sklo/sklo.shared.ts";
export type { TestFacts, TestPerson, TestRefusal } from "./test-facts.ts";
export {
  SKLO_STAGES,
  TEST_STATES,
  type TestCommandName,
  type TestDocumentKind,
  type TestMethod,
  type TestState,
} from "./test-words.shared.ts";
