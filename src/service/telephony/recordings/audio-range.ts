/** Which bytes of a file are asked for: all of it, a part (`to` not included), or one that is not there. */
export type AudioRange =
  | { readonly kind: "whole" }
  | { readonly kind: "part"; readonly from: number; readonly to: number }
  | { readonly kind: "not-there" };

const RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * Reads a Range header (RFC 9110 §14.2) for a file of `bytes`. One that is malformed, of another unit or of several
 * parts is ignored, as the RFC allows; one that begins behind the end is not there.
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

/** A piece of one of the files that are played as one. */
export interface AudioPiece {
  /** Which file, from 0. */
  readonly file: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts the bytes `from` … `to` of the sound out of files that follow each other, each `skip` bytes later than its start,
 * in pieces that end where `step` bytes of a file do: none is larger, so that never more than one stands in memory.
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
