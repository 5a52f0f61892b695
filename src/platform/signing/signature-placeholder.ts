import { present } from "../../kernel/index.ts";
import { pdfDate, pdfTextString } from "./pdf-text.ts";

/** Bytes reserved for the signature inside the file. */
export const SIGNATURE_BYTES_MAX = 6144;

/** PAdES signature format of the signature dictionary (ETSI EN 319 142-1 §5.3). */
const SUBFILTER = "ETSI.CAdES.detached";

/** Entries of the signature dictionary beside the signature itself. */
export interface SignatureWords {
  readonly signedAtMs: number;
  readonly signerName: string;
  readonly reason: string;
  readonly location: string;
}

/** A file with room for its signature: the signed bytes are `file` without `[gapStart, gapEnd)`. */
export interface PreparedFile {
  readonly file: Buffer;
  readonly gapStart: number;
  readonly gapEnd: number;
}

interface Base {
  readonly text: string;
  readonly xrefAt: number;
  readonly size: number;
  readonly root: number;
  readonly trailerRest: string;
  readonly offsets: ReadonlyMap<number, number>;
}

const NUMBER_WIDTH = 10;

/**
 * Appends an invisible signature field as an incremental update (ISO 32000-1 §7.5.6, §12.8.1).
 * Reads files in the form that `platform/pdf` writes: one classic cross-reference table, no form, no annotations.
 * Throws `TypeError` for any other file; callers pass no other.
 */
export function addSignaturePlaceholder(pdf: Uint8Array, words: SignatureWords): PreparedFile {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const base = readBase(bytes.toString("latin1"));
  const page = firstPage(base);
  const ids = { signature: base.size, field: base.size + 1, form: base.size + 2 };
  const start = bytes.length + (base.text.endsWith("\n") ? 0 : 1);
  const head = `${ids.signature} 0 obj\n<<\n/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /${SUBFILTER}\n`;
  const gapStart = start + head.length + byteRangeLine(0, 0, 0).length + "/Contents ".length;
  const gapEnd = gapStart + SIGNATURE_BYTES_MAX * 2 + 2;
  const objects = [
    { id: ids.signature, text: signatureObject(head, words) },
    { id: ids.field, text: fieldObject(ids, page) },
    { id: ids.form, text: object(ids.form, `<< /SigFlags 3 /Fields [${ids.field} 0 R] >>`) },
    { id: base.root, text: extended(base, base.root, `/AcroForm ${ids.form} 0 R`) },
    { id: page, text: extended(base, page, `/Annots [${ids.field} 0 R]`) },
  ];
  const update = updateText(base, objects, start);
  const rangeAt = head.length;
  const range = byteRangeLine(gapStart, gapEnd, start + update.length - gapEnd);
  const text = update.slice(0, rangeAt) + range + update.slice(rangeAt + range.length);
  const separator = Buffer.from(base.text.endsWith("\n") ? "" : "\n");
  return { file: Buffer.concat([bytes, separator, Buffer.from(text, "latin1")]), gapStart, gapEnd };
}

function byteRangeLine(gapStart: number, gapEnd: number, rest: number): string {
  const numbers = [gapStart, gapEnd, rest].map((value) => String(value).padStart(NUMBER_WIDTH, "0"));
  return `/ByteRange [0 ${numbers.join(" ")}]\n`;
}

function signatureObject(head: string, words: SignatureWords): string {
  const contents = `/Contents <${"0".repeat(SIGNATURE_BYTES_MAX * 2)}>\n`;
  const said = [
    `/M (${pdfDate(words.signedAtMs)})`,
    `/Name ${pdfTextString(words.signerName)}`,
    `/Reason ${pdfTextString(words.reason)}`,
    `/Location ${pdfTextString(words.location)}`,
  ];
  return `${head}${byteRangeLine(0, 0, 0)}${contents}${said.join("\n")}\n>>\nendobj\n`;
}

function fieldObject(ids: { readonly signature: number; readonly field: number }, page: number): string {
  const dictionary = `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /TU (Tanda tangan elektronik) /Rect [0 0 0 0] /F 132 /V ${ids.signature} 0 R /P ${page} 0 R >>`;
  return object(ids.field, dictionary);
}

function object(id: number, body: string): string {
  return `${id} 0 obj\n${body}\nendobj\n`;
}

function extended(base: Base, id: number, entry: string): string {
  const body = objectBody(base, id);
  if (/\/(?:AcroForm|Annots)\b/u.test(body)) throw new TypeError("the file already has a form or annotations");
  const end = body.lastIndexOf(">>");
  return object(id, `${body.slice(0, end)}${entry}\n>>`);
}

function updateText(
  base: Base,
  objects: readonly { readonly id: number; readonly text: string }[],
  start: number,
): string {
  let offset = start;
  const placed = objects.map((one) => {
    const at = offset;
    offset += one.text.length;
    return { id: one.id, at };
  });
  const sections = placed
    .toSorted((left, right) => left.id - right.id)
    .map(({ id, at }) => `${id} 1\n${String(at).padStart(NUMBER_WIDTH, "0")} 00000 n \n`);
  const trailer = `trailer\n<<\n/Size ${base.size + 3}\n${base.trailerRest}\n/Prev ${base.xrefAt}\n>>\nstartxref\n${offset}\n%%EOF\n`;
  return `${objects.map((one) => one.text).join("")}xref\n${sections.join("")}${trailer}`;
}

function readBase(text: string): Base {
  const end = /startxref\s+(\d{1,10})\s+%%EOF\s*$/u.exec(text.slice(-64));
  const xrefAt = Number(requireMatch(end, "startxref")[1]);
  const tail = text.slice(xrefAt);
  const table = requireMatch(
    /^xref\n0 (\d{1,7})\n((?:\d{10} \d{5} [fn] \n)+)trailer\n<<([\s\S]*?)>>\nstartxref/u.exec(tail),
    "table",
  );
  const [, size = "", rows = "", trailer = ""] = table;
  const root = requireMatch(/\/Root (\d{1,7}) 0 R/u.exec(trailer), "root");
  const offsets = new Map(
    rows
      .split("\n")
      .flatMap((row, index): [number, number][] => (row.includes("n") ? [[index, Number(row.slice(0, 10))]] : [])),
  );
  const trailerRest = trailer.replace(/\/Size \d+\n/u, "").trim();
  return { text, xrefAt, size: Number(size), root: Number(root[1]), trailerRest, offsets };
}

function firstPage(base: Base): number {
  const pages = requireMatch(/\/Pages (\d{1,7}) 0 R/u.exec(objectBody(base, base.root)), "pages");
  const first = requireMatch(/\/Kids \[(\d{1,7}) 0 R/u.exec(objectBody(base, Number(pages[1]))), "first page");
  return Number(first[1]);
}

function objectBody(base: Base, id: number): string {
  const at = present(base.offsets.get(id), `object ${id}`);
  const from = base.text.indexOf("obj\n", at) + 4;
  const body = base.text.slice(from, base.text.indexOf("\nendobj", from));
  if (!base.text.startsWith(`${id} 0 obj\n`, at) || !body.startsWith("<<"))
    throw new TypeError(`object ${id} is not a dictionary`);
  return body;
}

function requireMatch(match: RegExpExecArray | null, what: string): RegExpExecArray {
  if (match === null) throw new TypeError(`the file was not written by platform/pdf: no ${what}`);
  return match;
}
