import type { LetterField } from "../../kernel/index.ts";
import { flow } from "./flow.ts";
import { addFormField, FIELD_LINE } from "./form-field.ts";
import { ensureRoom } from "./page-furniture.ts";
import { INK, lineHeight, linesOf, PAGE, type PdfCanvas, type TextStyle } from "./pdf-canvas.ts";

const LABEL: TextStyle = { size: 9.5, weight: "regular", color: INK.quiet, leading: 1.35 };
const CAPTION: TextStyle = { size: 9, weight: "regular", color: INK.quiet };
const LABEL_COLUMN = 150;
const GAP = 5;
const LINES_MAX = 12;

/** Draws form fields, each with its label on the left. */
export function drawFields(sheet: PdfCanvas, caption: string, fields: readonly LetterField[]): void {
  ensureRoom(sheet, 60);
  const drawn = flow(sheet, caption, { x: PAGE.left, width: PAGE.right - PAGE.left }, CAPTION);
  sheet.root.add(sheet.doc.struct("P", {}, drawn));
  sheet.y += 2;
  for (const field of fields) drawField(sheet, field, { x: PAGE.left, width: PAGE.right - PAGE.left });
  sheet.y += 8;
}

/** Draws one form field with its label inside `frame`. */
export function drawField(
  sheet: PdfCanvas,
  field: LetterField,
  frame: { readonly x: number; readonly width: number; readonly labelWidth?: number },
): void {
  const { doc } = sheet;
  const labelWidth = frame.labelWidth ?? LABEL_COLUMN;
  const labelHeight = linesOf(field.label, labelWidth - 10, LABEL).length * lineHeight(LABEL);
  const height = Math.max(Math.min(field.lines, LINES_MAX) * FIELD_LINE + 6, labelHeight + 2);
  ensureRoom(sheet, height + GAP);
  const top = sheet.y;
  sheet.y += 2;
  const label = flow(sheet, field.label, { x: frame.x, width: labelWidth - 10 }, LABEL);
  sheet.root.add(doc.struct("P", {}, label));
  const box = { x: frame.x + labelWidth, y: top, width: frame.width - labelWidth, height };
  sheet.root.add(addFormField(sheet, field, box));
  sheet.y = top + height + GAP;
}
