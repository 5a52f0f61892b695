import { unzipSync, zipSync } from "fflate";
import { readSheet } from "read-excel-file/universal";
import { SaxesParser } from "saxes";
import type { FileRows, UploadedSpreadsheet } from "./file-rows.ts";

/** Parts of a workbook with the content of its cells; pictures and macros are not unpacked. */
const NEEDED =
  /^(?:\[Content_Types\]\.xml|_rels\/.+|xl\/(?:workbook|sharedStrings|styles)\.xml|xl\/_rels\/.+|xl\/worksheets\/[^/]+\.xml)$/u;
const ENTRIES_MAX = 500;
/** Maximum size of the unpacked parts: a compressed file can expand a thousandfold. */
const UNPACKED_BYTES_MAX = 20_000_000;

/** Maximum number of rows × columns of a sheet, up to its last row and its last column: a cell ZZ99999 makes a table of 70 million cells. */
const CELLS_MAX = 4_000_000;
const CELL_ADDRESS = /^([A-Z]{1,3})(\d{1,7})$/u;
const ROW_NUMBER = /^\d{1,7}$/u;

class SwollenError extends Error {}

/** Reads the first sheet of a workbook (XLSX), every cell as the typed text. At most `rowsMax` rows. */
export async function xlsxRows(
  { name, bytes }: UploadedSpreadsheet,
  { rowsMax }: { readonly rowsMax: number },
): Promise<FileRows> {
  try {
    const rows = await readSheet(repacked(bytes), { parseNumber: (text: string) => text });
    return { name, rows: rows.slice(0, rowsMax).map((row) => row.map(cellText)), fault: null };
  } catch (error) {
    const code = error instanceof SwollenError ? "file-swollen" : "file-not-spreadsheet";
    return { name, rows: [], fault: { row: 1, code } };
  }
}

/** The required parts, unpacked within their limit. No part becomes larger than the archive declares. */
function repacked(bytes: Uint8Array): ArrayBuffer {
  let entries = 0;
  let unpacked = 0;
  const parts = unzipSync(bytes, {
    filter: (part) => {
      entries += 1;
      const isNeeded = NEEDED.test(part.name);
      if (isNeeded) unpacked += part.originalSize;
      if (entries > ENTRIES_MAX || unpacked > UNPACKED_BYTES_MAX) throw new SwollenError(part.name);
      return isNeeded;
    },
  });
  // The workbook's relations may name any part as the sheet.
  for (const [name, part] of Object.entries(parts)) if (cellsOf(part) > CELLS_MAX) throw new SwollenError(name);
  return new Uint8Array(zipSync(parts, { level: 0 })).buffer;
}

/** Rows × columns that a part of a workbook claims (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73). Throws for malformed XML. */
function cellsOf(part: Uint8Array): number {
  let [rows, columns, row, column] = [0, 0, 0, 0];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const tag = name.slice(name.indexOf(":") + 1);
    const at = attributes["r"];
    if (tag === "row") {
      row = at === undefined ? row + 1 : rowNumber(at);
      column = 0;
    } else if (tag === "c") {
      const [, letters = "", digits = ""] = CELL_ADDRESS.exec(at ?? "") ?? [];
      if (at !== undefined && letters === "") throw new SwollenError(at);
      row = at === undefined ? row : rowNumber(digits);
      column = at === undefined ? column + 1 : columnNumber(letters);
    }
    rows = Math.max(rows, row);
    columns = Math.max(columns, column);
  });
  parser.write(new TextDecoder().decode(part)).close();
  return rows * columns;
}

function rowNumber(text: string): number {
  if (!ROW_NUMBER.test(text)) throw new SwollenError(text);
  return Number(text);
}

/** A is 1, Z is 26, AA is 27. */
function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

const DATE_LENGTH = 10;

function cellText(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, DATE_LENGTH);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
