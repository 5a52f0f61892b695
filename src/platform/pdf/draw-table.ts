import type { LetterTable } from "../../kernel/index.ts";
import { flow } from "./flow.ts";
import { ensureRoom } from "./page-furniture.ts";
import {
  drawArtifact,
  drawLine,
  INK,
  lineHeight,
  linesOf,
  PAGE,
  type PdfCanvas,
  type TextStyle,
} from "./pdf-canvas.ts";

const WIDTH = PAGE.right - PAGE.left;
const CELL: TextStyle = { size: 8.5, weight: "regular", color: INK.text, leading: 1.35 };
const HEAD: TextStyle = { ...CELL, weight: "bold" };
const CAPTION: TextStyle = { size: 9, weight: "regular", color: INK.quiet };
const PADDING = 4;
/** Maximum number of lines of a cell; a longer text is truncated, so that a row always fits on a page. */
const LINES_MAX = 24;
const ROWS_MAX = 2_000;
/** Missing in the types of pdfkit. */
const COLUMN_HEADING: PDFKit.Mixins.StructureElementOptions = { ...({ scope: "Column" } as object) };

/** Draws a table and repeats its headings on every page. Throws `RangeError` past `ROWS_MAX` rows. */
export function drawTable(sheet: PdfCanvas, table: LetterTable): void {
  if (table.rows.length > ROWS_MAX) throw new RangeError(`a table holds at most ${ROWS_MAX} rows`);
  const { doc } = sheet;
  ensureRoom(sheet, 70);
  const element = doc.struct("Table");
  element.add(doc.struct("Caption", {}, flow(sheet, table.caption, { x: PAGE.left, width: WIDTH }, CAPTION)));
  sheet.y += 3;
  const columns = columnsOf(table.widths);
  element.add(drawRow(sheet, table.columns, { columns, style: HEAD, tag: "TH" }));
  let page = sheet.pages;
  for (const row of table.rows) {
    ensureRoom(sheet, rowHeight(row, { columns, style: CELL }));
    if (sheet.pages !== page) drawArtifact(doc, "Pagination", () => drawCells(sheet, table.columns, columns));
    page = sheet.pages;
    element.add(drawRow(sheet, row, { columns, style: CELL, tag: "TD" }));
  }
  drawRule(sheet);
  sheet.root.add(element);
  sheet.y += 12;
}

interface Column {
  readonly x: number;
  readonly width: number;
}

function columnsOf(widths: readonly number[]): readonly Column[] {
  const sum = widths.reduce((total, width) => total + width, 0);
  let x: number = PAGE.left;
  return widths.map((share) => {
    const column = { x: x + PADDING, width: (share / sum) * WIDTH - 2 * PADDING };
    x += (share / sum) * WIDTH;
    return column;
  });
}

function cellLines(text: string, width: number, style: TextStyle): readonly string[] {
  return linesOf(text, width, style).slice(0, LINES_MAX);
}

function rowHeight(
  row: readonly string[],
  { columns, style }: { readonly columns: readonly Column[]; readonly style: TextStyle },
): number {
  const lines = columns.map(({ width }, index) => cellLines(row[index] ?? "", width, style).length);
  return Math.max(1, ...lines) * lineHeight(style) + 2 * PADDING;
}

function drawRow(
  sheet: PdfCanvas,
  row: readonly string[],
  look: { readonly columns: readonly Column[]; readonly style: TextStyle; readonly tag: "TH" | "TD" },
): PDFKit.PDFStructureElement {
  const { doc } = sheet;
  const height = rowHeight(row, look);
  ensureRoom(sheet, height);
  drawRule(sheet);
  const top = sheet.y + PADDING;
  const cells = look.columns.map(({ x, width }, index) => {
    const drawn = cellLines(row[index] ?? "", width, look.style).map((line, at) => {
      const content = doc.markStructureContent("Span");
      drawLine(doc, `${line} `, { x, y: top + at * lineHeight(look.style) }, look.style);
      doc.endMarkedContent();
      return content;
    });
    return doc.struct(look.tag, look.tag === "TH" ? COLUMN_HEADING : {}, drawn);
  });
  sheet.y += height;
  return doc.struct("TR", {}, cells);
}

/** The repeated headings are artifacts: a screen reader reads them once only. */
function drawCells(sheet: PdfCanvas, row: readonly string[], columns: readonly Column[]): void {
  const top = sheet.y + PADDING;
  for (const [index, { x, width }] of columns.entries()) {
    for (const [at, line] of cellLines(row[index] ?? "", width, HEAD).entries()) {
      drawLine(sheet.doc, line, { x, y: top + at * lineHeight(HEAD) }, HEAD);
    }
  }
  sheet.y += rowHeight(row, { columns, style: HEAD });
}

function drawRule({ doc, y }: PdfCanvas): void {
  drawArtifact(doc, "Layout", () => {
    doc.moveTo(PAGE.left, y).lineTo(PAGE.right, y).lineWidth(0.6).stroke(INK.line);
  });
}
