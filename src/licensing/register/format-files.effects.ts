import type { Letter, TableSpreadsheet } from "../../kernel/index.ts";
import { type DocumentFormat, type FormatEdition, publishedFormats } from "../../regulation/index.ts";
import { type FormatFilling, formatLetter, formatSpreadsheet } from "./format-letter.ts";
import {
  type GeneratedFile,
  type GeneratedFiles,
  generatedFile,
  openGeneratedFiles,
  type Packer,
} from "./generated-files.effects.ts";

/** Generates files off the event loop. */
export interface FormatPress extends Packer {
  render(letter: Letter): Promise<Uint8Array>;
  word(letter: Letter): Promise<Uint8Array>;
  sheet(table: TableSpreadsheet): Promise<Uint8Array>;
}

/** The name of the archive with all files of an edition. */
export const ARCHIVE_NAME = "semua-formulir.zip";
/** All files of the forms, blank and as an example. */
export function openFormatFiles(
  press: FormatPress,
  editions: readonly FormatEdition[] = publishedFormats,
): GeneratedFiles<FormatEdition> {
  return openGeneratedFiles({
    editions,
    archiveName: ARCHIVE_NAME,
    packer: press,
    make: (edition) =>
      edition.formats.flatMap((format) =>
        (["blank", "example"] as const).flatMap((filling) => makeFormat(press, edition, { format, filling })),
      ),
  });
}

/** The return type of `openFormatFiles`. */
export type FormatFiles = ReturnType<typeof openFormatFiles>;

/** The names of one form's files: the editable one and the PDF. */
export function formatFileNames({ id, kind }: DocumentFormat, filling: FormatFilling): readonly string[] {
  const stem = filling === "blank" ? id : `${id}-contoh`;
  return [`${stem}.${kind === "letter" ? "docx" : "xlsx"}`, `${stem}.pdf`];
}

function makeFormat(
  press: FormatPress,
  edition: FormatEdition,
  { format, filling }: { readonly format: DocumentFormat; readonly filling: FormatFilling },
): readonly Promise<GeneratedFile>[] {
  const [toFill = "", toRead = ""] = formatFileNames(format, filling);
  const letter = formatLetter(edition, format, filling);
  const filled =
    format.kind === "letter" ? press.word(letter) : press.sheet(formatSpreadsheet(edition, format, filling));
  return [
    filled.then((bytes) => generatedFile(toFill, bytes)),
    press.render(letter).then((bytes) => generatedFile(toRead, bytes)),
  ];
}
