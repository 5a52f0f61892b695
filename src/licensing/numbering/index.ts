/**
 * Numbering: the inventory of access codes, holds on them, and applications for them. Decisions are pure; the database
 * is the judge of every claim.
 */
export { type CodeState, displayCode, parseAccessCode, prefixesOf } from "./access-code.ts";
export { type ApplicationCommand, decideApplication, possibleCommands } from "./application.ts";
export { APPLICATION_KINDS, type ApplicationKind, KIND_RULES, type KindRule } from "./application-kind.ts";
export { promiseOf, readApplicationPromise } from "./application-promise.ts";
export { APPLICATION_STATES, type ApplicationState, COMMAND_NAMES, type CommandName } from "./application-words.ts";
export { CASE_REFUSAL_RULES, CASE_REFUSAL_STATUS } from "./case-refusals.ts";
export { type OssFacts, ossFactsOf } from "./oss-facts.ts";
export { citation, rulebookNow, rulebookOf } from "./rules-in-force.ts";
export type { CaseStatus } from "./status-page.ts";
