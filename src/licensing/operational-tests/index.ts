/**
 * Operational tests: from the request of a company with verified documents over date, team, test and report to the SKLO
 * that is ordered. Decisions are pure; what is tested comes from the versioned catalogue and the device list; days and
 * teams are held by the database, and nothing is signed that differs from what was shown.
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
