/**
 * Templates: papers of a licence application that are downloaded with what is known of the case, filled in, signed and handed in
 * again, and what can be told of them when they come back, as a form or as a scan. Drawing and looking at files is the platform's.
 */
export type { CaseDiagram, CaseDocument, CaseDocumentData } from "./case-document-data.ts";
export { type PageMark, readMark } from "./mark.ts";
export type { TemplateFacts } from "./template-facts.ts";
export { templateLetter } from "./template-letter.ts";
