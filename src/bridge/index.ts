/**
 * The bridge: the contracts between the two halves. Licensing determines the mode of a code and the service enforces
 * it; Probe reports measurements and licensing evaluates them.
 */
export { type EvidenceDocument, evidenceDocument, evidenceText } from "./evidence.shared.ts";
export type { NumberMode } from "./number-mode.ts";
