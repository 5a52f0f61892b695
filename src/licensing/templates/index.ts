/**
 * Templates: documents of a licence application that are downloaded prefilled, completed, signed and uploaded again,
 * and the facts read from them on return, as a form or a scan. The platform renders and reads the files.
 */
export type { CaseDiagram, CaseDocument, CaseDocumentData } from "./case-document-data.ts";
export { type PageMark, readMark } from "./mark.ts";
export type { TemplateFacts } from "./template-facts.ts";
export { templateLetter } from "./template-letter.ts";
