/** The kernel: shared basics for every module. It imports nothing. */
export { ADDRESS_DOT } from "./address-dot.ts";
export { assert, present, unreachable } from "./assert.ts";
export { type Actor, type AuditedAction, auditEntry, BY_SYSTEM } from "./audit-entry.ts";
export { canonicalJson, type Json } from "./canonical-json.ts";
export type { Clock, IdSource } from "./clock.ts";
export { countedAddress } from "./counted-address.ts";
export { type ExpiringCounts, openExpiringCounts } from "./expiring-counts.ts";
export { hasShare, type Share } from "./fair-share.ts";
export { type Brand, isUuid, UUID_RANDOM_BYTES, type Uuid, uuidV7 } from "./ids.ts";
export {
  type Letter,
  type LetterBlock,
  type LetterClosing,
  type LetterDemonstration,
  type LetterDictum,
  type LetterDrawing,
  type LetterEntry,
  type LetterField,
  type LetterFooter,
  type Letterhead,
  type LetterMark,
  type LetterShape,
  type LetterSigning,
  type LetterTable,
  type LetterVerification,
  MARK_PLACES,
  SIGNING_HEIGHT,
  type SigningArea,
  signingAreas,
  signingPlace,
  type TableSpreadsheet,
} from "./letter.ts";
export { mulberry32 } from "./mulberry32.ts";
export { type RefusalAnswer, type RefusalKind, type RefusalTable, refusalStatus } from "./refusals.ts";
export { remembering } from "./remembering.ts";
export { ok, type Result, refuse } from "./result.ts";
export { openSourceBan, type SourceBan } from "./source-ban.ts";
export type { Step } from "./step.ts";
