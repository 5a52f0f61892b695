import { unzipSync, zipSync } from "fflate";
import { readSheet } from "read-excel-file/node";
import type { FileRows, UploadedSheet } from "./file-rows.ts";

/** What of a workbook says which cells hold what; pictures and macros are left packed. */
const NEEDED =
  /^(?:\[Content_Types\]\.xml|_rels\/.+|xl\/(?:workbook|sharedStrings|styles)\.xml|xl\/_rels\/.+|xl\/worksheets\/[^/]+\.xml)$/u;
const ENTRIES_MAX = 500;
/** Most bytes of those parts once they are unpacked: a packed file can be a thousand times as large as it looks. */
const UNPACKED_BYTES_MAX = 20_000_000;

/** A cell in row 100,000 or column AAA makes a table of everything before it. */
const FAR_CELL = /\br="(?:[A-Z]{3,}\d*|[A-Z]*\d{6,})"/u;
const LATIN = new TextDecoder("latin1");

class SwollenError extends Error {}

/** Reads the first sheet of a workbook (XLSX), every cell as the text that was typed. At most `rowsMax` rows. */
export async function xlsxRows(
  { name, bytes }: UploadedSheet,
  { rowsMax }: { readonly rowsMax: number },
): Promise<FileRows> {
  try {
    const rows = await readSheet(Buffer.from(repacked(bytes)), { parseNumber: (text: string) => text });
    return { name, rows: rows.slice(0, rowsMax).map((row) => row.map(cellText)), fault: null };
  } catch (error) {
    const code = error instanceof SwollenError ? "file-swollen" : "file-not-spreadsheet";
    return { name, rows: [], fault: { row: 1, code } };
  }
}

/** The parts that are needed, unpacked within their limit. No part becomes larger than the archive says it is. */
function repacked(bytes: Uint8Array): Uint8Array {
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
  const sheets = Object.entries(parts).filter(([name]) => name.startsWith("xl/worksheets/"));
  const far = sheets.find(([, part]) => FAR_CELL.test(LATIN.decode(part)));
  if (far !== undefined) throw new SwollenError(far[0]);
  return zipSync(parts, { level: 0 });
}

const DATE_LENGTH = 10;

function cellText(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, DATE_LENGTH);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
