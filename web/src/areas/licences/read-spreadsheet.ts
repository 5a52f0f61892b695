/** A spreadsheet as rows of texts: Excel files, CSV with commas, semicolons or tabs, and rows pasted from a spreadsheet. */
import { parse } from "csv-parse/browser/esm/sync";
import readExcel from "read-excel-file/browser";

/** Larger files hold no device list of one application. */
const BYTES_MAX = 2_000_000;
const ROWS_MAX = 2_000;
const DELIMITERS = ["\t", ";", ","] as const;

/** Rows of a text: the sign that stands most often in its first line parts the cells. */
export function rowsOfText(text: string): readonly (readonly string[])[] {
  const [first = ""] = text.split("\n", 1);
  const delimiter = DELIMITERS.toSorted((one, other) => first.split(other).length - first.split(one).length)[0] ?? ",";
  return parse(text, { bom: true, delimiter, relax_column_count: true, relax_quotes: true, to: ROWS_MAX });
}

const cellText = (cell: unknown): string => {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean" ? String(cell) : "";
};

/** The first sheet of a file; null when it cannot be read. */
export async function rowsOfFile(file: File): Promise<readonly (readonly string[])[] | null> {
  if (file.size > BYTES_MAX) return null;
  try {
    if (!/\.xlsx$/i.test(file.name)) return rowsOfText(await file.text());
    const [sheet] = await readExcel(file);
    return (sheet?.data ?? []).slice(0, ROWS_MAX).map((row) => row.map(cellText));
  } catch {
    return null;
  }
}
