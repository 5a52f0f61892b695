import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import type { GreyPage } from "./page-pixels.ts";
import { wasmOf } from "./pdf-engine.ts";

/** A place on a page, in points from its upper left. */
export interface PagePoint {
  readonly x: number;
  readonly y: number;
}

/** A DataMatrix that was found: its text, and its corners upper left, upper right, lower right, lower left as it was printed. */
export interface FoundMark {
  readonly text: string;
  readonly corners: readonly [PagePoint, PagePoint, PagePoint, PagePoint];
}

/** Marks of one page: each page of ours has two. */
const MARKS_MAX = 6;

let prepared: Promise<unknown> | undefined;

/** Finds every DataMatrix on a page, however it is turned. Call it in a subprocess only. */
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

/** What the reader takes: it knows the shape of a picture of a browser, of which Node has none. */
function imageOf({ width, height, grey }: GreyPage): ReaderInput {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let index = 0; index < grey.length; index += 1) {
    data.fill(grey[index] ?? 0, index * 4, index * 4 + 3);
    data[index * 4 + 3] = 255;
  }
  return { width, height, data, colorSpace: "srgb" } as unknown as ReaderInput;
}
