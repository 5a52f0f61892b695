/** The two companding laws of ITU-T G.711. */
export type Law = "alaw" | "ulaw";

/** Sampling rate of G.711 and of all audio in this module. */
export const SAMPLE_RATE_HZ = 8_000;

/** Samples of 20 ms, the packet time of all streams. */
export const FRAME_SAMPLES = 160;

/** Silence in each law: the code of the smallest positive value (ITU-T G.711, tables 1a and 2a). */
export const SILENCE: Readonly<Record<Law, number>> = { alaw: 0xd5, ulaw: 0xff };

const CODES = 256;
const SAMPLES = 65_536;
const SAMPLE_OFFSET = 32_768;
/** Alternate bits of an A-law code are inverted on the line (ITU-T G.711 §3.3, table 1a note). */
const ALAW_EVEN_BITS = 0x55;
/** Bias of the µ-law chord arithmetic at 14 bits (ITU-T G.711 table 2a). */
const ULAW_BIAS = 33;
const ULAW_CLIP = 8_191;

const DECODED: Readonly<Record<Law, Int16Array>> = { alaw: decodeTable(alawValue), ulaw: decodeTable(ulawValue) };
const ENCODED: Readonly<Record<Law, Uint8Array>> = { alaw: encodeTable(alawCode), ulaw: encodeTable(ulawCode) };
const OTHER: Readonly<Record<Law, Uint8Array>> = { alaw: otherTable("alaw", "ulaw"), ulaw: otherTable("ulaw", "alaw") };

/** Linear 16-bit samples of G.711 codes. */
export function decode(law: Law, codes: Uint8Array): Int16Array {
  const table = DECODED[law];
  const samples = new Int16Array(codes.length);
  for (let at = 0; at < codes.length; at += 1) samples[at] = table[codes[at] ?? 0] ?? 0;
  return samples;
}

/** G.711 codes of linear 16-bit samples. */
export function encode(law: Law, samples: Int16Array): Uint8Array {
  const table = ENCODED[law];
  const codes = new Uint8Array(samples.length);
  for (let at = 0; at < samples.length; at += 1) codes[at] = table[(samples[at] ?? 0) + SAMPLE_OFFSET] ?? 0;
  return codes;
}

/** The same codes in the other law (ITU-T G.711 §3.4), by table, without going through linear samples. */
export function toOtherLaw(from: Law, codes: Uint8Array): Uint8Array {
  const table = OTHER[from];
  const changed = new Uint8Array(codes.length);
  for (let at = 0; at < codes.length; at += 1) changed[at] = table[codes[at] ?? 0] ?? 0;
  return changed;
}

function decodeTable(levelOf: (code: number) => number): Int16Array {
  return Int16Array.from({ length: CODES }, (_, code) => levelOf(code));
}

function encodeTable(codeOf: (sample: number) => number): Uint8Array {
  return Uint8Array.from({ length: SAMPLES }, (_, at) => codeOf(at - SAMPLE_OFFSET));
}

function otherTable(from: Law, to: Law): Uint8Array {
  return Uint8Array.from({ length: CODES }, (_, code) => ENCODED[to][(DECODED[from][code] ?? 0) + SAMPLE_OFFSET] ?? 0);
}

/** ITU-T G.711 table 1a: sign, three bits of segment, four of step; 13 bits, here left-justified in 16. */
function alawValue(code: number): number {
  const plain = code ^ ALAW_EVEN_BITS;
  const segment = (plain >> 4) & 7;
  const step = ((plain & 15) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 256) << (segment - 1);
  return (plain & 0x80) !== 0 ? magnitude : -magnitude;
}

/** ITU-T G.711 table 2a: all bits inverted; 14 bits, here left-justified in 16. */
function ulawValue(code: number): number {
  const plain = ~code & 0xff;
  const magnitude = ((((plain & 15) << 1) + ULAW_BIAS) << ((plain >> 4) & 7)) - ULAW_BIAS;
  return ((plain & 0x80) !== 0 ? -magnitude : magnitude) * 4;
}

/** The compressor of ITU-T G.711 table 1a, as in the reference software of G.191. */
function alawCode(sample: number): number {
  const magnitude = (sample < 0 ? ~sample : sample) >> 4;
  const segment = Math.max(0, Math.floor(Math.log2(magnitude | 1)) - 3);
  const plain = segment === 0 ? magnitude : (segment << 4) | ((magnitude >> (segment - 1)) & 15);
  return (sample < 0 ? plain : plain | 0x80) ^ ALAW_EVEN_BITS;
}

/** The compressor of ITU-T G.711 table 2a, as in the reference software of G.191. */
function ulawCode(sample: number): number {
  const magnitude = Math.min(ULAW_CLIP, ((sample < 0 ? ~sample : sample) >> 2) + ULAW_BIAS);
  const segment = Math.max(0, Math.floor(Math.log2(magnitude)) - 5);
  const plain = (segment << 4) | ((magnitude >> (segment + 1)) & 15);
  return ~(sample < 0 ? plain | 0x80 : plain) & 0xff;
}
