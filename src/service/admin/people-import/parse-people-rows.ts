import { isBlankRow, isUnreadableCell, textOf } from "./cell-text.ts";
import { PEOPLE_ROWS_MAX } from "./import-limits.shared.ts";
import { columnOf, NEEDED_COLUMNS, PEOPLE_COLUMNS, type PeopleColumn } from "./people-columns.ts";
import { type PeopleFault, type PeopleFaultCode, shortened } from "./people-fault.ts";

/** One line of a spreadsheet: its texts by column; a missing column has no entry. */
export interface PeopleLine {
  readonly line: number;
  readonly texts: Readonly<Partial<Record<PeopleColumn, string>>>;
}

/** A spreadsheet as lines, or the faults of the file. Faults of single cells are separate from the lines. */
export interface ParsedPeople {
  readonly lines: readonly PeopleLine[];
  readonly fileFaults: readonly PeopleFault[];
  readonly cellFaults: readonly PeopleFault[];
}

/** The maximum of rows that are read of a file: the limit of a spreadsheet, some above the heading, and one too many. */
export const PEOPLE_READ_ROWS_MAX = PEOPLE_ROWS_MAX + 12;

/** A title may precede the heading. */
const HEADING_WITHIN = 10;
const LIST_TEXT_MAX = 5_000;
const TEXT_MAX = 254;

/** Parses the rows of a file as a spreadsheet of people. */
export function parsePeopleRows(rows: readonly (readonly string[])[]): ParsedPeople {
  const only = (line: number, code: PeopleFaultCode, found = ""): ParsedPeople => ({
    lines: [],
    cellFaults: [],
    fileFaults: [{ line, column: null, code, found: shortened(found) }],
  });
  if (rows.every(isBlankRow)) return only(1, "file-empty");
  const heading = rows.slice(0, HEADING_WITHIN).findIndex(isHeading);
  const names = rows[heading];
  if (names === undefined) return only(1, "heading-missing", rows.find((row) => !isBlankRow(row))?.join(", "));
  const columns = names.map(columnOf);
  const faulty = headingFaults(names, columns).map((fault) => ({ ...fault, line: heading + 1 }));
  if (faulty.length > 0) return { lines: [], cellFaults: [], fileFaults: faulty };
  const body = rows
    .slice(heading + 1)
    .map((texts, index) => ({ line: heading + index + 2, texts }))
    .filter(({ texts }) => !isBlankRow(texts));
  if (body.length === 0) return only(heading + 1, "file-empty");
  const surplus = body[PEOPLE_ROWS_MAX];
  if (surplus !== undefined) return only(surplus.line, "rows-too-many", String(PEOPLE_ROWS_MAX));
  const lines = body.map(({ line, texts }) => ({ line, texts: byColumn(texts, columns) }));
  return { lines, fileFaults: [], cellFaults: lines.flatMap(cellFaults) };
}

/** At least two cells must be known headings; rows above the heading are a title. */
function isHeading(row: readonly string[]): boolean {
  return row.filter((cell) => columnOf(cell) !== null).length >= 2;
}

function byColumn(
  row: readonly string[],
  columns: readonly (PeopleColumn | null)[],
): Readonly<Partial<Record<PeopleColumn, string>>> {
  return Object.fromEntries(
    columns.flatMap((column, index) => (column === null ? [] : [[column, textOf(row[index] ?? "")] as const])),
  );
}

function headingFaults(
  names: readonly string[],
  columns: readonly (PeopleColumn | null)[],
): readonly Omit<PeopleFault, "line">[] {
  const headingOf = (id: PeopleColumn) => PEOPLE_COLUMNS.find((one) => one.id === id)?.heading.id ?? id;
  const missing = NEEDED_COLUMNS.filter((id) => !columns.includes(id));
  const twice = columns.filter((column, index) => column !== null && columns.indexOf(column) !== index);
  const strange = names.filter((name, index) => name.trim() !== "" && columns[index] === null);
  return [
    ...missing.map((column) => ({ column, code: "column-missing" as const, found: headingOf(column) })),
    ...twice.map((column) => ({ column, code: "column-twice" as const, found: column ?? "" })),
    ...strange.map((name) => ({ column: null, code: "column-unknown" as const, found: shortened(name) })),
  ];
}

function cellFaults({ line, texts }: PeopleLine): readonly PeopleFault[] {
  return PEOPLE_COLUMNS.flatMap(({ id: column }): readonly PeopleFault[] => {
    const text = texts[column] ?? "";
    const max = column === "queues" || column === "skills" ? LIST_TEXT_MAX : TEXT_MAX;
    const at = { line, column, found: shortened(text) };
    if (isUnreadableCell(text)) return [{ ...at, code: "cell-unreadable" }];
    return text.length > max ? [{ ...at, code: "cell-too-long" }] : [];
  });
}
