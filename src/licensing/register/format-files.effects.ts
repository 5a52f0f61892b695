import { createHash } from "node:crypto";
import type { Letter, TableSheet } from "../../kernel/index.ts";
import { type DocumentFormat, type FormatEdition, publishedFormats } from "../../regulation/index.ts";
import { type FormatFilling, formatLetter, formatSheet } from "./format-letter.ts";

/** Who makes files off the event loop. */
export interface FormatPress {
  render(letter: Letter): Promise<Uint8Array>;
  word(letter: Letter): Promise<Uint8Array>;
  sheet(table: TableSheet): Promise<Uint8Array>;
  pack(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Promise<Uint8Array>;
}

/** One file to be downloaded. */
export interface FormatFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** The name of the archive with everything of an edition. */
export const ARCHIVE_NAME = "semua-formulir.zip";
/** The name of the list of fingerprints, as `sha256sum --check` reads it. */
export const SUMS_NAME = "SHA256SUMS.txt";

/** Makes every file of an edition once, when first asked for, and keeps them; a failure is tried again. */
export function openFormatFiles(press: FormatPress, editions: readonly FormatEdition[] = publishedFormats) {
  const made = new Map<string, Promise<ReadonlyMap<string, FormatFile>>>();
  const filesOf = (edition: FormatEdition): Promise<ReadonlyMap<string, FormatFile>> => {
    const known = made.get(edition.version);
    if (known !== undefined) return known;
    const making = makeEdition(press, edition);
    made.set(edition.version, making);
    making.catch(() => made.delete(edition.version));
    return making;
  };
  return {
    editions,
    filesOf,
    find: async (version: string, name: string): Promise<FormatFile | undefined> => {
      const edition = editions.find((one) => one.version === version);
      return edition === undefined ? undefined : (await filesOf(edition)).get(name);
    },
  };
}

/** What `openFormatFiles` gives. */
export type FormatFiles = ReturnType<typeof openFormatFiles>;

/** The names of one form's files: what is filled in, and what is read. */
export function formatFileNames({ id, kind }: DocumentFormat, filling: FormatFilling): readonly string[] {
  const stem = filling === "blank" ? id : `${id}-contoh`;
  return [`${stem}.${kind === "letter" ? "docx" : "xlsx"}`, `${stem}.pdf`];
}

async function makeEdition(press: FormatPress, edition: FormatEdition): Promise<ReadonlyMap<string, FormatFile>> {
  const making = edition.formats.flatMap((format) =>
    (["blank", "example"] as const).flatMap((filling) => makeFormat(press, edition, { format, filling })),
  );
  const files = await Promise.all(making);
  const sums = fileOf(SUMS_NAME, Buffer.from(files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join("")));
  const archive = fileOf(ARCHIVE_NAME, await press.pack([...files, sums].map(({ name, bytes }) => ({ name, bytes }))));
  return new Map([...files, sums, archive].map((file) => [file.name, file]));
}

function makeFormat(
  press: FormatPress,
  edition: FormatEdition,
  { format, filling }: { readonly format: DocumentFormat; readonly filling: FormatFilling },
): readonly Promise<FormatFile>[] {
  const [toFill = "", toRead = ""] = formatFileNames(format, filling);
  const letter = formatLetter(edition, format, filling);
  const filled = format.kind === "letter" ? press.word(letter) : press.sheet(formatSheet(edition, format, filling));
  return [filled.then((bytes) => fileOf(toFill, bytes)), press.render(letter).then((bytes) => fileOf(toRead, bytes))];
}

function fileOf(name: string, bytes: Uint8Array): FormatFile {
  return { name, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
