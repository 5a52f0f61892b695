import { CsvError, parse } from "csv-parse/sync";
import type { CsvFault, FileRows, UploadedSpreadsheet } from "./file-rows.ts";

/** Number of characters of the heading in which the separator is detected. */
const HEADING_MAX = 2_000;

/**
 * Reads a CSV file (RFC 4180) as spreadsheet programs write it: UTF-8 with or without BOM, cells separated by commas, by
 * semicolons as Excel does in Indonesian, or by tabs; quoted line breaks stay in their cell. At most `rowsMax` rows.
 */
export function csvRows(
  { name, bytes }: UploadedSpreadsheet,
  { rowsMax }: { readonly rowsMax: number },
): FileRows<CsvFault> {
  const text = decoded(bytes);
  if (text === null) return { name, rows: [], fault: { row: 1, code: "file-not-utf8" } };
  try {
    const rows: readonly (readonly string[])[] = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      to: rowsMax,
    });
    return { name, rows, fault: null };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = typeof error["records"] === "number" ? error["records"] + 1 : 1;
    return { name, rows: [], fault: { row, code: "quote-broken" } };
  }
}

/** The text of a file, or null. Latin text in UTF-16 without BOM is valid UTF-8 too, with a NUL as every other character. */
function decoded(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.slice(0, HEADING_MAX).split("\n", 1)[0]?.includes("\0") === true ? null : text;
  } catch {
    return null;
  }
}

/** The separator of the columns: the most frequent of the three candidates outside quotes in the heading. */
function delimiterOf(text: string): string {
  const heading = (text.slice(0, HEADING_MAX).split(/\r?\n/u, 1)[0] ?? "").replaceAll(/"[^"]*"/gu, "");
  const counts = [";", ",", "\t"].map((sign) => ({ sign, count: heading.split(sign).length }));
  return counts.toSorted((left, right) => right.count - left.count)[0]?.sign ?? ",";
}
