import type { OpenPdf, PdfEngine } from "./pdf-engine.ts";

/** A page as grey values, row by row; 0 is black. */
export interface GreyPage {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
  /** Pixels per point of the page. */
  readonly scale: number;
}

/** A page as red, green, blue and alpha values. */
export interface ColourPage {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** Maximum number of pixels of one picture, whatever size the page claims. */
const PIXELS_MAX = 9_000_000;
/** Maximum length of the longer side in points that is rendered unscaled; a larger page is scaled down. */
const SIDE_MAX = 14_400;
const GREY = 1;
const BGRX = 3;
const WITH_ANNOTATIONS = 0x01;
const GREY_SCALE = 0x08;
const WHITE = 0xff_ff_ff_ff;

/** Size of an open page in points, as displayed. */
export function pageSize(engine: PdfEngine, page: number): { readonly width: number; readonly height: number } {
  const side = (value: number) => Math.min(SIDE_MAX, Math.max(1, value));
  return { width: side(engine.FPDF_GetPageWidthF(page)), height: side(engine.FPDF_GetPageHeightF(page)) };
}

/** Renders an open page in grey, its longer side `side` pixels long. */
export function greyPage(open: OpenPdf, page: number, side: number): GreyPage {
  const size = pageSize(open.engine, page);
  const { width, height, scale } = fitted(size, side);
  return draw(open, { page, width, height, format: GREY, flags: WITH_ANNOTATIONS | GREY_SCALE }, (bytes, stride) => {
    const grey = new Uint8Array(width * height);
    for (let row = 0; row < height; row += 1) grey.set(bytes.subarray(row * stride, row * stride + width), row * width);
    return { width, height, grey, scale };
  });
}

/** Renders an open page in colour, its longer side `side` pixels long. */
export function colourPage(open: OpenPdf, page: number, side: number): ColourPage {
  const { width, height } = fitted(pageSize(open.engine, page), side);
  return draw(open, { page, width, height, format: BGRX, flags: WITH_ANNOTATIONS }, (bytes, stride) => {
    const rgba = new Uint8Array(width * height * 4);
    for (let row = 0; row < height; row += 1) {
      for (let column = 0; column < width; column += 1) {
        const from = row * stride + column * 4;
        const to = (row * width + column) * 4;
        rgba[to] = bytes[from + 2] ?? 0;
        rgba[to + 1] = bytes[from + 1] ?? 0;
        rgba[to + 2] = bytes[from] ?? 0;
        rgba[to + 3] = 255;
      }
    }
    return { width, height, rgba };
  });
}

function fitted(size: { readonly width: number; readonly height: number }, side: number) {
  const wanted = side / Math.max(size.width, size.height);
  const scale = Math.min(wanted, Math.sqrt(PIXELS_MAX / (size.width * size.height)));
  const pixels = (points: number) => Math.max(1, Math.round(points * scale));
  return { width: pixels(size.width), height: pixels(size.height), scale };
}

function draw<Value>(
  { engine, form }: OpenPdf,
  at: {
    readonly page: number;
    readonly width: number;
    readonly height: number;
    readonly format: number;
    readonly flags: number;
  },
  take: (bytes: Uint8Array, stride: number) => Value,
): Value {
  const { page, width, height, format, flags } = at;
  const bitmap = engine.FPDFBitmap_CreateEx(width, height, format, 0, 0);
  if (bitmap === 0) throw new RangeError("no memory for a page");
  try {
    engine.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    engine.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags);
    if (form !== 0) engine.FPDF_FFLDraw(form, bitmap, page, 0, 0, width, height, 0, flags);
    const stride = engine.FPDFBitmap_GetStride(bitmap);
    const buffer = engine.FPDFBitmap_GetBuffer(bitmap);
    return take(engine.pdfium.HEAPU8.subarray(buffer, buffer + stride * height), stride);
  } finally {
    engine.FPDFBitmap_Destroy(bitmap);
  }
}
