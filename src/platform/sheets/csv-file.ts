import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";
import type { Locale } from "../texts/index.ts";

/**
 * Lines as a CSV file (RFC 4180): UTF-8 with its mark, and the separator that spreadsheets of the language expect; a text
 * that would be read as a formula is made harmless.
 */
export function csvFile(lines: Iterable<readonly string[]>, locale: Locale): Readable {
  const sheet = stringify({ bom: true, delimiter: locale === "id" ? ";" : ",", escape_formulas: true });
  return pipeline(Readable.from(lines), sheet, () => undefined);
}
