import type { Letter, LetterBlock, TableSpreadsheet } from "../../kernel/index.ts";
import { type DocumentFormat, type FormatBlock, type FormatEdition, officeDayStartMs } from "../../regulation/index.ts";

/** Blank, or filled in with fictitious data. */
export type FormatFilling = "blank" | "example";

/** Number of empty rows in a blank form. */
const EMPTY_ROWS = 10;

/** The text on every page of an example. */
const EXAMPLE_MARK = {
  mark: "CONTOH",
  headerLine: "Perusahaan, nama, dan nomor di sini rekaan. Ganti semuanya sebelum dipakai.",
};

/** A form as a letter: blank fields are bracketed hints. */
export function formatLetter(edition: FormatEdition, format: DocumentFormat, filling: FormatFilling): Letter {
  const fill = filler(format, filling);
  return {
    language: "id-ID",
    title: format.title,
    subject: format.about,
    author: "Sambung",
    createdAtMs: officeDayStartMs(edition.publishedOn),
    properties: { FormatId: format.id, FormatVersion: edition.version, RulesVersion: edition.rulesVersion },
    demonstration: filling === "example" ? EXAMPLE_MARK : null,
    letterhead: { institution: "Formulir", unit: format.title, lines: [editionLine(edition)] },
    blocks: [
      { kind: "title", text: format.title.toUpperCase(), number: fill(format.number), about: format.about },
      ...format.blocks.flatMap((block) => letterBlocks(block, fill)),
      ...tableBlocks(format, filling),
    ],
    footer: { reference: `${editionLine(edition)}. ${format.title}`, pageLabel: "Halaman {page} dari {pages}" },
  };
}

/** A form as a spreadsheet: the reporting company, then one row per code. */
export function formatSpreadsheet(
  edition: FormatEdition,
  format: DocumentFormat,
  filling: FormatFilling,
): TableSpreadsheet {
  const fill = filler(format, filling);
  const facts = format.blocks.flatMap((block) => (block.kind === "rows" ? block.items : []));
  const empty = Array.from({ length: EMPTY_ROWS }, () => format.columns.map(() => ""));
  return {
    name: format.title.slice(0, 31),
    heading: [
      [format.title],
      [fill(format.number)],
      ...facts.map(([label, value]) => [label, fill(value)]),
      ...(filling === "example" ? [[`${EXAMPLE_MARK.mark}. ${EXAMPLE_MARK.headerLine}`]] : []),
    ],
    columns: format.columns,
    rows: filling === "example" ? format.examples : empty,
    footer: `${format.title}. ${editionLine(edition)}`,
    createdAtMs: officeDayStartMs(edition.publishedOn),
  };
}

/** Version, date and rules of an edition, printed in every file. */
function editionLine({ version, publishedOn, rulesVersion }: FormatEdition): string {
  return `Format versi ${version}, ${publishedOn}; aturan versi ${rulesVersion}`;
}

function filler({ fields }: DocumentFormat, filling: FormatFilling): (text: string) => string {
  const values = new Map(fields.map(({ id, hint, example }) => [id, filling === "example" ? example : `[${hint}]`]));
  return (text) => text.replaceAll(/\{([a-zA-Z]+)\}/gu, (whole, id: string) => values.get(id) ?? whole);
}

function letterBlocks(block: FormatBlock, fill: (text: string) => string): readonly LetterBlock[] {
  if (block.kind === "paragraph") return [{ kind: "paragraph", text: fill(block.text) }];
  if (block.kind === "rows") {
    const rows = block.items.map(([label, text]) => ({ label, text: fill(text) }));
    return [{ kind: "particulars", caption: block.caption, rows }];
  }
  if (block.kind === "points") {
    const items = block.items.map((text, index) => ({ label: `${index + 1}.`, text: fill(text) }));
    return [{ kind: "basis", name: block.name, items }];
  }
  return [fill(block.place), fill(block.capacity), "(tanda tangan dan meterai bila diminta)", fill(block.name)].map(
    (text) => ({ kind: "paragraph", text }),
  );
}

function tableBlocks({ columns, examples, kind }: DocumentFormat, filling: FormatFilling): readonly LetterBlock[] {
  if (kind !== "table") return [];
  const rows = filling === "example" ? examples : [columns.map((column) => `[${column}]`)];
  return rows.map((row, index) => ({
    kind: "particulars",
    caption: `Kode ${index + 1}`,
    rows: columns.map((label, column) => ({ label, text: row[column] ?? "" })),
  }));
}
