/**
 * Requirements of the licence: the documents and parts that an application needs, the shape of every part, and the
 * pre-check that reports all findings before an officer checks it. Files named `*.shared.ts` also run in the browser.
 */
export type { FilledSlot, PreCheckInput } from "./check-frame.shared.ts";
export type { AreaFacts, FileFacts, TemplateFacts, TextFacts } from "./file-facts.shared.ts";
export type { FindingLevel, Place, PreCheckFinding } from "./finding.shared.ts";
export type { FindingCode } from "./finding-codes.shared.ts";
export {
  type DeviceRow,
  EMPTY_FORM,
  type LicenceForm,
  PART_KEYS,
  type PartKey,
} from "./form.shared.ts";
export type { LicenceCitation, LicenceRules } from "./licence-rules.shared.ts";
export { readLicenceRules } from "./licence-rules.ts";
export { type ParsedPart, parsePart } from "./part-schemas.ts";
export { mayBeHandedIn, preCheck, preCheckOfTest } from "./pre-check.shared.ts";
export {
  type ApplicableRequirement,
  type ApplicableSlot,
  type CompanyFacts,
  isMet,
  requirementFacts,
  requirementsOf,
} from "./required.shared.ts";
export { type SampleConfiguration, sampleForm } from "./sample-form.ts";
export type { OwnerNode, OwnershipTree } from "./shareholding.shared.ts";
export type { RowSlot, StatedFacts } from "./slot.shared.ts";
export { isBlankRow, isMangledNumber, isUnreadableCell } from "./spreadsheet-cells.ts";
