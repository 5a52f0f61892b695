import { ensureRoom } from "./page-furniture.ts";
import { type Drawn, drawLine, lineHeight, linesOf, type PdfCanvas, type TextStyle, textWidth } from "./pdf-canvas.ts";

/** Draws text line by line from the cursor downwards, across pages, and returns the drawn pieces. */
export function flow(
  sheet: PdfCanvas,
  text: string,
  frame: { readonly x: number; readonly width: number },
  style: TextStyle,
): Drawn[] {
  const { doc } = sheet;
  return linesOf(text, frame.width, style).map((line) => {
    ensureRoom(sheet, lineHeight(style));
    const spare = style.align === "center" ? (frame.width - textWidth(line, style)) / 2 : 0;
    const content = doc.markStructureContent("Span");
    drawLine(doc, `${line} `, { x: frame.x + spare, y: sheet.y }, style);
    doc.endMarkedContent();
    sheet.y += lineHeight(style);
    return content;
  });
}
