import { type LetterDemonstration, type LetterMark, MARK_PLACES } from "../../kernel/index.ts";
import { drawDataMatrix } from "./data-matrix.ts";
import {
  drawArtifact,
  drawLine,
  INK,
  lineHeight,
  linesOf,
  PAGE,
  type PdfCanvas,
  type TextStyle,
  textWidth,
} from "./pdf-canvas.ts";

/** Maximum number of pages of a letter: the annex of an SKLO has a row for each of up to a thousand devices. */
const PAGES_MAX = 200;

/** Angle of the diagonal mark in degrees; follows the diagonal of the page. */
const MARK_DEGREES = -54.7;
const MARK_WIDTH = 820;
const MARK_OPACITY = 0.13;
const SMALL: TextStyle = { size: 8, weight: "regular", color: INK.quiet };
const WARNING: TextStyle = { size: 8.5, weight: "bold", color: INK.mark };

/** Starts a new page when less than `height` points remain on this one. Throws `RangeError` past `PAGES_MAX`. */
export function ensureRoom(sheet: PdfCanvas, height: number): void {
  if (sheet.y + height > PAGE.bottom) openPage(sheet);
}

/** Opens the next page: the demonstration mark lies below all text, the warning is at the top. */
export function openPage(sheet: PdfCanvas): void {
  if (sheet.pages >= PAGES_MAX) throw new RangeError(`a letter takes at most ${PAGES_MAX} pages`);
  sheet.doc.addPage({ size: "A4", margin: 0 });
  sheet.pages += 1;
  sheet.y = PAGE.top;
  const { demonstration } = sheet.letter;
  if (demonstration === null) return;
  drawArtifact(sheet.doc, "Page", () => drawMark(sheet, demonstration));
  drawWarning(sheet, demonstration);
}

/** Adds page numbers and the reference to every page, once all pages exist. */
export function drawFooters(sheet: PdfCanvas): void {
  const { doc, letter } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(start + index);
    const label = letter.footer.pageLabel.replace("{page}", String(index + 1)).replace("{pages}", String(count));
    drawArtifact(doc, "Pagination", () => {
      doc.moveTo(PAGE.left, 786).lineTo(PAGE.right, 786).lineWidth(0.6).stroke(INK.line);
      drawLine(doc, fitted(letter.footer.reference), { x: PAGE.left, y: 793 }, SMALL);
      drawLine(doc, label, { x: PAGE.right - textWidth(label, SMALL), y: 793 }, SMALL);
    });
    if (letter.mark !== undefined) drawMarks(sheet, letter.mark, { page: index + 1, pages: count });
  }
}

/** The same mark twice, far apart: one smudged corner makes no page unreadable, and both together reveal the rotation of a scan. */
function drawMarks(sheet: PdfCanvas, mark: LetterMark, at: { readonly page: number; readonly pages: number }): void {
  const { doc } = sheet;
  const place = sheet.places.get(at.page) ?? "-";
  const text = inPage(mark.text, at).replace("{place}", place);
  drawArtifact(doc, "Pagination", () => {
    drawDataMatrix(doc, text, MARK_PLACES.upper, MARK_PLACES.side);
    drawDataMatrix(doc, text, MARK_PLACES.lower, MARK_PLACES.side);
    drawLine(doc, fitted(inPage(mark.readable, at)), { x: PAGE.left, y: 805 }, SMALL);
  });
}

function inPage(text: string, { page, pages }: { readonly page: number; readonly pages: number }): string {
  return text.replace("{page}", String(page)).replace("{pages}", String(pages));
}

function fitted(text: string): string {
  return linesOf(text, PAGE.right - PAGE.left - 110, SMALL)[0] ?? "";
}

function drawMark({ doc }: PdfCanvas, { mark }: LetterDemonstration): void {
  const unit: TextStyle = { size: 10, weight: "bold", color: INK.mark };
  const style = { ...unit, size: (10 * MARK_WIDTH) / textWidth(mark, unit) };
  const middle = { x: PAGE.width / 2, y: PAGE.height / 2 };
  doc.save();
  doc.rotate(MARK_DEGREES, { origin: [middle.x, middle.y] });
  doc.fillOpacity(MARK_OPACITY);
  drawLine(doc, mark, { x: middle.x - MARK_WIDTH / 2, y: middle.y - style.size * 0.68 }, style);
  doc.fillOpacity(1);
  doc.restore();
}

/** Real content on the first page, so that a screen reader reads it first; an artifact on the other pages. */
function drawWarning(sheet: PdfCanvas, { mark, headerLine }: LetterDemonstration): void {
  const { doc } = sheet;
  const lines = linesOf(`${mark}. ${headerLine}`, PAGE.right - PAGE.left - 20, WARNING).slice(0, 2);
  const height = lines.length * lineHeight(WARNING) + 6;
  drawArtifact(doc, "Layout", () => {
    doc
      .roundedRect(PAGE.left, 30, PAGE.right - PAGE.left, height, 4)
      .lineWidth(0.8)
      .stroke(INK.mark);
  });
  const draw = () => {
    for (const [index, line] of lines.entries()) {
      const x = (PAGE.width - textWidth(line, WARNING)) / 2;
      drawLine(doc, line, { x, y: 33 + index * lineHeight(WARNING) }, WARNING);
    }
  };
  if (sheet.pages > 1) return drawArtifact(doc, "Pagination", draw);
  const content = doc.markStructureContent("P");
  draw();
  doc.endMarkedContent();
  sheet.root.add(doc.struct("P", {}, [content]));
}
