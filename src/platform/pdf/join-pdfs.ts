import { type PdfEngine, UnreadablePdfError, withPage, withPdf } from "./pdf-engine.ts";

/** Maximum number of files and pages of a joined file. */
const PARTS_MAX = 300;
const PAGES_MAX = 3_000;
const PRINTED = 1;

/**
 * Concatenates files page by page; the first keeps its tags. Form fields and signatures of the others are flattened
 * into their pages, because forms are not carried over. Throws `UnreadablePdfError`.
 */
export function joinPdfs(parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const [first, ...rest] = parts;
  if (first === undefined || parts.length > PARTS_MAX) throw new RangeError(`joined are 1 to ${PARTS_MAX} files`);
  return withPdf(first, async ({ engine, document }) => {
    for (const part of rest) await append(engine, document, part);
    return save(engine, document);
  });
}

/** The number of pages of each file; null for one that cannot be opened. */
export async function countPages(parts: readonly Uint8Array[]): Promise<readonly (number | null)[]> {
  const counts: (number | null)[] = [];
  for (const part of parts.slice(0, PARTS_MAX)) {
    const count = withPdf(part, ({ engine, document }) => engine.FPDF_GetPageCount(document));
    counts.push(
      await count.catch((error: unknown) => {
        if (error instanceof UnreadablePdfError) return null;
        throw error;
      }),
    );
  }
  return counts;
}

async function append(engine: PdfEngine, target: number, part: Uint8Array): Promise<void> {
  await withPdf(part, async (open) => {
    const pages = open.engine.FPDF_GetPageCount(open.document);
    const at = engine.FPDF_GetPageCount(target);
    if (at + pages > PAGES_MAX) throw new RangeError(`joined are at most ${PAGES_MAX} pages`);
    for (let page = 1; page <= pages; page += 1) {
      await withPage(open, page, (pointer) => engine.FPDFPage_Flatten(pointer, PRINTED));
    }
    if (!engine.FPDF_ImportPages(target, open.document, "", at)) throw new TypeError("a file could not be added");
  });
}

function save(engine: PdfEngine, document: number): Uint8Array {
  const writer = engine.PDFiumExt_OpenFileWriter();
  try {
    engine.PDFiumExt_SaveAsCopy(document, writer);
    const bytes = engine.PDFiumExt_GetFileWriterSize(writer);
    const buffer = engine.pdfium.wasmExports.malloc(Math.max(1, bytes));
    try {
      engine.PDFiumExt_GetFileWriterData(writer, buffer, bytes);
      return engine.pdfium.HEAPU8.slice(buffer, buffer + bytes);
    } finally {
      engine.pdfium.wasmExports.free(buffer);
    }
  } finally {
    engine.PDFiumExt_CloseFileWriter(writer);
  }
}
