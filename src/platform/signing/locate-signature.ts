import { parsePdfDate } from "./pdf-text.ts";

/** The last signature of a file, found by its byte range. */
export interface LocatedSignature {
  readonly gapStart: number;
  readonly gapEnd: number;
  /** DER of the signature, padding removed. */
  readonly der: Buffer;
  /** Time in the signature dictionary; null when it cannot be read. */
  readonly claimedAtMs: number | null;
}

/** Why no intact signature was found. */
export type LocateRefusal = "no-signature" | "not-a-pdf" | "signature-damaged" | "bytes-added" | "range-wrong";

/** Longest signature read, in bytes. */
const DER_BYTES_MAX = 65_536;

const HEADER_WITHIN_BYTES = 1024;
const DICTIONARY_BYTES_MAX = 4096;
const TRACES = [
  "/ByteRange",
  "/SubFilter",
  "/Adobe.PPKLite",
  "ETSI.CAdES",
  "adbe.pkcs7",
  "/SigFlags",
  "/FT /Sig",
  "/FT/Sig",
  "/Type /Sig",
  "/Type/Sig",
];
const RANGE = /^\/ByteRange ?\[ ?(\d{1,10}) (\d{1,10}) (\d{1,10}) (\d{1,10}) ?\]/u;

/**
 * Finds the last signature and requires that it covers the whole file except its own hexadecimal text.
 * A file with any trace of an unreadable signature counts as damaged, never as unsigned.
 * The position of the gap need not be trusted: every byte outside it must match the signed digest.
 */
export function locateSignature(file: Buffer): LocatedSignature | LocateRefusal {
  const at = file.lastIndexOf("/ByteRange", undefined, "latin1");
  const range = at < 0 ? null : RANGE.exec(file.toString("latin1", at, at + 80));
  if (range === null) return refusalWithoutRange(file);
  const [start = -1, gapStart = -1, gapEnd = -1, rest = -1] = range.slice(1).map(Number);
  if (start !== 0 || gapEnd <= gapStart + 2 || gapEnd > file.length || at > gapStart) return "range-wrong";
  if (gapEnd + rest !== file.length) return gapEnd + rest < file.length ? "bytes-added" : "range-wrong";
  if (file.toString("latin1", gapStart - 10, gapStart) !== "/Contents ") return "range-wrong";
  const der = readGap(file, gapStart, gapEnd);
  if (der === null) return "signature-damaged";
  return { gapStart, gapEnd, der, claimedAtMs: claimedTime(file, at, gapStart, gapEnd) };
}

/** Reads an ASCII string of the information dictionary, as `platform/pdf` writes it; null when absent. */
export function readProperty(file: Buffer, key: string): string | null {
  const at = file.lastIndexOf(`/${key} `, undefined, "latin1");
  if (at < 0) return null;
  const reference = /^(\d{1,7}) 0 R/u.exec(file.toString("latin1", at + key.length + 2, at + key.length + 20));
  if (reference === null) return null;
  const head = `\n${reference[1]} 0 obj\n`;
  const object = file.indexOf(head, 0, "latin1");
  if (object < 0) return null;
  const text = file.toString("latin1", object + head.length, object + head.length + 200);
  return /^\(([\x20-\x27\x2a-\x5b\x5d-\x7e]{1,128})\)/u.exec(text)?.[1] ?? null;
}

function refusalWithoutRange(file: Buffer): LocateRefusal {
  if (TRACES.some((trace) => file.includes(trace, 0, "latin1"))) return "signature-damaged";
  return file.subarray(0, HEADER_WITHIN_BYTES).includes("%PDF-", 0, "latin1") ? "no-signature" : "not-a-pdf";
}

/** Hexadecimal text must be of one case, contain one DER value, and be padded with zeros only. */
function readGap(file: Buffer, gapStart: number, gapEnd: number): Buffer | null {
  if (gapEnd - gapStart > DER_BYTES_MAX * 2) return null;
  const text = file.toString("latin1", gapStart, gapEnd);
  if (!/^<(?:[0-9a-f]+|[0-9A-F]+)>$/u.test(text) || text.length % 2 !== 0) return null;
  const bytes = Buffer.from(text.slice(1, -1), "hex");
  const length = derLength(bytes);
  if (length === null || length > bytes.length) return null;
  return bytes.subarray(length).every((byte) => byte === 0) ? bytes.subarray(0, length) : null;
}

/** Total length of a DER value with a two-byte long-form length, as every signature of 256 bytes or more has. */
function derLength(bytes: Buffer): number | null {
  if (bytes.length < 4 || bytes[0] !== 0x30 || bytes[1] !== 0x82) return null;
  return 4 + bytes.readUInt16BE(2);
}

function claimedTime(file: Buffer, rangeAt: number, gapStart: number, gapEnd: number): number | null {
  const before = file.toString("latin1", Math.max(0, rangeAt - DICTIONARY_BYTES_MAX), gapStart);
  const after = file.toString("latin1", gapEnd, gapEnd + DICTIONARY_BYTES_MAX);
  const dictionary =
    before.slice(before.lastIndexOf(" obj") + 1) + after.slice(0, Math.max(0, after.indexOf("endobj")));
  const date = /\/M ?\((D:\d{14}Z)\)/u.exec(dictionary)?.[1];
  return date === undefined ? null : parsePdfDate(date);
}
