/** Length in bytes of an ID3v2 tag's header, and of its optional footer. */
const TAG_HEAD_BYTES = 10;
const FOOTER_FLAG = 0x10;
/** Maximum number of consecutive tags that are skipped, and how far after them the first frame is searched. */
const TAGS_MAX = 8;
const SEARCH_MAX = 8_192;

/** Bit rates of layer III in kbit/s, by their index in a frame header: MPEG 1, and MPEG 2 and 2.5. */
const RATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const RATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
/** Sampling rates by their index in a frame header: MPEG 1; MPEG 2 has half, MPEG 2.5 a quarter of it. */
const SAMPLES_1 = [44_100, 48_000, 32_000];

/**
 * Offset of the first frame of an MP3 (ISO/IEC 11172-3 and 13818-3, layer III): after its ID3v2 tags, and followed by another frame of the
 * same kind at its end. Null for any other file, whatever its name or type claims.
 */
export function firstMp3Frame(bytes: Uint8Array): number | null {
  let from = 0;
  for (let tags = 0; tags < TAGS_MAX; tags += 1) {
    const length = tagLength(bytes, from);
    if (length === 0) break;
    from += length;
  }
  const to = Math.min(bytes.length, from + SEARCH_MAX);
  for (let at = from; at < to; at += 1) {
    const frame = frameAt(bytes, at);
    if (frame === null) continue;
    const next = frameAt(bytes, at + frame.length);
    const isLast = at + frame.length === bytes.length;
    if (isLast || (next !== null && next.rateHz === frame.rateHz)) return at;
  }
  return null;
}

/** The length of the ID3v2 tag at an offset (ID3v2.4 §3.1), encoded in seven bits per byte; 0 for none. */
function tagLength(bytes: Uint8Array, at: number): number {
  const head = bytes.subarray(at, at + TAG_HEAD_BYTES);
  if (head.length < TAG_HEAD_BYTES || head[0] !== 0x49 || head[1] !== 0x44 || head[2] !== 0x33) return 0;
  const size = head.subarray(6).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
  const hasFooter = ((head[5] ?? 0) & FOOTER_FLAG) !== 0;
  return TAG_HEAD_BYTES + size + (hasFooter ? TAG_HEAD_BYTES : 0);
}

/** The layer III frame at an offset; null for a free-format frame, which names no bit rate. */
function frameAt(bytes: Uint8Array, at: number): { readonly length: number; readonly rateHz: number } | null {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
  const [version, layer] = [(second >> 3) & 3, (second >> 1) & 3];
  if (first !== 0xff || (second & 0xe0) !== 0xe0 || version === 1 || layer !== 1) return null;
  const is1 = version === 3;
  const kilobits = (is1 ? RATES_1 : RATES_2)[third >> 4] ?? 0;
  const samples = SAMPLES_1[(third >> 2) & 3] ?? 0;
  if (kilobits === 0 || samples === 0) return null;
  const rateHz = samples / (is1 ? 1 : version === 2 ? 2 : 4);
  const length = Math.floor(((is1 ? 144_000 : 72_000) * kilobits) / rateHz) + ((third >> 1) & 1);
  return { length, rateHz };
}
