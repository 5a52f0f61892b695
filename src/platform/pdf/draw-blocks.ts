import {
  type LetterBlock,
  type LetterDictum,
  type LetterEntry,
  type Letterhead,
  unreachable,
} from "../../kernel/index.ts";
import { closingHeight, drawClosing } from "./draw-closing.ts";
import { drawDrawing } from "./draw-drawing.ts";
import { drawFields } from "./draw-fields.ts";
import { drawSigning } from "./draw-signing.ts";
import { drawTable } from "./draw-table.ts";
import { flow } from "./flow.ts";
import { ensureRoom, openPage } from "./page-furniture.ts";
import {
  type Drawn,
  drawArtifact,
  INK,
  lineHeight,
  linesOf,
  PAGE,
  type PdfCanvas,
  type TextStyle,
} from "./pdf-canvas.ts";

const BODY: TextStyle = { size: 10.5, weight: "regular", color: INK.text };
const STRONG: TextStyle = { ...BODY, weight: "bold" };
const TITLE: TextStyle = { size: 13, weight: "bold", color: INK.text, align: "center", leading: 1.4 };
const NUMBER: TextStyle = { ...BODY, size: 11, align: "center" };
const ABOUT: TextStyle = { ...STRONG, size: 11, align: "center", leading: 1.45 };
const WIDTH = PAGE.right - PAGE.left;
const NAME_COLUMN = 98;
const MARKER_COLUMN = 22;
const LABEL_COLUMN = 140;

/** Draws one block and adds it to the structure tree; `next` lets the last dictum stay on the page of the signature. */
export function drawBlock(sheet: PdfCanvas, block: LetterBlock, next: LetterBlock | undefined): void {
  switch (block.kind) {
    case "title":
      return drawTitle(sheet, block);
    case "heading":
      return drawHeading(sheet, block.text);
    case "paragraph":
      return drawParagraph(sheet, block.text);
    case "page-break":
      return openPage(sheet);
    case "basis":
      return drawBasis(sheet, block.name, block.items);
    case "dictums":
      return drawDictums(sheet, block.items, next?.kind === "closing" ? closingHeight(next) : 0);
    case "particulars":
      return drawParticulars(sheet, block.caption, block.rows);
    case "table":
      return drawTable(sheet, block);
    case "drawing":
      return drawDrawing(sheet, block);
    case "fields":
      return drawFields(sheet, block.caption, block.fields);
    case "signing":
      return drawSigning(sheet, block);
    case "closing":
      return drawClosing(sheet, block);
    default:
      return unreachable(block);
  }
}

/** The letterhead: a mark of two joined points, the institution, the unit and its address. */
export function drawLetterhead(sheet: PdfCanvas, head: Letterhead): void {
  const { doc } = sheet;
  const hasSign = head.hasSign !== false;
  if (hasSign) drawArtifact(doc, "Layout", () => drawJoinedPoints(doc, PAGE.left, sheet.y + 4));
  const x = PAGE.left + (hasSign ? 58 : 0);
  const width = PAGE.right - x;
  const drawn = [
    ...flow(sheet, head.institution, { x, width }, { ...STRONG, size: 13, color: INK.accent, leading: 1.35 }),
    ...(head.unit === "" ? [] : flow(sheet, head.unit, { x, width }, { ...BODY, size: 10.5, leading: 1.4 })),
    ...head.lines.flatMap((line) =>
      flow(sheet, line, { x, width }, { ...BODY, size: 8.5, color: INK.quiet, leading: 1.4 }),
    ),
  ];
  sheet.root.add(doc.struct("P", {}, drawn));
  sheet.y = Math.max(sheet.y, PAGE.top + 46) + 8;
  drawArtifact(doc, "Layout", () => {
    doc.moveTo(PAGE.left, sheet.y).lineTo(PAGE.right, sheet.y).lineWidth(1.2).stroke(INK.accent);
  });
  sheet.y += 24;
}

function drawJoinedPoints(doc: PDFKit.PDFDocument, x: number, y: number): void {
  doc
    .lineWidth(5)
    .lineCap("round")
    .moveTo(x + 9, y + 31)
    .lineTo(x + 35, y + 9)
    .stroke(INK.accent);
  doc.circle(x + 9, y + 31, 9).fill(INK.accent);
  doc
    .circle(x + 35, y + 9, 7)
    .lineWidth(4)
    .fillAndStroke("#ffffff", INK.accent);
  doc.lineCap("butt");
}

function drawTitle(
  sheet: PdfCanvas,
  block: { readonly text: string; readonly number: string; readonly about: string },
): void {
  const { doc } = sheet;
  const frame = { x: PAGE.left, width: WIDTH };
  sheet.root.add(doc.struct("H1", {}, flow(sheet, block.text, frame, TITLE)));
  sheet.root.add(doc.struct("P", {}, flow(sheet, block.number, frame, NUMBER)));
  sheet.y += 6;
  sheet.root.add(doc.struct("P", {}, flow(sheet, block.about, { x: PAGE.left + 24, width: WIDTH - 48 }, ABOUT)));
  sheet.y += 14;
}

function drawHeading(sheet: PdfCanvas, text: string): void {
  ensureRoom(sheet, 70);
  sheet.y += 6;
  const drawn = flow(sheet, text, { x: PAGE.left, width: WIDTH }, { ...STRONG, size: 11.5, align: "center" });
  sheet.root.add(sheet.doc.struct("H2", {}, drawn));
  sheet.y += 6;
}

function drawParagraph(sheet: PdfCanvas, text: string): void {
  sheet.root.add(sheet.doc.struct("P", {}, flow(sheet, text, { x: PAGE.left, width: WIDTH }, BODY)));
  sheet.y += 6;
}

function drawBasis(sheet: PdfCanvas, name: string, items: readonly LetterEntry[]): void {
  ensureRoom(sheet, 3 * lineHeight(BODY));
  const list = sheet.doc.struct("L");
  const caption = placed(sheet, name, { x: PAGE.left, width: NAME_COLUMN }, STRONG);
  list.add(sheet.doc.struct("Caption", {}, caption));
  for (const item of items)
    drawMarked(sheet, list, item, { x: PAGE.left + NAME_COLUMN, column: MARKER_COLUMN, style: BODY });
  sheet.root.add(list);
  sheet.y += 8;
}

function drawDictums(sheet: PdfCanvas, items: readonly LetterDictum[], heightAfter: number): void {
  for (const [index, item] of items.entries()) {
    if (heightAfter > 0 && index === items.length - 1) ensureRoom(sheet, 3 * lineHeight(BODY) + heightAfter);
    const list = sheet.doc.struct("L");
    drawMarked(sheet, list, item, { x: PAGE.left, column: NAME_COLUMN, style: STRONG });
    for (const point of item.points) {
      drawMarked(sheet, list, point, { x: PAGE.left + NAME_COLUMN, column: MARKER_COLUMN, style: BODY });
    }
    sheet.root.add(list);
    sheet.y += 5;
  }
}

function drawMarked(
  sheet: PdfCanvas,
  list: PDFKit.PDFStructureElement,
  item: LetterEntry,
  place: { readonly x: number; readonly column: number; readonly style: TextStyle },
): void {
  const { doc } = sheet;
  const x = place.x + place.column;
  const width = PAGE.right - x;
  ensureRoom(sheet, Math.min(linesOf(item.text, width, BODY).length, 3) * lineHeight(BODY));
  const label = doc.struct("Lbl", {}, placed(sheet, item.label, { x: place.x, width: place.column - 4 }, place.style));
  const body = doc.struct("LBody", {}, flow(sheet, item.text, { x, width }, BODY));
  list.add(doc.struct("LI", {}, [label, body]));
  sheet.y += 3;
}

function drawParticulars(sheet: PdfCanvas, caption: string, rows: readonly LetterEntry[]): void {
  const { doc } = sheet;
  ensureRoom(sheet, 4 * lineHeight(BODY));
  const table = doc.struct("Table");
  table.add(
    doc.struct(
      "Caption",
      {},
      flow(sheet, caption, { x: PAGE.left, width: WIDTH }, { ...BODY, size: 9, color: INK.quiet }),
    ),
  );
  sheet.y += 3;
  for (const row of rows) table.add(drawRow(sheet, row));
  drawRule(sheet);
  sheet.root.add(table);
  sheet.y += 12;
}

function drawRow(sheet: PdfCanvas, row: LetterEntry): PDFKit.PDFStructureElement {
  const { doc } = sheet;
  const x = PAGE.left + LABEL_COLUMN;
  const width = PAGE.right - x - 6;
  const labelHeight = linesOf(row.label, LABEL_COLUMN - 12, BODY).length * lineHeight(BODY);
  const textHeight = linesOf(row.text, width, STRONG).length * lineHeight(BODY);
  ensureRoom(sheet, Math.max(labelHeight, textHeight) + 8);
  drawRule(sheet);
  sheet.y += 4;
  const top = sheet.y;
  const header = doc.struct(
    "TH",
    {},
    placed(sheet, row.label, { x: PAGE.left + 6, width: LABEL_COLUMN - 12 }, { ...BODY, color: INK.quiet }),
  );
  const value = doc.struct("TD", {}, flow(sheet, row.text, { x, width }, STRONG));
  // A text may continue on the next page; a label is short and does not.
  if (sheet.y > top) sheet.y = Math.max(sheet.y, top + labelHeight);
  sheet.y += 4;
  return doc.struct("TR", {}, [header, value]);
}

function drawRule({ doc, y }: PdfCanvas): void {
  drawArtifact(doc, "Layout", () => {
    doc.moveTo(PAGE.left, y).lineTo(PAGE.right, y).lineWidth(0.6).stroke(INK.line);
  });
}

/** Draws text beside the following content: the cursor returns to its position. */
function placed(
  sheet: PdfCanvas,
  text: string,
  frame: { readonly x: number; readonly width: number },
  style: TextStyle,
): Drawn[] {
  const { y } = sheet;
  const drawn = flow(sheet, text, frame, style);
  sheet.y = y;
  return drawn;
}
