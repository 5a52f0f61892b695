/**
 * Paper: draws letters as tagged PDF and signs them, writes them as DOCX and tables as XLSX, and reads what comes back, in subprocesses.
 * The renderer itself is not exported: it is heavy to load and must not run in a process that serves people.
 */

export { drawableText } from "./faces.ts";
export type { FoundMark, PagePoint } from "./find-marks.ts";
export type { SeenPage, SeenPdf } from "./look-at-pdf.ts";
export type { InkPlace } from "./measure-ink.ts";
export { type DocumentPool, type DocumentPoolOptions, openDocumentPool } from "./paper-pool.ts";
export { openPdfReader, type PdfReader, type PdfReaderOptions, type UnreadCode } from "./pdf-reader.ts";
