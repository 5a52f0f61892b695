const UNPRINTABLE_OR_WIDE = /[^\x20-\x7e]/u;

/** Writes a PDF text string: a literal for ASCII, UTF-16BE in hex for anything else (ISO 32000-1 §7.9.2.2). */
export function pdfTextString(text: string): string {
  if (!UNPRINTABLE_OR_WIDE.test(text)) return `(${text.replaceAll(/[\\()]/gu, (mark) => `\\${mark}`)})`;
  const wide = Buffer.from(`\uFEFF${text}`, "utf16le").swap16();
  return `<${wide.toString("hex")}>`;
}

/** Writes an instant as a PDF date in UTC, to the second (ISO 32000-1 §7.9.4). */
export function pdfDate(ms: number): string {
  return `D:${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-T:]/gu, "")}Z`;
}

/** Reads a PDF date in UTC; null for anything else. */
export function parsePdfDate(text: string): number | null {
  const parts = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z/u.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(ms) ? null : ms;
}
