/**
 * Hand-over with OSS RBA: what OSS tells about companies and the licences it asks for, and the reports that follow every
 * numbering case, each status once and in the order of its case.
 */
export { HANDOVER_STATES } from "./handover.ts";
export {
  decideReceived,
  type ReceivedDecision,
  type ReceivedFacts,
  type ReceivedOutcome,
} from "./received-decision.ts";
export { statusToReport } from "./reported-status.ts";
