/**
 * Paper: draws letters as tagged PDF and signs them, writes them as DOCX and tables as XLSX, in worker threads.
 * The renderer itself is not exported: it is heavy to load and must not run in a process that serves people.
 */
export { openPaperPool, type PaperFailure, type PaperPool, type PaperPoolOptions } from "./paper-pool.ts";
