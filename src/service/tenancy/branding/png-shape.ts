import { ok, type RefusalTable, type Result, refuse } from "../../../kernel/index.ts";
import { LOGO_SIDES } from "./branding-limits.shared.ts";

/** Refusals of the file of a logo. */
export const LOGO_REFUSALS = {
  "logo-missing": ["invalid", "logo"],
  "logo-too-large": ["invalid", "logo"],
  "logo-not-png": ["invalid", "logo"],
  "logo-sides": ["invalid", "logo"],
  "logo-interlaced": ["invalid", "logo"],
} as const satisfies RefusalTable;

/** Why a file is no logo. */
export type LogoRefusal = keyof typeof LOGO_REFUSALS;

/** The structure of a PNG file, before anything of it is unpacked. */
export interface PngShape {
  readonly width: number;
  readonly height: number;
  /** The compressed pixels: all IDAT chunks in their order. */
  readonly packed: readonly Uint8Array[];
  /** The size of these pixels after decompression. */
  readonly unpackedBytes: number;
  /** The size of the image; bytes after its end chunk do not count. */
  readonly bytes: number;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
/** Samples of a pixel by the colour type (PNG, 3rd edition, 11.2.1). */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const HEADER_BYTES = 13;
/** Length, type and checksum of a chunk. */
const CHUNK_FRAME = 12;
const CHUNKS_MAX = 1_000;

interface Chunk {
  readonly kind: string;
  readonly data: Uint8Array;
}

/** Reads the header and chunks of a PNG (PNG, 3rd edition, 5 and 11.2), not its pixels. */
export function readPngShape(bytes: Uint8Array): Result<PngShape, LogoRefusal> {
  if (!SIGNATURE.every((value, index) => bytes[index] === value)) return refuse("logo-not-png");
  const chunks = chunksOf(bytes);
  const header = chunks?.[0];
  if (chunks === undefined || header?.kind !== "IHDR" || header.data.length !== HEADER_BYTES)
    return refuse("logo-not-png");
  const view = new DataView(header.data.buffer, header.data.byteOffset, HEADER_BYTES);
  const [width, height, depth] = [view.getUint32(0), view.getUint32(4), view.getUint8(8)];
  const samples = SAMPLES[view.getUint8(9)];
  const packed = chunks.filter(({ kind }) => kind === "IDAT").map(({ data }) => data);
  if (samples === undefined || packed.length === 0 || chunks.at(-1)?.kind !== "IEND") return refuse("logo-not-png");
  const { heightMin, heightMax, widthMin, widthMax } = LOGO_SIDES;
  if (height < heightMin || height > heightMax || width < widthMin || width > widthMax) return refuse("logo-sides");
  if (view.getUint8(12) !== 0) return refuse("logo-interlaced");
  const rowBytes = Math.ceil((width * samples * depth) / 8) + 1;
  const end = chunks.reduce<number>((at, { data }) => at + CHUNK_FRAME + data.length, SIGNATURE.length);
  return ok({ width, height, packed, unpackedBytes: rowBytes * height, bytes: end });
}

/** The chunks of a file up to its end chunk; undefined when one is truncated. */
function chunksOf(bytes: Uint8Array): readonly Chunk[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at + CHUNK_FRAME <= bytes.length && chunks.length < CHUNKS_MAX; ) {
    const length = view.getUint32(at);
    if (at + CHUNK_FRAME + length > bytes.length) return undefined;
    const kind = String.fromCodePoint(...bytes.subarray(at + 4, at + 8));
    chunks.push({ kind, data: bytes.subarray(at + 8, at + 8 + length) });
    if (kind === "IEND") return chunks;
    at += CHUNK_FRAME + length;
  }
  return undefined;
}
