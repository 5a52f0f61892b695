import { type SigningArea, signingAreas } from "../../kernel/index.ts";

/** The content of the mark on one page. */
export interface PageMark {
  readonly requirement: string;
  readonly version: string;
  /** Null for a blank template made for no case. */
  readonly caseId: string | null;
  readonly page: number;
  readonly pages: number;
  /** Signing areas on this page. */
  readonly areas: readonly SigningArea[];
}

/** First word of every mark; it changes with the format. */
const GRAMMAR = "SMB1";
const MARK = /^SMB1 ([DNU]\d\d) (\d{4}\.\d{2}(?:\.\d{1,2})?) ([0-9A-V]{26}|0) (\d{1,3}) (\d{1,3}) (-|[SM]\d{1,3})$/;
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
const BITS = 5n;

/** The text of the mark of a template; page, pages and place are filled in while the pages are rendered. */
export function markText(template: {
  readonly requirement: string;
  readonly version: string;
  readonly caseId: string | null;
}): string {
  const { requirement, version, caseId } = template;
  return `${GRAMMAR} ${requirement} ${version} ${caseId === null ? "0" : shortId(caseId)} {page} {pages} {place}`;
}

/** Parses the text of a mark; null for any other DataMatrix. */
export function readMark(text: string): PageMark | null {
  const [, requirement, version, id, page, pages, place] = MARK.exec(text) ?? [];
  if (requirement === undefined || version === undefined || id === undefined || place === undefined) return null;
  const caseId = id === "0" ? null : longId(id);
  return { requirement, version, caseId, page: Number(page), pages: Number(pages), areas: signingAreas(place) };
}

/** A UUID as 26 capital letters and digits, which take two thirds of the space in a DataMatrix. */
function shortId(uuid: string): string {
  let rest = BigInt(`0x${uuid.replaceAll("-", "")}`);
  let text = "";
  for (let index = 0; index < 26; index += 1) {
    text = (DIGITS[Number(rest & 31n)] ?? "") + text;
    rest >>= BITS;
  }
  return text;
}

function longId(text: string): string {
  const value = [...text].reduce((sum, digit) => (sum << BITS) | BigInt(DIGITS.indexOf(digit)), 0n);
  const hex = value.toString(16).padStart(32, "0").slice(-32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
