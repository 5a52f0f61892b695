import { sql } from "kysely";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { Database } from "../database/index.ts";
import { FILES_LOCK_KEY, insertFile, type StoredFileRow } from "./file-rows.store.ts";
import type { FileRefusal, FileStore, StoredBytes } from "./file-store.ts";
import { sniffType } from "./sniff.ts";
import { type PdfFault, watchPdf } from "./watch-pdf.ts";

/** Reason why an upload is not stored. */
export type UploadRefusal = FileRefusal | PdfFault | "file-empty" | "file-not-kept";

/** Aborts the writing of a PDF that is found unfit at its end; the store then discards it. */
class UnfitPdf extends Error {
  readonly fault: PdfFault;
  constructor(fault: PdfFault) {
    super(fault);
    this.fault = fault;
  }
}

/** Forwards the bytes of a PDF. A PDF that is too large is not checked for faults, because its end never arrived. */
async function* watched(source: AsyncIterable<Uint8Array>, bytesMax: number): AsyncGenerator<Uint8Array> {
  const watch = watchPdf();
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes <= bytesMax) watch.pass(chunk);
    yield chunk;
  }
  const fault = bytes > bytesMax ? null : watch.fault();
  if (fault !== null) throw new UnfitPdf(fault);
}

/** Streams one PDF into the store. */
export async function storeUpload(
  { files }: { readonly files: FileStore },
  given: { readonly source: AsyncIterable<Uint8Array>; readonly bytesMax: number },
): Promise<Result<StoredBytes, UploadRefusal>> {
  try {
    const stored = await files.put(watched(given.source, given.bytesMax), given.bytesMax, isPdfOrEmpty);
    return stored.ok && stored.value.bytes === 0 ? refuse("file-empty") : stored;
  } catch (error) {
    if (error instanceof UnfitPdf) return refuse(error.fault);
    throw error;
  }
}

/** An empty file has no type; it is refused as empty, which is more specific. */
async function isPdfOrEmpty(head: Uint8Array): Promise<boolean> {
  return head.length === 0 || sniffType(head) === "application/pdf";
}

/** Creates the row of stored bytes. Refused when a sweep removed equal bytes in between; the client then sends the file again. */
export async function nameUpload(
  { db, files }: { readonly db: Database; readonly files: FileStore },
  row: StoredFileRow,
): Promise<Result<StoredFileRow, "file-not-kept">> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock_shared(${FILES_LOCK_KEY})`.execute(trx);
    const isThere = await files.stream(row.sha256).then(
      (stream) => {
        stream.destroy();
        return true;
      },
      () => false,
    );
    if (!isThere) return refuse("file-not-kept");
    await insertFile(trx, row);
    return ok(row);
  });
}
