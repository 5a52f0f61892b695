/**
 * Licence applications: a case from its first part to the verified documents. Decisions are pure functions; parts and
 * files are saved one by one; accepted items are locked by their digest, and only officers see draft findings.
 */
export type { LicenceView } from "./contract.ts";
export { readLicencePromise } from "./deadlines/licence-promise.ts";
export type { LicenceCommand, LicenceDecision } from "./decide-licence.ts";
export type { LicenceFacts, LicencePerson, LicenceRefusal } from "./licence-facts.ts";
export type { LicenceForTest } from "./licence-for-test.ts";
export { LICENCE_STATES, type LicenceCommandName, type LicenceState } from "./licence-words.ts";
export type { ObjectionView } from "./objections/objection-contract.ts";
