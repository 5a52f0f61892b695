import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import type { GreyPage } from "./page-pixels.ts";
import { wasmOf } from "./pdf-engine.ts";

/** A point on a page, in points from its upper left corner. */
export interface PagePoint {
  readonly x: number;
  readonly y: number;
}

/** A detected DataMatrix: its text, and its corners in the order upper left, upper right, lower right, lower left as printed. */
export interface FoundMark {
  readonly text: string;
  readonly corners: readonly [PagePoint, PagePoint, PagePoint, PagePoint];
}

/** Maximum number of marks of one page: each of our pages has two. */
const MARKS_MAX = 6;

let prepared: Promise<unknown> | undefined;

/** Finds every DataMatrix on a page, in any rotation. Call it in a subprocess only. */
export async function findMarks(page: GreyPage): Promise<readonly FoundMark[]> {
  prepared ??= prepare();
  await prepared;
  const found = await readBarcodes(imageOf(page), {
    formats: ["DataMatrix"],
    tryHarder: true,
    tryRotate: true,
    tryInvert: false,
    tryDownscale: true,
    maxNumberOfSymbols: MARKS_MAX,
  });
  const point = ({ x, y }: PagePoint): PagePoint => ({ x: x / page.scale, y: y / page.scale });
  return found.map(({ text, position }) => ({
    text,
    corners: [
      point(position.topLeft),
      point(position.topRight),
      point(position.bottomRight),
      point(position.bottomLeft),
    ],
  }));
}

async function prepare(): Promise<void> {
  const wasmBinary = await wasmOf("zxing-wasm/reader/zxing_reader.wasm");
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
}

type ReaderInput = Parameters<typeof readBarcodes>[0];

/** Input of the decoder, in the shape of the browser's ImageData, which Node lacks. */
function imageOf({ width, height, grey }: GreyPage): ReaderInput {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let index = 0; index < grey.length; index += 1) {
    data.fill(grey[index] ?? 0, index * 4, index * 4 + 3);
    data[index * 4 + 3] = 255;
  }
  return { width, height, data, colorSpace: "srgb" } as unknown as ReaderInput;
}
