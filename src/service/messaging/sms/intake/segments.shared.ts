import { encodeGsm, septetsOf, transliterate } from "./gsm-text.shared.ts";

/** Parts of one message at the most. */
export const PARTS_MAX = 10;
/** Characters that are looked at: more cannot fit into `PARTS_MAX` parts. */
const TEXT_CHARACTERS_MAX = 1_600;

/** How a text is sent: septets of the default alphabet, or UTF-16 in two octets a unit. */
export type SentCoding = "gsm" | "ucs2";

/** Units (septets, or UTF-16 code units) in a single message, and in each part of a long one by the width of its reference. */
const UNITS = {
  gsm: { single: 160, 8: 153, 16: 152 },
  ucs2: { single: 70, 8: 67, 16: 66 },
} as const;

/** One part as it is sent; `octets` are user data without a header, septets unpacked. */
export interface Segment {
  readonly text: string;
  readonly units: number;
  readonly octets: Uint8Array;
}

/** A text cut into parts. */
export interface Segments {
  readonly coding: SentCoding;
  readonly parts: readonly Segment[];
  /** Units of the whole text. */
  readonly units: number;
  /** Units that still fit into the last part. */
  readonly left: number;
}

/** Why a text cannot be cut: nothing in it, half of a surrogate pair, or more than `PARTS_MAX` parts. */
export type TextFault = "text-empty" | "text-unfit" | "text-too-long";

/** How a text is to be cut. */
export interface SegmentationOptions {
  /** Bits of the reference of a long message; 8 unless told. */
  readonly referenceBits?: 8 | 16;
  /** Whether plain characters take the place of what the default alphabet lacks. */
  readonly isPlain?: boolean;
}

/**
 * Cuts a text into what is sent, exactly: a character of the extension and a surrogate pair are never split, so a part may end a unit
 * early. The parts joined are the text (transliterated when that was asked for).
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

/** How many units a text or character takes. */
function unitsOf(text: string, coding: SentCoding): number {
  if (coding === "ucs2") return text.length;
  return [...text].reduce((sum, character) => sum + (septetsOf(character)?.length ?? 0), 0);
}

/** Whole characters, as many as fit, part by part. */
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

/** UTF-16, big-endian. */
export function encodeUcs2(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 2);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    octets[index * 2] = unit >> 8;
    octets[index * 2 + 1] = unit & 0xff;
  }
  return octets;
}

/** The text of UTF-16, big-endian; an odd octet at the end is not looked at. */
export function decodeUcs2(octets: Uint8Array): string {
  let text = "";
  for (let index = 0; index + 1 < octets.length; index += 2) {
    text += String.fromCharCode(((octets[index] ?? 0) << 8) | (octets[index + 1] ?? 0));
  }
  return text;
}

/** Octets that user data take on the air, with their header: septets are packed after it. */
export function octetsOnAir(units: number, coding: SentCoding, headerOctets: number): number {
  if (coding === "ucs2") return headerOctets + units * 2;
  return Math.ceil((Math.ceil((headerOctets * 8) / 7) * 7 + units * 7) / 8);
}
