import type { LetterDrawing, LetterShape } from "../../kernel/index.ts";
import { drawableText } from "./faces.ts";
import { flow } from "./flow.ts";
import { ensureRoom } from "./page-furniture.ts";
import { drawLine, INK, PAGE, type PdfCanvas, type TextStyle } from "./pdf-canvas.ts";

const CAPTION: TextStyle = { size: 9, weight: "regular", color: INK.quiet };
const WIDTH = PAGE.right - PAGE.left;
/** Space for the caption above the drawing, in points. */
const CAPTION_ROOM = 24;
const HEIGHT_MAX = PAGE.bottom - PAGE.top - CAPTION_ROOM;
const SHADE = "#f1f3f5";
/** Distance of the upper edge of a line of text from its baseline, as a multiple of the font size. */
const ASCENT = 1.07;

/** Draws a drawing as vectors, scaled down to the width or the page if necessary; a screen reader gets a text alternative. */
export function drawDrawing(sheet: PdfCanvas, drawing: LetterDrawing): void {
  const { doc } = sheet;
  const scale = Math.min(1, WIDTH / drawing.width, HEIGHT_MAX / drawing.height);
  ensureRoom(sheet, drawing.height * scale + CAPTION_ROOM);
  sheet.root.add(doc.struct("P", {}, flow(sheet, drawing.caption, { x: PAGE.left, width: WIDTH }, CAPTION)));
  const left = PAGE.left + (WIDTH - drawing.width * scale) / 2;
  const content = doc.markStructureContent("Figure");
  doc.save().translate(left, sheet.y).scale(scale);
  for (const shape of drawing.shapes) drawShape(doc, shape);
  doc.restore();
  doc.endMarkedContent();
  sheet.root.add(doc.struct("Figure", { alt: drawing.alternative }, [content]));
  sheet.y += drawing.height * scale + 12;
}

function drawShape(doc: PDFKit.PDFDocument, shape: LetterShape): void {
  if (shape.kind === "rect") return drawRect(doc, shape);
  if (shape.kind === "text") {
    const { left, baseline, size, bold, soft, text } = shape;
    const style: TextStyle = { size, weight: bold ? "bold" : "regular", color: soft ? INK.quiet : INK.text };
    return drawLine(doc, drawableText(text), { x: left, y: baseline - size * ASCENT }, style);
  }
  const [start, ...rest] = shape.points;
  if (start === undefined) return;
  doc.moveTo(start.x, start.y);
  for (const { x, y } of rest) doc.lineTo(x, y);
  if (shape.kind === "arrow") doc.fill(INK.quiet);
  else doc.lineWidth(1).stroke(INK.quiet);
}

function drawRect(
  doc: PDFKit.PDFDocument,
  { left, top, width, height, radius, outline, isShaded }: Extract<LetterShape, { readonly kind: "rect" }>,
): void {
  const isThick = outline === "thick" || outline === "thick-dashed";
  doc.roundedRect(left, top, width, height, radius).lineWidth(isThick ? 1.6 : 0.8);
  if (outline === "dashed" || outline === "thick-dashed") doc.dash(5, { space: 3 });
  doc.fillAndStroke(isShaded ? SHADE : "#ffffff", isThick ? INK.accent : INK.quiet).undash();
}
