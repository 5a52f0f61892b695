import type { SpreadsheetKind } from "./sheets.ts";

/** All faults of a file, a heading or a row. Each has its rule and its remedy in both languages. */
export const FAULT_CODES = [
  "file-not-utf8",
  "file-empty",
  "quote-broken",
  "sheet-unknown",
  "sheet-twice",
  "sheet-too-long",
  "column-missing",
  "column-twice",
  "column-unknown",
  "cells-too-many",
  "cell-too-long",
  "cell-missing",
  "cell-unreadable",
  "number-mangled",
  "nib-format",
  "npwp-format",
  "npwp-twice",
  "npwp-of-another",
  "npwp-differs",
  "operator-twice",
  "operator-unknown",
  "operator-line-bad",
  "kind-unknown",
  "kind-government",
  "email-format",
  "date-format",
  "date-in-future",
  "date-too-early",
  "licence-twice",
  "licence-of-another",
  "licence-unknown",
  "licence-line-bad",
  "kbli-format",
  "kbli-other",
  "standing-unknown",
  "commitment-twice",
  "year-format",
  "e1-format",
  "e1-first-year",
  "e1-too-many",
  "code-malformed",
  "code-emergency",
  "code-not-in-plan",
  "code-conflict",
  "code-twice",
  "code-of-another",
  "code-claimed",
  "code-in-quarantine",
  "code-kept",
  "code-by-other-decree",
  "decree-twice",
  "decree-known",
  "usage-unknown",
  "end-user-missing",
] as const;

/** One of `FAULT_CODES`. */
export type FaultCode = (typeof FAULT_CODES)[number];

/** One fault at one place. */
export interface Fault {
  /** The name of the file. */
  readonly file: string;
  /** Null if the sheet of a file cannot be determined. */
  readonly sheet: SpreadsheetKind | null;
  /** Row number as in a spreadsheet: the heading is row 1. */
  readonly row: number;
  /** Null if the fault concerns the whole row or file. */
  readonly column: string | null;
  readonly code: FaultCode;
  /** The content of the cell, truncated to `FOUND_MAX`. */
  readonly found: string;
  /** A second value for the message. */
  readonly other: string;
}

const FOUND_MAX = 120;

/** Control characters, which are replaced by their Unicode control pictures. */
const PICTURES_FROM = 0x2400;
const LOWEST_PRINTABLE = 0x20;

/** A text truncated for a list; control characters become control pictures, since PostgreSQL cannot store a NUL. */
export function shortened(text: string): string {
  const short = text.length <= FOUND_MAX ? text : `${text.slice(0, FOUND_MAX - 1).toWellFormed()}…`;
  return [...short].map(visible).join("");
}

function visible(sign: string): string {
  const point = sign.codePointAt(0) ?? LOWEST_PRINTABLE;
  return point < LOWEST_PRINTABLE ? String.fromCodePoint(PICTURES_FROM + point) : sign;
}

/** A fault of one cell; `other` is the value it conflicts with. */
export interface CellFault {
  readonly column: string | null;
  readonly code: FaultCode;
  readonly found: string;
  readonly other?: string;
}
