/**
 * Numbering: the inventory of access codes, holds on them, and applications for them. Decisions are pure functions;
 * database constraints resolve concurrent claims.
 */

export { CASE_REFUSAL_RULES, CASE_REFUSAL_STATUS } from "./case-work/case-refusals.ts";
export { type ApplicationCommand, decideApplication, possibleCommands } from "./cases/application.ts";
export { APPLICATION_KINDS, type ApplicationKind, KIND_RULES, type KindRule } from "./cases/application-kind.ts";
export { promiseOf, readApplicationPromise } from "./cases/application-promise.ts";
export {
  APPLICATION_STATES,
  type ApplicationState,
  COMMAND_NAMES,
  type CommandName,
} from "./cases/application-words.ts";
export { type OssFacts, ossFactsOf } from "./cases/oss-facts.ts";
export { citation, rulebookNow, rulebookOf } from "./cases/rules-in-force.ts";
export { type CodeState, displayCode, parseAccessCode, prefixesOf } from "./codes/access-code.ts";
export type { CaseStatus } from "./inventory/status-page.ts";
