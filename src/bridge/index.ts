/**
 * The bridge: the contracts between the halves. Licensing says what a code may be used for and the service obeys;
 * Probe says what it measured and Licensing judges.
 */
export { type EvidenceDocument, evidenceDocument, evidenceText } from "./evidence.shared.ts";
export type { NumberMode } from "./number-mode.ts";
