import { createHash } from "node:crypto";
import { PassThrough, type Readable } from "node:stream";
import { Zip, ZipPassThrough } from "fflate";
import { type Letter, ok, type Result, refuse } from "../../kernel/index.ts";
import type { FileStore } from "../../platform/files/index.ts";
import type { DocumentPool, PdfReader } from "../../platform/pdf/index.ts";
import type { CaseDocument, CaseDocumentData } from "./case-document-data.ts";
import { caseLetter, type ListedDocument } from "./case-letter.ts";

/** Dependencies of a whole file. */
export interface WholeFileTools {
  readonly files: Pick<FileStore, "read" | "stream">;
  readonly press: Pick<DocumentPool, "print">;
  readonly reader: Pick<PdfReader, "count" | "join">;
}

/** Why a case is not available as one PDF: it is too large, or joining failed; the archive is still available. */
export type WholeFileRefusal = "whole-file-too-large" | "whole-file-failed";

/** Maximum size and number of files in one PDF. */
const BYTES_MAX = 80_000_000;
const FILES_MAX = 250;
/** Maximum number of files in one archive. */
const ARCHIVED_MAX = 3_000;

/** The whole case as one PDF: cover with contents, the form, then every readable file. */
export async function wholePdf(
  papers: CaseDocumentData,
  tools: WholeFileTools,
): Promise<Result<Uint8Array, WholeFileRefusal>> {
  const { documents, facts, diagram } = papers;
  const bytes = documents.reduce((sum, document) => sum + document.bytes, 0);
  if (bytes > BYTES_MAX || documents.length > FILES_MAX) return refuse("whole-file-too-large");
  const attached = await Promise.all(documents.map(({ sha256 }) => tools.files.read(sha256)));
  const place = (listed: readonly ListedDocument[]) => tools.press.print(caseLetter(facts, listed, diagram));
  // Numbers of four digits reserve the space of the final ones.
  const draft = await place(documents.map((document) => ({ document, from: 1_000, pages: 10 })));
  const counted = await tools.reader.count([draft, ...attached]);
  if (!counted.ok) return refuse("whole-file-failed");
  const [own, ...counts] = counted.value;
  if (own === null || own === undefined) return refuse("whole-file-failed");
  const cover = await place(listOf(documents, counts, own));
  const readable = attached.filter((_, index) => (counts[index] ?? null) !== null);
  const joined = await tools.reader.join([cover, ...readable]);
  return joined.ok ? ok(joined.value) : refuse("whole-file-failed");
}

function listOf(
  documents: readonly CaseDocument[],
  counts: readonly (number | null)[],
  ownPages: number,
): readonly ListedDocument[] {
  let from = ownPages + 1;
  return documents.map((document, index) => {
    const pages = counts[index] ?? null;
    if (pages === null) return { document, from: null, pages: null };
    const listed = { document, from, pages };
    from += pages;
    return listed;
  });
}

/**
 * The whole case as a streamed archive: a cover with the form, the diagram, every file as uploaded, and all digests.
 * Files are stored uncompressed, since PDFs are compressed already, so that no chunk occupies the event loop for long.
 */
export async function wholeArchive(papers: CaseDocumentData, tools: WholeFileTools): Promise<Readable> {
  const { facts, documents, diagram } = papers;
  const listed = documents.slice(0, ARCHIVED_MAX);
  const cover = await tools.press.print(
    caseLetter(
      facts,
      listed.map((document) => ({ document, from: null, pages: null })),
      diagram,
    ) satisfies Letter,
  );
  const made: [string, Uint8Array][] = [
    ["00-permohonan.pdf", cover],
    ["00-isian.json", Buffer.from(`${JSON.stringify(facts.form, null, 2)}\n`)],
    ...(diagram === null ? [] : [["00-konfigurasi.svg", Buffer.from(diagram.svg)] as [string, Uint8Array]]),
  ];
  const named = listed.map((document, index) => ({ document, name: entryName(document, index) }));
  const sums = [
    ...made.map(([name, bytes]) => `${createHash("sha256").update(bytes).digest("hex")}  ${name}`),
    ...named.map(({ document, name }) => `${document.sha256}  ${name}`),
  ];
  const output = new PassThrough();
  const whole = [...made, ["SHA256SUMS.txt", Buffer.from(`${sums.join("\n")}\n`)] as [string, Uint8Array]];
  writeArchive(output, whole, { named, files: tools.files }).catch((error: unknown) => {
    output.destroy(error instanceof Error ? error : new Error("an archive broke off"));
  });
  return output;
}

async function writeArchive(
  output: PassThrough,
  made: readonly (readonly [string, Uint8Array])[],
  rest: {
    readonly named: readonly { readonly document: CaseDocument; readonly name: string }[];
    readonly files: Pick<FileStore, "stream">;
  },
): Promise<void> {
  const waiting: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) output.destroy(error);
    else waiting.push(chunk);
  });
  const flush = async () => {
    for (const chunk of waiting.splice(0)) {
      if (!output.write(chunk)) await drained(output);
    }
  };
  for (const [name, bytes] of made) {
    const entry = begin(zip, name);
    entry.push(bytes, true);
    await flush();
  }
  for (const { document, name } of rest.named) {
    const entry = begin(zip, name);
    for await (const chunk of await rest.files.stream(document.sha256)) {
      entry.push(new Uint8Array(chunk as Buffer));
      await flush();
    }
    entry.push(new Uint8Array(0), true);
    await flush();
  }
  zip.end();
  await flush();
  output.end();
}

function begin(zip: Zip, name: string): ZipPassThrough {
  const entry = new ZipPassThrough(name);
  // A fixed time for all entries, so that equal cases yield equal archives.
  entry.mtime = new Date(1980, 0, 1);
  zip.add(entry);
  return entry;
}

/** Waits until the reader has consumed the buffered data; rejects if it disconnects. */
function drained(output: PassThrough): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      output.off("drain", onDrain).off("close", onClose);
      act();
    };
    const onDrain = () => settle(resolve);
    const onClose = () => settle(() => reject(new Error("the reader of an archive went away")));
    output.on("drain", onDrain).on("close", onClose);
    if (output.destroyed) onClose();
  });
}

function entryName({ requirement, slot, name }: CaseDocument, index: number): string {
  const safe = (text: string) => text.replaceAll(/[^\w. -]/gu, "_").slice(-120);
  return `${String(index + 1).padStart(2, "0")}-${safe(requirement ?? slot)}-${safe(name)}`;
}
