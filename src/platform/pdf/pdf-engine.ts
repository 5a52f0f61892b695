import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { init, type WrappedPdfiumModule } from "@embedpdf/pdfium";

/** The functions of PDFium that are used here. */
export type PdfEngine = WrappedPdfiumModule & { readonly pdfium: { readonly HEAPU8: Uint8Array } };

/** Why a file could not be opened. */
export class UnreadablePdfError extends Error {
  override readonly name: "file-encrypted" | "file-damaged";

  /** The code becomes the name of the error, so that it survives the transfer between processes. */
  constructor(code: "file-encrypted" | "file-damaged") {
    super(code);
    this.name = code;
  }
}

/** Memory limit of a decoder for hostile files; the process ends when it needs more. */
const MEMORY_BYTES_MAX = 768 * 1024 * 1024;
const MEMORY_PAGE_BYTES = 65_536;
const PASSWORD_ERROR = 4;

let opened: Promise<PdfEngine> | undefined;

/** Loads PDFium once for this process, from the packages on disk. Call it in a subprocess only. */
function pdfEngine(): Promise<PdfEngine> {
  opened ??= loadEngine();
  return opened;
}

async function loadEngine(): Promise<PdfEngine> {
  limitMemory();
  const bytes = await wasmOf("@embedpdf/pdfium/pdfium.wasm");
  // PDFium's return values report a broken file; its lines on standard error would contain untrusted text.
  const silent = () => undefined;
  const engine = (await init({ wasmBinary: bytes, print: silent, printErr: silent })) as PdfEngine;
  engine.PDFiumExt_Init();
  return engine;
}

/** The bytes of a WebAssembly file in an installed package; nothing is downloaded. */
export async function wasmOf(file: string): Promise<ArrayBuffer> {
  const bytes = await readFile(createRequire(import.meta.url).resolve(file));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

/** The member of WebAssembly.Memory that is changed here; the types of Node omit it. */
interface GrowingMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** WebAssembly memory is not covered by the limits of the heap; it grows only through this function. */
function limitMemory(): void {
  const { WebAssembly: wasm } = globalThis as unknown as {
    readonly WebAssembly: { readonly Memory: { readonly prototype: GrowingMemory } };
  };
  const grow = wasm.Memory.prototype.grow;
  wasm.Memory.prototype.grow = function grown(this: GrowingMemory, pages: number): number {
    if (this.buffer.byteLength + pages * MEMORY_PAGE_BYTES > MEMORY_BYTES_MAX) {
      throw new RangeError("a file asks for too much memory");
    }
    return grow.call(this, pages);
  };
}

/** An open file and its form. */
export interface OpenPdf {
  readonly engine: PdfEngine;
  readonly document: number;
  /** The form handle; 0 without a drawable form. */
  readonly form: number;
}

/** Opens a file for the duration of `use`. Throws `UnreadablePdfError`. */
export async function withPdf<Value>(pdf: Uint8Array, use: (open: OpenPdf) => Promise<Value> | Value): Promise<Value> {
  const engine = await pdfEngine();
  const bytes = engine.pdfium.wasmExports.malloc(Math.max(1, pdf.length));
  if (bytes === 0) throw new RangeError("no memory for a file");
  try {
    engine.pdfium.HEAPU8.set(pdf, bytes);
    const document = engine.FPDF_LoadMemDocument(bytes, pdf.length, "");
    if (document === 0) {
      const isLocked = engine.FPDF_GetLastError() === PASSWORD_ERROR;
      throw new UnreadablePdfError(isLocked ? "file-encrypted" : "file-damaged");
    }
    return await withForm(engine, document, use);
  } finally {
    engine.pdfium.wasmExports.free(bytes);
  }
}

async function withForm<Value>(
  engine: PdfEngine,
  document: number,
  use: (open: OpenPdf) => Promise<Value> | Value,
): Promise<Value> {
  const info = engine.PDFiumExt_OpenFormFillInfo();
  const form = engine.PDFiumExt_InitFormFillEnvironment(document, info);
  try {
    // PDF readers highlight form fields; this renders the printed appearance.
    if (form !== 0) engine.FPDF_SetFormFieldHighlightAlpha(form, 0);
    return await use({ engine, document, form });
  } finally {
    if (form !== 0) engine.PDFiumExt_ExitFormFillEnvironment(form);
    engine.PDFiumExt_CloseFormFillInfo(info);
    engine.FPDF_CloseDocument(document);
  }
}

/** Opens a page, counted from 1, for the duration of `use`; null when the page is broken. */
export async function withPage<Value>(
  { engine, document, form }: OpenPdf,
  page: number,
  use: (pointer: number) => Promise<Value> | Value,
): Promise<Value | null> {
  const pointer = engine.FPDF_LoadPage(document, page - 1);
  if (pointer === 0) return null;
  try {
    if (form !== 0) engine.FORM_OnAfterLoadPage(pointer, form);
    return await use(pointer);
  } finally {
    if (form !== 0) engine.FORM_OnBeforeClosePage(pointer, form);
    engine.FPDF_ClosePage(pointer);
  }
}

/** Reads a UTF-16 text from a PDFium function; `write` returns the required bytes, terminator included. */
export function readWide(
  engine: PdfEngine,
  write: (buffer: number, bytes: number) => number,
  bytesMax: number,
): string {
  const needed = Math.min(write(0, 0), bytesMax);
  if (needed <= 2) return "";
  const buffer = engine.pdfium.wasmExports.malloc(needed);
  try {
    write(buffer, needed);
    const bytes = engine.pdfium.HEAPU8.slice(buffer, buffer + needed);
    return new TextDecoder("utf-16le").decode(bytes).split("\u0000")[0] ?? "";
  } finally {
    engine.pdfium.wasmExports.free(buffer);
  }
}
