import {
  AlignmentType,
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import {
  type Letter,
  type LetterBlock,
  type LetterEntry,
  type LetterField,
  type LetterSigning,
  type LetterTable,
  unreachable,
} from "../../kernel/index.ts";
import { withOneTime } from "./archive.ts";

const FONT = "Noto Sans";
const LABEL_PERCENT = 30;
const MARGIN_TWIPS = 1_134;

/** Writes a letter as DOCX to fill in and sign on paper; equal letters yield equal bytes. Throws for a closing with a QR code. */
export async function writeWord(letter: Letter): Promise<Uint8Array> {
  const document = new Document({
    title: letter.title,
    subject: letter.subject,
    creator: letter.author,
    lastModifiedBy: letter.author,
    styles: { default: { document: { run: { font: FONT, size: 21, language: { value: letter.language } } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: MARGIN_TWIPS, bottom: MARGIN_TWIPS, left: MARGIN_TWIPS, right: MARGIN_TWIPS },
          },
        },
        ...(letter.demonstration === null ? {} : { headers: { default: headerOf(letter.demonstration) } }),
        footers: { default: footerOf(letter) },
        children: letter.blocks.flatMap(blockOf),
      },
    ],
  });
  return withOneTime(new Uint8Array(await Packer.toBuffer(document)), letter.createdAtMs);
}

function headerOf({ mark, headerLine }: NonNullable<Letter["demonstration"]>): Header {
  const run = new TextRun({ text: `${mark}. ${headerLine}`, bold: true, size: 18, color: "A8261D" });
  return new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [run] })] });
}

function footerOf({ footer }: Letter): Footer {
  const [before = "", between = "", after = ""] = footer.pageLabel.split(/\{pages?\}/u);
  const label = [before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after].filter((part) => part !== "");
  return new Footer({
    children: [
      new Paragraph({ children: [new TextRun({ text: footer.reference, size: 16 })] }),
      new Paragraph({ children: [new TextRun({ children: label, size: 16 })] }),
    ],
  });
}

function blockOf(block: LetterBlock): readonly (Paragraph | Table)[] {
  switch (block.kind) {
    case "title":
      return [
        new Paragraph({ text: block.text, heading: HeadingLevel.HEADING_1, alignment: AlignmentType.CENTER }),
        new Paragraph({ text: block.number, alignment: AlignmentType.CENTER }),
        spaced(block.about, { alignment: AlignmentType.CENTER }),
      ];
    case "heading":
      return [new Paragraph({ text: block.text, heading: HeadingLevel.HEADING_2 })];
    case "paragraph":
      return [spaced(block.text)];
    case "basis":
      return [spaced(`${block.name}:`), ...block.items.map(({ label, text }) => spaced(`${label} ${text}`))];
    case "particulars":
      return [spaced(block.caption), rowsOf(block.rows), spaced("")];
    case "table":
      return [spaced(block.caption), tableOf(block), spaced("")];
    case "fields":
      return [spaced(block.caption), rowsOf(block.fields.map(entryOf)), spaced("")];
    case "drawing":
      return [spaced(block.caption), spaced(block.alternative)];
    case "signing":
      return signingOf(block);
    case "dictums":
    case "closing":
    case "page-break":
      throw new RangeError(`a form holds no ${block.kind}`);
    default:
      return unreachable(block);
  }
}

function entryOf({ label, value }: LetterField): LetterEntry {
  return { label, text: value };
}

function signingOf(block: LetterSigning): readonly Paragraph[] {
  return [
    block.placeAndDate.value,
    block.capacity,
    ...(block.stampNote === null ? [] : [`(${block.stampNote})`]),
    `(${block.signatureNote})`,
    block.signerName.value,
    block.signerPosition.value,
  ].map((text) => spaced(text));
}

function tableOf({ columns, widths, rows }: LetterTable): Table {
  const sum = widths.reduce((total, width) => total + width, 0);
  const percents = widths.map((width) => Math.round((width / sum) * 100));
  const line = (cells: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      children: columns.map((_, index) => cellOf(cells[index] ?? "", percents[index] ?? 0)),
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [line(columns, true), ...rows.map((row) => line(row, false))],
  });
}

function cellOf(text: string, percent: number): TableCell {
  return new TableCell({
    width: { size: percent, type: WidthType.PERCENTAGE },
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    children: [new Paragraph({ text })],
  });
}

function spaced(text: string, more: { readonly alignment?: (typeof AlignmentType)["CENTER"] } = {}): Paragraph {
  return new Paragraph({ text, spacing: { after: 160 }, ...more });
}

function rowsOf(rows: readonly LetterEntry[]): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map(
      ({ label, text }) =>
        new TableRow({ children: [cellOf(label, LABEL_PERCENT), cellOf(text, 100 - LABEL_PERCENT)] }),
    ),
  });
}
