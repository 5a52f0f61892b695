/**
 * Issuing: what a decree says, and what can be said about a file that claims to be one.
 * Drawing, signing and checking bytes is done by the platform; this room holds the words and the judgement.
 */
export { DECREE_PROPERTY, DEMONSTRATION_MARK, decreeDocument, readableCode } from "./decree-document.ts";
export { type DecreeFacts, type DecreeOffice, decreeFactsSchema, decreeOfficeSchema } from "./decree-facts.ts";
export { ACCESS_CODE_DUTIES, DEMONSTRATION_OFFICE } from "./decree-template.ts";
export { type ErrorPage, errorPage } from "./error-page.ts";
export { EXIT_CODES, type FileReport, fileReport } from "./file-report.ts";
export type { PageFrame } from "./page-frame.ts";
export { PAGE_STYLE } from "./page-style.ts";
export { type PageTexts, pageTextsSchema, type ReportTexts } from "./page-texts.ts";
export { judgeUpload, type RegisterState, type UploadAnswer, type UploadFacts } from "./uploaded-check.ts";
export {
  type DecreeEvent,
  type DecreeOnRegister,
  type UploadOutcome,
  type ValidationPage,
  type ValidationSubject,
  validationPage,
} from "./validation-page.ts";
export { VERIFICATION_REASONS, type VerificationReason } from "./verification-reasons.ts";
export {
  type BytesFinding,
  DECREE_PROPERTY_NAMES,
  type DocumentCheck,
  type DocumentVerdict,
  documentCheck,
} from "./verify-document.ts";
