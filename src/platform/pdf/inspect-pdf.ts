import { type FoundMark, findMarks } from "./find-marks.ts";
import { greyPage, pageSize } from "./page-pixels.ts";
import { type OpenPdf, type PdfEngine, readWide, withPage, withPdf } from "./pdf-engine.ts";

/** Content of one page. */
export interface SeenPage {
  /** Counted from 1. */
  readonly page: number;
  /** In points, as displayed. */
  readonly width: number;
  readonly height: number;
  /** Text of the page, truncated at a limit. */
  readonly text: string;
  readonly marks: readonly FoundMark[];
}

/** Content of a file. */
export interface SeenPdf {
  readonly pages: number;
  readonly seen: readonly SeenPage[];
  /** Text fields by name; null when the file has no form. */
  readonly fields: Readonly<Record<string, string>> | null;
  /** Codes of the reasons why the result is incomplete. */
  readonly unread: readonly string[];
}

/** Limits of an inspection. */
export interface PdfInspectionLimits {
  readonly pagesMax: number;
  /** No further page is started after this time. */
  readonly msMax: number;
  /** The clock of the process, in milliseconds. */
  readonly nowMs: () => number;
}

const TEXT_MAX = 20_000;
const FIELDS_MAX = 500;
const VALUE_BYTES_MAX = 20_000;
const WIDGET = 20;
const TEXT_FIELD = 6;
/** Longer side in pixels: about 170 dpi for A4, and a higher resolution for a second attempt. */
const SIDE = 2_000;
const CLOSER_SIDE = 2_900;
/** Minimum number of characters of a page with text; fewer are a scan with a stamp of the scanner. */
const SPOKEN_MIN = 20;

/** Reads every page of a file: text, marks and form fields. Throws `UnreadablePdfError`. */
export function inspectPdf(pdf: Uint8Array, limits: PdfInspectionLimits): Promise<SeenPdf> {
  return withPdf(pdf, async (open) => {
    const pages = open.engine.FPDF_GetPageCount(open.document);
    const unread = new Set<string>();
    const seen: SeenPage[] = [];
    const fields = new Map<string, string>();
    const endMs = limits.nowMs() + limits.msMax;
    for (let page = 1; page <= pages; page += 1) {
      if (page > limits.pagesMax || limits.nowMs() > endMs) {
        unread.add("pages-left-out");
        break;
      }
      const one = await withPage(open, page, async (pointer) => {
        readFields(open, pointer, fields);
        return { page, ...pageSize(open.engine, pointer), ...(await inspectPage(open, pointer)) };
      });
      if (one === null) unread.add("page-damaged");
      else seen.push(one);
    }
    return { pages, seen, fields: fields.size === 0 ? null : Object.fromEntries(fields), unread: [...unread] };
  });
}

async function inspectPage(
  open: OpenPdf,
  pointer: number,
): Promise<{ readonly text: string; readonly marks: readonly FoundMark[] }> {
  const text = readText(open.engine, pointer);
  const marks = await findMarks(greyPage(open, pointer, SIDE));
  if (marks.length > 0 || text.length >= SPOKEN_MIN) return { text, marks };
  return { text, marks: await findMarks(greyPage(open, pointer, CLOSER_SIDE)) };
}

function readText(engine: PdfEngine, pointer: number): string {
  const page = engine.FPDFText_LoadPage(pointer);
  if (page === 0) return "";
  try {
    const count = Math.min(TEXT_MAX, engine.FPDFText_CountChars(page));
    const bytes = (count + 1) * 2;
    return count <= 0
      ? ""
      : readWide(
          engine,
          (buffer) => (buffer === 0 ? bytes : engine.FPDFText_GetText(page, 0, count, buffer)),
          bytes,
        ).trim();
  } finally {
    engine.FPDFText_ClosePage(page);
  }
}

function readFields({ engine, form }: OpenPdf, pointer: number, fields: Map<string, string>): void {
  if (form === 0) return;
  const count = Math.min(FIELDS_MAX, engine.FPDFPage_GetAnnotCount(pointer));
  for (let index = 0; index < count && fields.size < FIELDS_MAX; index += 1) {
    const annotation = engine.FPDFPage_GetAnnot(pointer, index);
    if (annotation === 0) continue;
    const isText =
      engine.FPDFAnnot_GetSubtype(annotation) === WIDGET &&
      engine.FPDFAnnot_GetFormFieldType(form, annotation) === TEXT_FIELD;
    if (isText) {
      const read = (get: (form: number, annotation: number, buffer: number, bytes: number) => number) =>
        readWide(engine, (buffer, bytes) => get(form, annotation, buffer, bytes), VALUE_BYTES_MAX);
      fields.set(read(engine.FPDFAnnot_GetFormFieldName), read(engine.FPDFAnnot_GetFormFieldValue));
    }
    engine.FPDFPage_CloseAnnot(annotation);
  }
}
