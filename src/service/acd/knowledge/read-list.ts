import { LIST_COLUMNS, type ListColumn, type ListKind } from "./list-columns.shared.ts";

/** The faults of a file; each has a message below `information.listFaults`. */
export const LIST_FAULTS = [
  ...(["file-not-utf8", "quote-broken", "file-not-spreadsheet", "file-old-spreadsheet", "file-swollen"] as const),
  ...(["file-empty", "too-many-rows", "column-missing", "column-twice"] as const),
  ...(["cell-missing", "cell-too-long", "cell-control", "code-twice", "days-order"] as const),
  ...(["price-form", "price-too-high", "day-form", "postcode-form", "coordinate-form", "coordinate-half"] as const),
] as const;

/** One of `LIST_FAULTS`. */
export type ListFaultCode = (typeof LIST_FAULTS)[number];

/** A fault that prevents the import of a file: its line, the heading of its column, and the rule. */
export interface ListFault {
  readonly line: number;
  readonly column: string | null;
  readonly code: ListFaultCode;
  readonly found: string;
}

/** An entry of a list. */
export interface ListEntry {
  readonly line: number;
  readonly code: string;
  /** The digits that a caller dials for it; null for a code with letters. */
  readonly keys: string | null;
  readonly postcode: string | null;
  readonly name: string;
  readonly priceRupiah: number | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

/** The result of reading a file: its entries, or its faults. */
export interface ReadList {
  readonly entries: readonly ListEntry[];
  readonly faults: readonly ListFault[];
}

/** The maximum of reported faults; with so many, the file has to be written anew. */
const FAULTS_MAX = 500;
const FOUND_MAX = 60;
const PRICE_MAX = 999_999_999_999;
const KEYS_MAX = 20;
/** The columns with a dedicated property in an entry. */
const OWN_PLACE: ReadonlySet<string> = new Set(["code", "name", "price", "postcode", "validFrom", "validUntil"]);

interface Heading {
  readonly column: ListColumn;
  readonly at: number;
  /** The heading as the file has it. */
  readonly written: string;
}

/** Reads the rows of a file as a list of a kind: the first row that is not empty is the heading, in either language and any order. */
export function readList(
  kind: ListKind,
  rows: readonly (readonly string[])[],
  { rowsMax }: { readonly rowsMax: number },
): ReadList {
  const first = rows.findIndex((row) => row.some((cell) => cell.trim() !== ""));
  if (first === -1) return failed({ line: 1, column: null, code: "file-empty", found: "" });
  const headings = headingsOf(kind, rows[first] ?? [], first + 1);
  if ("faults" in headings) return { entries: [], faults: headings.faults };
  const filled = rows
    .map((row, nth) => ({ line: nth + 1, row }))
    .slice(first + 1)
    .filter(({ row }) => row.some((cell) => cell.trim() !== ""));
  if (filled.length === 0) return failed({ line: first + 1, column: null, code: "file-empty", found: "" });
  if (filled.length > rowsMax)
    return failed({ line: filled[rowsMax]?.line ?? 1, column: null, code: "too-many-rows", found: String(rowsMax) });
  const read = filled.map(({ line, row }) => readEntry({ line, row, headings: headings.found }));
  const entries = read.flatMap(({ entry }) => (entry === null ? [] : [entry]));
  const written = headings.found.find((one) => one.column.column === "code")?.written ?? null;
  const faults = [...read.flatMap((one) => one.faults), ...codesTwice(entries, written)];
  faults.sort((left, right) => left.line - right.line);
  return faults.length === 0 ? { entries, faults } : { entries: [], faults: faults.slice(0, FAULTS_MAX) };
}

function failed(fault: ListFault): ReadList {
  return { entries: [], faults: [fault] };
}

const bare = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, "_");

function headingsOf(
  kind: ListKind,
  row: readonly string[],
  line: number,
): { readonly found: readonly Heading[] } | { readonly faults: readonly ListFault[] } {
  const found = LIST_COLUMNS[kind].flatMap((column) =>
    row.flatMap((cell, at) => {
      const isIt = bare(cell) === column.heading.id || bare(cell) === column.heading.en;
      return isIt ? [{ column, at, written: cell.trim() }] : [];
    }),
  );
  const missing = LIST_COLUMNS[kind]
    .filter((one) => one.isNeeded && !found.some(({ column }) => column === one))
    .map(({ heading }) => ({ line, column: heading.id, code: "column-missing", found: heading.en }) as const);
  const twice = found
    .filter(({ column }, nth) => found.findIndex((one) => one.column === column) < nth)
    .map(({ written }) => ({ line, column: written, code: "column-twice", found: written }) as const);
  const faults = [...missing, ...twice];
  return faults.length === 0 ? { found } : { faults };
}

function readEntry({
  line,
  row,
  headings,
}: {
  readonly line: number;
  readonly row: readonly string[];
  readonly headings: readonly Heading[];
}): { readonly entry: ListEntry | null; readonly faults: readonly ListFault[] } {
  const texts = new Map(headings.map(({ column, at }) => [column.column, cellOf(row[at] ?? "")]));
  const textOf = (name: string) => texts.get(name) ?? "";
  const faultAt = (name: string, code: ListFaultCode): ListFault => {
    const column = headings.find((one) => one.column.column === name)?.written ?? null;
    return { line, column, code, found: textOf(name).slice(0, FOUND_MAX) };
  };
  const faults = headings.flatMap(({ column }) => {
    const code = cellFault(column, textOf(column.column));
    return code === null ? [] : [faultAt(column.column, code)];
  });
  const [validFrom, validUntil] = [dayOf(textOf("validFrom")), dayOf(textOf("validUntil"))];
  if (validFrom !== null && validUntil !== null && validUntil < validFrom)
    faults.push(faultAt("validUntil", "days-order"));
  if ((textOf("latitude") === "") !== (textOf("longitude") === ""))
    faults.push(faultAt(textOf("latitude") === "" ? "latitude" : "longitude", "coordinate-half"));
  if (faults.length > 0) return { entry: null, faults };
  const others = [...texts].filter(([name, text]) => !OWN_PLACE.has(name) && text !== "");
  const entry: ListEntry = {
    line,
    code: textOf("code"),
    keys: keysOf(textOf("code")),
    name: textOf("name"),
    validFrom,
    validUntil,
    postcode: textOf("postcode") === "" ? null : textOf("postcode"),
    priceRupiah: priceOf(textOf("price")),
    fields: Object.fromEntries(others),
  };
  return { entry, faults };
}

/** A cell without the prefix that protects spreadsheets from formulas, and with single blanks. */
function cellOf(cell: string): string {
  return cell
    .replaceAll(/\s+/gu, " ")
    .trim()
    .replace(/^'(?=[=+\-@])/u, "");
}

function cellFault({ column, isNeeded, lengthMax }: ListColumn, text: string): ListFaultCode | null {
  if (text === "") return isNeeded ? "cell-missing" : null;
  if (text.length > lengthMax) return "cell-too-long";
  if (/\p{Cc}/u.test(text)) return "cell-control";
  switch (column) {
    case "price": {
      const price = priceOf(text);
      if (price === null) return "price-form";
      return price > PRICE_MAX ? "price-too-high" : null;
    }
    case "validFrom":
    case "validUntil":
      return dayOf(text) === null ? "day-form" : null;
    case "postcode":
      return /^\d{5}$/.test(text) ? null : "postcode-form";
    case "latitude":
    case "longitude":
      return isCoordinate(text, column === "latitude" ? 90 : 180) ? null : "coordinate-form";
    default:
      return null;
  }
}

/** Whole rupiah, with or without dots between thousands; null for any other text. */
function priceOf(text: string): number | null {
  const digits = /^(?:rp\.? ?)?(\d{1,18}|\d{1,3}(?:\.\d{3}){1,5})$/iu.exec(text)?.[1];
  return digits === undefined ? null : Number(digits.replaceAll(".", ""));
}

function isCoordinate(text: string, most: number): boolean {
  return /^-?\d{1,3}(?:\.\d{1,10})?$/.test(text) && Math.abs(Number(text)) <= most;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day as `2026-12-01` or, in the Indonesian form, `01/12/2026`; null for any other text. */
function dayOf(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(text);
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/u.exec(text);
  const parts = iso === null ? [local?.[3], local?.[2], local?.[1]] : [iso[1], iso[2], iso[3]];
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
  if (!(year >= 1_000 && day >= 1 && day <= days)) return null;
  return [String(year), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}

function keysOf(code: string): string | null {
  const digits = /^[\d\s./-]+$/u.test(code) ? code.replaceAll(/\D/g, "") : "";
  return digits === "" || digits.length > KEYS_MAX ? null : digits;
}

/** Entries of the same code may follow one another in time; two of them must not be valid on the same day. */
function codesTwice(entries: readonly ListEntry[], column: string | null): readonly ListFault[] {
  const byCode = new Map<string, ListEntry[]>();
  return entries.flatMap((entry) => {
    const same = byCode.get(entry.code.toLowerCase()) ?? [];
    byCode.set(entry.code.toLowerCase(), [...same, entry]);
    const other = same.find((one) => isMeeting(one, entry));
    return other === undefined ? [] : [{ line: entry.line, column, code: "code-twice", found: entry.code } as const];
  });
}

function isMeeting(one: ListEntry, other: ListEntry): boolean {
  const begins = (from: string | null, until: string | null) => from === null || until === null || from <= until;
  return begins(one.validFrom, other.validUntil) && begins(other.validFrom, one.validUntil);
}
