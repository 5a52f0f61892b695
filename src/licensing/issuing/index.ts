/**
 * Issuing: the content of decrees, and the verification of files that claim to be one. The platform renders, signs and
 * checks bytes; this module holds the texts, the verdict, and the frame of every page without script.
 */

export {
  type CommitmentTerms,
  type CommittedRow,
  type CommittedYear,
  commitmentYears,
} from "./decrees/commitment-years.ts";
export type { CodeDecreeKind } from "./decrees/decree-act.ts";
export { DEMONSTRATION_MARK, decreeDocument } from "./decrees/decree-document.ts";
export type {
  CodeDecreeFacts,
  CommitmentDecreeFacts,
  DecreeFacts,
  DecreeOffice,
  TestDocumentFacts,
} from "./decrees/decree-facts.ts";
export {
  ACCESS_CODE_DUTIES,
  commitmentDuties,
  DEMONSTRATION_LICENSING_OFFICE,
  DEMONSTRATION_OFFICE,
  SERVICE_NAME,
} from "./decrees/decree-template.ts";
export { indonesianDate } from "./indonesian-date.ts";
export { type DecreeKind, type DecreeSigner, judgeMandate, type MandateRefusal } from "./mandates/mandate.ts";
export { readableDate, readableInstant } from "./readable-instant.ts";
export type {
  SkloAct,
  TestDocumentAct,
  TestDocumentKind,
  TestOrderAct,
  TestReportAct,
} from "./test-document-act.ts";
export { type ErrorPage, errorPage, pageProblem } from "./verification/error-page.ts";
export type { FileReport } from "./verification/file-report.ts";
export { html, type SafeHtml, safeHref } from "./verification/html.ts";
export {
  answerBox,
  languageLink,
  type PageFrame,
  pageFrame,
  type SiteFrame,
  type Tone,
} from "./verification/page-frame.ts";
export { PAGE_STYLE } from "./verification/page-style.ts";
export { type PageTexts, pageTextsSchema, type ReportTexts } from "./verification/page-texts.ts";
export type { RegisterState, UploadAnswer, UploadFacts } from "./verification/uploaded-check.ts";
export type { DecreeOnRegister, ValidationPage } from "./verification/validation-page.ts";
export type { DocumentCheck, DocumentVerdict } from "./verification/verify-document.ts";
