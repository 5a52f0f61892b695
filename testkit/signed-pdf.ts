import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { init, type WrappedPdfiumModule } from "@embedpdf/pdfium";
import type { SigningArea } from "../src/kernel/index.ts";
import { readMark } from "../src/licensing/templates/index.ts";
import type { PdfReader } from "../src/platform/pdf/index.ts";

/** A region to be written on, on a page of a file. */
export interface InkedArea {
  /** Counted from 1. */
  readonly page: number;
  readonly area: SigningArea;
}

type Engine = WrappedPdfiumModule & { readonly pdfium: { readonly HEAPU8: Uint8Array } };

const STROKE = 2;
let engine: Promise<Engine> | undefined;

async function open(): Promise<Engine> {
  const bytes = readFileSync(createRequire(import.meta.url).resolve("@embedpdf/pdfium/pdfium.wasm"));
  const wasmBinary = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const opened = (await init({ wasmBinary })) as Engine;
  opened.PDFiumExt_Init();
  return opened;
}

/** Draws a signature or a stamp into regions of a file, like a pen on a tablet. */
export async function inkPdf(pdf: Uint8Array, areas: readonly InkedArea[]): Promise<Uint8Array> {
  engine ??= open();
  const fpdf = await engine;
  return withDocument(fpdf, pdf, (document) => {
    for (const { page, area } of areas) {
      const pointer = fpdf.FPDF_LoadPage(document, page - 1);
      const height = fpdf.FPDF_GetPageHeightF(pointer);
      const path = area.kind === "signature" ? drawSignature(fpdf, area, height) : drawStamp(fpdf, area, height);
      fpdf.FPDFPage_InsertObject(pointer, path);
      fpdf.FPDFPage_GenerateContent(pointer);
      fpdf.FPDF_ClosePage(pointer);
    }
  });
}

/** Reorders the pages of a file, each as often as it is listed; counted from 1. */
export async function reorderPdf(
  pdf: Uint8Array,
  pages: readonly number[],
  more: readonly Uint8Array[] = [],
): Promise<Uint8Array> {
  engine ??= open();
  const fpdf = await engine;
  const target = fpdf.FPDF_CreateNewDocument();
  const take = (source: Uint8Array, range: string) =>
    withDocument(fpdf, source, (document) => {
      fpdf.FPDF_ImportPages(target, document, range, fpdf.FPDF_GetPageCount(target));
    });
  for (const page of pages) await take(pdf, String(page));
  for (const other of more) await take(other, "");
  const bytes = saved(fpdf, target);
  fpdf.FPDF_CloseDocument(target);
  return bytes;
}

/** Signature boxes by the marks of an unscanned file, whose regions are at their printed positions. */
export async function readSigningAreas(
  reader: Pick<PdfReader, "look">,
  pdf: Uint8Array,
): Promise<readonly InkedArea[]> {
  const looked = await reader.look(pdf);
  if (!looked.ok) throw new Error(looked.refusal);
  return looked.value.seen.flatMap(({ page, marks }) => {
    const areas = readMark(marks[0]?.text ?? "")?.areas ?? [];
    return areas.map((area) => ({ page, area }));
  });
}

function drawSignature(fpdf: Engine, { left, top, width, height }: SigningArea, pageHeight: number): number {
  const path = fpdf.FPDFPageObj_CreateNewPath(left + 14, pageHeight - top - height * 0.6);
  for (let step = 1; step <= 14; step += 1) {
    const x = left + 14 + (step / 14) * (width - 28);
    const y = pageHeight - top - height * (step % 2 === 0 ? 0.7 : 0.28);
    fpdf.FPDFPath_BezierTo(path, x - 6, y + 9, x - 2, y - 9, x, y);
  }
  fpdf.FPDFPageObj_SetStrokeColor(path, 28, 46, 140, 255);
  fpdf.FPDFPageObj_SetStrokeWidth(path, 1.1);
  fpdf.FPDFPath_SetDrawMode(path, 0, true);
  return path;
}

function drawStamp(fpdf: Engine, { left, top, width, height }: SigningArea, pageHeight: number): number {
  const path = fpdf.FPDFPageObj_CreateNewRect(left + 10, pageHeight - top - height + 10, width - 20, height - 20);
  fpdf.FPDFPageObj_SetFillColor(path, 170, 60, 90, 255);
  fpdf.FPDFPath_SetDrawMode(path, STROKE, true);
  return path;
}

async function withDocument(fpdf: Engine, pdf: Uint8Array, act: (document: number) => void): Promise<Uint8Array> {
  const bytes = fpdf.pdfium.wasmExports.malloc(pdf.length);
  fpdf.pdfium.HEAPU8.set(pdf, bytes);
  const document = fpdf.FPDF_LoadMemDocument(bytes, pdf.length, "");
  if (document === 0) throw new Error("no file to sign");
  act(document);
  const written = saved(fpdf, document);
  fpdf.FPDF_CloseDocument(document);
  fpdf.pdfium.wasmExports.free(bytes);
  return written;
}

function saved(fpdf: Engine, document: number): Uint8Array {
  const writer = fpdf.PDFiumExt_OpenFileWriter();
  fpdf.PDFiumExt_SaveAsCopy(document, writer);
  const size = fpdf.PDFiumExt_GetFileWriterSize(writer);
  const buffer = fpdf.pdfium.wasmExports.malloc(size);
  fpdf.PDFiumExt_GetFileWriterData(writer, buffer, size);
  const bytes = fpdf.pdfium.HEAPU8.slice(buffer, buffer + size);
  fpdf.pdfium.wasmExports.free(buffer);
  fpdf.PDFiumExt_CloseFileWriter(writer);
  return bytes;
}
