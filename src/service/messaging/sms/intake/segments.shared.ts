import { encodeGsm, septetsOf, transliterate } from "./gsm-text.shared.ts";

/** Limit of segments of one message. */
export const PARTS_MAX = 10;
/** Limit of characters processed: more cannot fit into `PARTS_MAX` segments. */
const TEXT_CHARACTERS_MAX = 1_600;

/** Encoding on the air: septets of the GSM default alphabet, or UCS-2 (UTF-16, two octets a unit). */
export type SentCoding = "gsm" | "ucs2";

/** Units (septets, or UTF-16 code units) in a single message, and in each segment of a long one by the width of its reference. */
const UNITS = {
  gsm: { single: 160, 8: 153, 16: 152 },
  ucs2: { single: 70, 8: 67, 16: 66 },
} as const;

/** One segment in its sent form; `octets` are user data without a header, septets unpacked. */
export interface Segment {
  readonly text: string;
  readonly units: number;
  readonly octets: Uint8Array;
}

/** A text split into segments. */
export interface Segments {
  readonly coding: SentCoding;
  readonly parts: readonly Segment[];
  /** Units of the whole text. */
  readonly units: number;
  /** Units that still fit into the last segment. */
  readonly left: number;
}

/** Why a text cannot be split: it is empty, has a lone surrogate, or needs more than `PARTS_MAX` segments. */
export type TextFault = "text-empty" | "text-unfit" | "text-too-long";

/** Options of segmentation. */
export interface SegmentationOptions {
  /** Width of the concatenation reference, bits; default 8. */
  readonly referenceBits?: 8 | 16;
  /** Whether characters outside the default alphabet are transliterated. */
  readonly isPlain?: boolean;
}

/**
 * Splits a text into the segments that are sent: an extension character and a surrogate pair are never split, so a segment may end a unit early. The joined
 * segments equal the text (transliterated on request).
 */
export function cutText(
  text: string,
  { referenceBits = 8, isPlain = false }: SegmentationOptions = {},
): Segments | TextFault {
  if (text === "") return "text-empty";
  if (text.length > TEXT_CHARACTERS_MAX) return "text-too-long";
  if (!text.isWellFormed()) return "text-unfit";
  const sent = isPlain ? transliterate(text) : text;
  if (sent === "") return "text-empty";
  const coding: SentCoding = encodeGsm(sent) === undefined ? "ucs2" : "gsm";
  const limits = UNITS[coding];
  const units = unitsOf(sent, coding);
  const most = units <= limits.single ? limits.single : limits[referenceBits];
  const pieces = fill(sent, coding, most);
  if (pieces.length > PARTS_MAX) return "text-too-long";
  const parts = pieces.map((piece) => segment(piece, coding));
  return { coding, parts, units, left: most - (parts.at(-1)?.units ?? 0) };
}

/** Units of a text or character. */
function unitsOf(text: string, coding: SentCoding): number {
  if (coding === "ucs2") return text.length;
  return [...text].reduce((sum, character) => sum + (septetsOf(character)?.length ?? 0), 0);
}

/** Fills segments with whole characters. */
function fill(text: string, coding: SentCoding, most: number): readonly string[] {
  const pieces: string[] = [];
  let piece = "";
  let used = 0;
  for (const character of text) {
    const units = unitsOf(character, coding);
    if (used + units > most) {
      pieces.push(piece);
      piece = "";
      used = 0;
    }
    piece += character;
    used += units;
  }
  return [...pieces, piece];
}

function segment(text: string, coding: SentCoding): Segment {
  const octets = coding === "gsm" ? encodeGsm(text) : encodeUcs2(text);
  return { text, units: unitsOf(text, coding), octets: octets ?? new Uint8Array() };
}

/** Encodes UTF-16, big-endian. */
export function encodeUcs2(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 2);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    octets[index * 2] = unit >> 8;
    octets[index * 2 + 1] = unit & 0xff;
  }
  return octets;
}

/** Decodes UTF-16, big-endian; an odd octet at the end is ignored. */
export function decodeUcs2(octets: Uint8Array): string {
  let text = "";
  for (let index = 0; index + 1 < octets.length; index += 2) {
    text += String.fromCharCode(((octets[index] ?? 0) << 8) | (octets[index + 1] ?? 0));
  }
  return text;
}

/** Octets of user data on the air with its header; septets are packed after it. */
export function octetsOnAir(units: number, coding: SentCoding, headerOctets: number): number {
  if (coding === "ucs2") return headerOctets + units * 2;
  return Math.ceil((Math.ceil((headerOctets * 8) / 7) * 7 + units * 7) / 8);
}
