/**
 * Documents: renders letters as tagged PDF and signs them, writes them as DOCX and tables as XLSX, and reads uploaded files, in subprocesses.
 * The renderer itself is not exported: it is slow to load and must not run in a process that serves requests.
 */

export { type DocumentPool, type DocumentPoolOptions, openDocumentPool } from "./document-pool.ts";
export { drawableText } from "./faces.ts";
export type { FoundMark, PagePoint } from "./find-marks.ts";
export type { SeenPage, SeenPdf } from "./inspect-pdf.ts";
export type { InkPlace } from "./measure-ink.ts";
export { openPdfReader, type PdfReader, type PdfReaderOptions, type UnreadCode } from "./pdf-reader.ts";
