import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";
import type { Locale } from "../texts/index.ts";

/**
 * Lines as a CSV file (RFC 4180): UTF-8 with BOM, and the separator that spreadsheet programs expect in the language; texts
 * that would be read as formulas are escaped.
 */
export function csvFile(lines: Iterable<readonly string[]>, locale: Locale): Readable {
  const sheet = stringify({ bom: true, delimiter: locale === "id" ? ";" : ",", escape_formulas: true });
  return pipeline(Readable.from(lines), sheet, () => undefined);
}
