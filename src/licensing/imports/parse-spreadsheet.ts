import { isBlankRow, isUnreadableCell } from "../requirements/index.ts";
import { type CellFault, type Fault, shortened } from "./fault.ts";
import { type Cells, type LineOf, readLine } from "./read-line.ts";
import { CELL_MAX, COLUMNS, columnOf, ROWS_MAX, type SpreadsheetKind, spreadsheetKindOf } from "./sheets.ts";

/** A file as rows of texts; `fault` explains missing rows. */
export interface FileRows {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  readonly fault: { readonly row: number; readonly code: "file-not-utf8" | "quote-broken" } | null;
}

/** A readable row with its number. */
export interface ReadLine<Line> {
  readonly row: number;
  readonly line: Line;
}

/** A parsed sheet. */
export interface ParsedSpreadsheet<Sheet extends SpreadsheetKind = SpreadsheetKind> {
  readonly sheet: Sheet;
  readonly file: string;
  readonly lines: readonly ReadLine<LineOf[Sheet]>[];
  /** Keys of unreadable rows, as far as they can be determined. */
  readonly badKeys: ReadonlySet<string>;
  /** Number of rows that are not blank. */
  readonly rowCount: number;
}

/** All sheets of an import, parsed without stored facts. */
export interface ReadFiles {
  readonly sheets: readonly ParsedSpreadsheet[];
  readonly faults: readonly Fault[];
}

/** Parses all files of an import. */
export function readFiles(files: readonly FileRows[]): ReadFiles {
  const sheets: ParsedSpreadsheet[] = [];
  const faults: Fault[] = [];
  for (const file of files) {
    const read = readFile(file);
    faults.push(...read.faults);
    if (read.sheet === null) continue;
    const { sheet } = read.sheet;
    if (sheets.some((other) => other.sheet === sheet)) {
      faults.push(faultIn(file, sheet)(1, { column: null, code: "sheet-twice", found: file.name }));
      continue;
    }
    sheets.push(read.sheet);
  }
  return { sheets, faults };
}

const faultIn =
  (file: FileRows, sheet: SpreadsheetKind | null) =>
  (row: number, { column, code, found, other = "" }: CellFault): Fault => ({
    file: file.name,
    sheet,
    row,
    column,
    code,
    found: shortened(found),
    other: shortened(other),
  });

function readFile(file: FileRows): { readonly sheet: ParsedSpreadsheet | null; readonly faults: readonly Fault[] } {
  const whole = faultIn(file, null);
  if (file.fault !== null) {
    const { row, code } = file.fault;
    return { sheet: null, faults: [whole(row, { column: null, code, found: file.name })] };
  }
  const [heading, ...rows] = file.rows;
  if (heading === undefined || rows.every(isBlankRow)) {
    return { sheet: null, faults: [whole(1, { column: null, code: "file-empty", found: file.name })] };
  }
  const columns = heading.map(columnOf);
  const sheet = spreadsheetKindOf(columns);
  if (sheet === null) {
    return { sheet, faults: [whole(1, { column: null, code: "sheet-unknown", found: heading.join(", ") })] };
  }
  const faulty = headingFaults(sheet, columns).map((fault) => faultIn(file, sheet)(1, fault));
  if (faulty.length > 0) return { sheet: null, faults: faulty };
  if (rows.length > ROWS_MAX) {
    const fault = { column: null, code: "sheet-too-long", found: String(rows.length) } as const;
    return { sheet: null, faults: [faultIn(file, sheet)(ROWS_MAX + 2, fault)] };
  }
  return readRows(file, { sheet, columns, rows });
}

function headingFaults(sheet: SpreadsheetKind, columns: readonly string[]): readonly CellFault[] {
  const known = COLUMNS[sheet];
  const missing = known.filter(({ id, isOptional }) => isOptional !== true && !columns.includes(id));
  const twice = columns.filter((column, index) => column !== "" && columns.indexOf(column) !== index);
  const strange = columns.filter((column) => column !== "" && !known.some(({ id }) => id === column));
  return [
    ...missing.map(({ id }) => ({ column: id, code: "column-missing", found: columns.join(", ") }) as const),
    ...twice.map((column) => ({ column, code: "column-twice", found: column }) as const),
    ...strange.map((column) => ({ column, code: "column-unknown", found: column }) as const),
  ];
}

interface Body<Sheet extends SpreadsheetKind> {
  readonly sheet: Sheet;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function readRows<Sheet extends SpreadsheetKind>(
  file: FileRows,
  { sheet, columns, rows }: Body<Sheet>,
): { readonly sheet: ParsedSpreadsheet; readonly faults: readonly Fault[] } {
  const lines: ReadLine<LineOf[Sheet]>[] = [];
  const faults: Fault[] = [];
  const badKeys = new Set<string>();
  const place = faultIn(file, sheet);
  let rowCount = 0;
  for (const [index, texts] of rows.entries()) {
    if (isBlankRow(texts)) continue;
    rowCount += 1;
    const row = index + 2;
    const cells = cellsOf(columns, texts);
    const shape = shapeFaults(columns, { texts, cells });
    const read = readLine(sheet, cells);
    const found = shape.length > 0 ? shape : read.faults;
    for (const fault of found) faults.push(place(row, fault));
    if (found.length === 0) lines.push({ row, line: read.line });
    else badKeys.add(keyOf(read.line));
  }
  return { sheet: { sheet, file: file.name, lines, badKeys, rowCount }, faults };
}

/** The key by which other sheets reference a row: the NIB of an operator, the number of a licence. */
function keyOf(line: LineOf[SpreadsheetKind]): string {
  return "number" in line ? line.number : line.nib;
}

function cellsOf(columns: readonly string[], texts: readonly string[]): Cells {
  return Object.fromEntries(columns.map((column, index) => [column, (texts[index] ?? "").trim()]));
}

function shapeFaults(
  columns: readonly string[],
  { texts, cells }: { readonly texts: readonly string[]; readonly cells: Cells },
): readonly CellFault[] {
  const beyond = texts.slice(columns.length).filter((text) => text.trim() !== "");
  if (beyond.length > 0) return [{ column: null, code: "cells-too-many", found: beyond.join(", ") }];
  return Object.entries(cells).flatMap(([column, found]): readonly CellFault[] => {
    if (found.length > CELL_MAX) return [{ column, code: "cell-too-long", found }];
    return isUnreadableCell(found) ? [{ column, code: "cell-unreadable", found }] : [];
  });
}
