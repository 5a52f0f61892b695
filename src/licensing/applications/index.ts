/**
 * Licence applications: a case from its first part to the verified file. Decisions are pure; parts and files are saved one
 * by one; what is accepted is locked by its digest, and what officers still write nobody else sees.
 */
export type { LicenceView } from "./contract.ts";
export { decideLicence, type LicenceCommand, type LicenceDecision } from "./decide-licence.ts";
export { possibleCommands } from "./licence-chain.ts";
export type { LicenceFacts, LicencePerson, LicenceRefusal } from "./licence-facts.ts";
export {
  ITEM_VERDICTS,
  LICENCE_COMMANDS,
  LICENCE_STATES,
  type LicenceCommandName,
  type LicenceState,
} from "./licence-words.ts";
