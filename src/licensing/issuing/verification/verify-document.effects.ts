import { verifySignedFile } from "../../../platform/signing/index.ts";
import { openSubprocessPool, SubprocessError } from "../../../platform/subprocess/index.ts";
import { type FileReport, fileReport } from "./file-report.ts";
import type { ReportTexts } from "./page-texts.ts";
import { DECREE_PROPERTY_NAMES, type DocumentCheck, documentCheck } from "./verify-document.ts";

/** Checks the bytes of a file against root certificates (PEM). Accepts any bytes; never throws for them. */
export function verifyDocument(bytes: Uint8Array, anchors: readonly string[]): DocumentCheck {
  return documentCheck(verifySignedFile(bytes, { anchors, propertyNames: DECREE_PROPERTY_NAMES }));
}

/** A file and the root certificates (PEM) to check it against. */
export interface VerifyTask {
  readonly bytes: Uint8Array;
  readonly anchors: readonly string[];
}

/** Checks uploaded files; the caller closes it. */
export interface DocumentVerifier {
  /** Throws `EAGAIN` (HTTP 503) if too many files are queued. */
  verify(bytes: Uint8Array): Promise<DocumentCheck>;
  close(): Promise<void>;
}

const POOL = {
  program: new URL("./verify-worker.effects.ts", import.meta.url),
  workersMax: 1,
  taskMsMax: 10_000,
  idleMs: 60_000,
  queueMax: 30,
  heapMegabytesMax: 128,
  memoryMegabytesMax: 384,
};
const UNREADABLE = { verdict: "not-a-pdf", reasons: [], signer: null, signedAtMs: null, properties: {} } as const;

/** Opens a verifier that checks files in a subprocess, one at a time. A file that crashes the subprocess counts as an unreadable PDF. */
export function openDocumentVerifier(anchors: readonly string[]): DocumentVerifier {
  const pool = openSubprocessPool<VerifyTask, DocumentCheck>(POOL);
  return {
    verify: async (bytes) => {
      try {
        return await pool.submit({ bytes, anchors });
      } catch (error) {
        if (!(error instanceof SubprocessError)) throw error;
        if (error.code === "pool-full" || error.code === "pool-closed")
          throw Object.assign(new Error("too many files wait for their check"), { code: "EAGAIN" });
        return documentCheck(UNREADABLE);
      }
    },
    close: pool.close,
  };
}

/** The lines and exit code of `sambung verify FILE.pdf`; it needs neither network nor database. */
export function verifyFileReport(bytes: Uint8Array, anchors: readonly string[], texts: ReportTexts): FileReport {
  return fileReport(verifyDocument(bytes, anchors), texts);
}
