import { type LetterDrawing, type LetterShape, unreachable } from "../../kernel/index.ts";
import { flow } from "./flow.ts";
import { ensureRoom } from "./page-furniture.ts";
import { drawLine, INK, PAGE, type Sheet, type TextStyle } from "./sheet.ts";

const CAPTION: TextStyle = { size: 9, weight: "regular", color: INK.quiet };
const WIDTH = PAGE.right - PAGE.left;
const CAPTION_HEIGHT = 20;
const HEIGHT_MAX = PAGE.bottom - PAGE.top - CAPTION_HEIGHT;
const SHAPES_MAX = 20_000;
/** Share of the size of type that stands above the base line, in the typeface of letters. */
const ASCENT = 1.069;
const TINT = "#eef3f4";

/** Draws a drawing as vectors, whole on one page. Throws `RangeError` past `SHAPES_MAX` shapes. */
export function drawDrawing(sheet: Sheet, drawing: LetterDrawing): void {
  if (drawing.shapes.length > SHAPES_MAX) throw new RangeError(`a drawing holds at most ${SHAPES_MAX} shapes`);
  const { doc } = sheet;
  const scale = Math.min(1, WIDTH / drawing.width, HEIGHT_MAX / drawing.height);
  const height = drawing.height * scale;
  ensureRoom(sheet, height + CAPTION_HEIGHT);
  sheet.root.add(doc.struct("P", {}, flow(sheet, drawing.caption, { x: PAGE.left, width: WIDTH }, CAPTION)));
  sheet.y += 4;
  const content = doc.markStructureContent("Figure");
  doc.save();
  doc.translate(PAGE.left + (WIDTH - drawing.width * scale) / 2, sheet.y).scale(scale);
  for (const shape of drawing.shapes) drawShape(doc, shape);
  doc.restore();
  doc.endMarkedContent();
  const bbox: [number, number, number, number] = [PAGE.left, sheet.y, PAGE.right, sheet.y + height];
  sheet.root.add(doc.struct("Figure", { alt: drawing.alternative, bbox } as object, [content]));
  sheet.y += height + 10;
}

function drawShape(doc: PDFKit.PDFDocument, shape: LetterShape): void {
  switch (shape.kind) {
    case "rect":
      return drawRect(doc, shape);
    case "line":
    case "polygon":
      return drawPath(doc, shape);
    case "text": {
      const { size, isBold, isQuiet, left, baseline } = shape;
      const style: TextStyle = { size, weight: isBold ? "bold" : "regular", color: isQuiet ? INK.quiet : INK.text };
      return drawLine(doc, shape.text, { x: left, y: baseline - size * ASCENT }, style);
    }
    default:
      return unreachable(shape);
  }
}

function drawRect(doc: PDFKit.PDFDocument, rect: Extract<LetterShape, { kind: "rect" }>): void {
  doc.roundedRect(rect.left, rect.top, rect.width, rect.height, rect.radius).lineWidth(rect.isStrong ? 1.6 : 0.9);
  if (rect.isDashed) doc.dash(5, { space: 3 });
  doc.fillAndStroke(rect.isTinted ? TINT : "#ffffff", rect.isStrong ? INK.accent : INK.quiet);
  doc.undash();
}

function drawPath(doc: PDFKit.PDFDocument, { kind, points }: Extract<LetterShape, { points: unknown }>): void {
  const [first, ...rest] = points;
  if (first === undefined) return;
  doc.moveTo(first.x, first.y);
  for (const { x, y } of rest) doc.lineTo(x, y);
  if (kind === "line") doc.lineWidth(1.2).stroke(INK.quiet);
  else doc.closePath().fill(INK.quiet);
}
