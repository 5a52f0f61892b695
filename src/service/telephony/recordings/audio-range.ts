/** The requested bytes of a file: all of it, a part (`to` is exclusive), or a range that does not exist. */
export type AudioRange =
  | { readonly kind: "whole" }
  | { readonly kind: "part"; readonly from: number; readonly to: number }
  | { readonly kind: "not-there" };

const RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * Parses a Range header (RFC 9110 §14.2) for a file of `bytes`. A header that is malformed, of another unit or of several parts is ignored, as the RFC
 * allows; one that begins beyond the end does not exist.
 */
export function readRange(header: string | undefined, bytes: number): AudioRange {
  const [, first = "", last = ""] = RANGE.exec(header?.replaceAll(" ", "") ?? "") ?? [];
  if (first === "" && last === "") return { kind: "whole" };
  if (first === "") {
    const length = Math.min(Number(last), bytes);
    return length === 0 ? { kind: "not-there" } : { kind: "part", from: bytes - length, to: bytes };
  }
  const from = Number(first);
  if (from >= bytes) return { kind: "not-there" };
  if (last !== "" && Number(last) < from) return { kind: "whole" };
  return { kind: "part", from, to: last === "" ? bytes : Math.min(Number(last) + 1, bytes) };
}

/** A piece of one of the files of consecutive audio. */
export interface AudioPiece {
  /** The index of the file, from 0. */
  readonly file: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Splits the bytes `from` … `to` of the audio into pieces of consecutive files, whose first `skip` bytes are left out. Pieces end at multiples of
 * `step` bytes of a file, so that no piece is larger and at most one is in memory.
 */
export function piecesOf(
  lengths: readonly number[],
  wanted: { readonly from: number; readonly to: number; readonly skip: number; readonly step: number },
): readonly AudioPiece[] {
  const pieces: AudioPiece[] = [];
  let start = 0;
  for (const [file, length] of lengths.entries()) {
    const end = start + length - wanted.skip;
    let from = Math.max(wanted.from, start) - start + wanted.skip;
    const to = Math.min(wanted.to, end) - start + wanted.skip;
    while (from < to) {
      const until = Math.min(to, (Math.floor(from / wanted.step) + 1) * wanted.step);
      pieces.push({ file, from, to: until });
      from = until;
    }
    start = end;
  }
  return pieces;
}
