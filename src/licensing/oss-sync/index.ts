/**
 * Synchronisation with OSS RBA: received data about companies and requested licences, and the status reports of every
 * case, each status once and in the order of its case.
 */
export { HANDOVER_STATES } from "./handover.ts";
export {
  decideReceived,
  type ReceivedDecision,
  type ReceivedFacts,
  type ReceivedOutcome,
} from "./received-decision.ts";
export { statusToReport } from "./reported-status.ts";
