/**
 * Requirements of the licence: which documents and parts an application needs, the shape of every part, and the pre-check that
 * names every fault before anybody looks at it. Files called `*.shared.ts` run in the browser as they run here.
 */
export { functionsOf } from "./check-equivalence.shared.ts";
export type { FilledSlot, PreCheckInput } from "./check-frame.shared.ts";
export type { AreaFacts, FileFacts, TemplateFacts } from "./file-facts.shared.ts";
export type { FindingLevel, Place, PreCheckFinding } from "./finding.shared.ts";
export { FINDING_CODES, type FindingCode } from "./finding-codes.shared.ts";
export {
  EMPTY_FORM,
  type LicenceForm,
  PART_KEYS,
  type PartKey,
} from "./form.shared.ts";
export type { LicenceCitation, LicenceRules } from "./licence-rules.shared.ts";
export { readLicenceRules } from "./licence-rules.ts";
export { isPartKey, PART_SCHEMAS, type ParsedPart, parsePart, ROW_LIMITS } from "./part-schemas.ts";
export { mayBeHandedIn, preCheck } from "./pre-check.shared.ts";
export {
  type AskedRequirement,
  type AskedSlot,
  type CompanyFacts,
  requirementOfSlot,
  requirementsOf,
  requirementsOfPart,
} from "./required.shared.ts";
export { type OwnerNode, type OwnershipTree, ownershipTree } from "./shareholding.shared.ts";
export { isBlankRow, isMangledNumber, isUnreadableCell } from "./sheet-cells.ts";
export { type RowSlot, type StatedFacts, slotOfRow } from "./slot.shared.ts";
