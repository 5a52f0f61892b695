/**
 * Issuing: what a decree says, and what can be said about a file that claims to be one.
 * Drawing, signing and checking bytes is done by the platform; this room holds the words and the judgement, and the
 * frame in which every page without script stands.
 */

export {
  type CommitmentTerms,
  type CommittedRow,
  type CommittedYear,
  commitmentYears,
} from "./commitment-years.ts";
export type { CodeDecreeKind } from "./decree-act.ts";
export { DEMONSTRATION_MARK, decreeDocument } from "./decree-document.ts";
export type {
  CodeDecreeFacts,
  CommitmentDecreeFacts,
  DecreeFacts,
  DecreeOffice,
  TestPaperFacts,
} from "./decree-facts.ts";
export {
  ACCESS_CODE_DUTIES,
  commitmentDuties,
  DEMONSTRATION_LICENSING_OFFICE,
  DEMONSTRATION_OFFICE,
  SERVICE_NAME,
} from "./decree-template.ts";
export { type ErrorPage, errorPage, pageProblem } from "./error-page.ts";
export type { FileReport } from "./file-report.ts";
export { html, type SafeHtml, safeHref } from "./html.ts";
export { indonesianDate } from "./indonesian-date.ts";
export { type DecreeKind, type DecreeSigner, judgeMandate, type MandateRefusal } from "./mandate.ts";
export { answerBox, languageLink, type PageFrame, pageFrame, type SiteFrame, type Tone } from "./page-frame.ts";
export { PAGE_STYLE } from "./page-style.ts";
export { type PageTexts, pageTextsSchema, type ReportTexts } from "./page-texts.ts";
export { readableDate, readableInstant } from "./readable-instant.ts";
export type {
  SkloAct,
  TestOrderAct,
  TestPaperAct,
  TestPaperKind,
  TestReportAct,
} from "./test-paper-acts.ts";
export type { RegisterState, UploadAnswer, UploadFacts } from "./uploaded-check.ts";
export type { DecreeOnRegister, ValidationPage } from "./validation-page.ts";
export type { DocumentCheck, DocumentVerdict } from "./verify-document.ts";
