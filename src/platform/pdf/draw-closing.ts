import type { LetterClosing } from "../../kernel/index.ts";
import { ensureRoom } from "./page-furniture.ts";
import { type Drawn, drawLine, INK, lineHeight, linesOf, PAGE, type PdfCanvas, type TextStyle } from "./pdf-canvas.ts";
import { drawQr } from "./qr-drawing.ts";

const BODY: TextStyle = { size: 10.5, weight: "regular", color: INK.text };
const SMALL: TextStyle = { size: 8.5, weight: "regular", color: INK.quiet, leading: 1.4 };
const QR_SIDE = 104;
const RIGHT_COLUMN = 268;
const SPACE_ABOVE = 18;
const CHECK_WIDTH = 176;

interface Stretch {
  readonly line: string;
  readonly style: TextStyle;
  /** Free space above, in points. */
  readonly above: number;
}

/** Draws the QR code with its URL on the left and the signer on the right, on the same page. */
export function drawClosing(sheet: PdfCanvas, closing: LetterClosing): void {
  const height = closingHeight(closing);
  ensureRoom(sheet, height);
  const top = sheet.y + SPACE_ABOVE;
  drawSigner(sheet, signerStretches(closing), top);
  drawCheck(sheet, closing, checkStretches(closing), top);
  sheet.y += height;
}

/** Height of the closing in points, space above included. */
export function closingHeight(closing: LetterClosing): number {
  const left = QR_SIDE + heightOf(checkStretches(closing));
  return SPACE_ABOVE + Math.max(heightOf(signerStretches(closing)), left);
}

function drawSigner(sheet: PdfCanvas, stretches: readonly Stretch[], top: number): void {
  sheet.root.add(sheet.doc.struct("P", {}, drawStretches(sheet, stretches, { x: RIGHT_COLUMN, y: top })));
}

function drawCheck(sheet: PdfCanvas, closing: LetterClosing, check: readonly Stretch[], top: number): void {
  const { doc } = sheet;
  const content = doc.markStructureContent("Figure");
  drawQr(doc, closing.verification.url, { x: PAGE.left, y: top }, QR_SIDE);
  doc.endMarkedContent();
  sheet.root.add(doc.struct("Figure", { alt: closing.verification.alternative }, [content]));
  sheet.root.add(doc.struct("P", {}, drawStretches(sheet, check, { x: PAGE.left, y: top + QR_SIDE })));
}

function signerStretches(closing: LetterClosing): readonly Stretch[] {
  const width = PAGE.right - RIGHT_COLUMN;
  const text = (value: string, style: TextStyle, above = 0) => stretchesOf(value, width, style, above);
  return [
    ...closing.placeAndDate.flatMap((entry) => text(`${entry.label} ${entry.text}`, BODY)),
    ...closing.capacity.flatMap((line, index) => text(line, { ...BODY, weight: "bold" }, index === 0 ? 8 : 0)),
    ...text(closing.signedNote, { ...SMALL, color: INK.accent }, 16),
    ...text(closing.signerName, { ...BODY, weight: "bold" }, 16),
    ...(closing.signerDetail === null ? [] : text(closing.signerDetail, BODY)),
  ];
}

function checkStretches(closing: LetterClosing): readonly Stretch[] {
  return [
    ...stretchesOf(closing.verification.caption, CHECK_WIDTH, SMALL, 2),
    ...stretchesOf(closing.verification.url, CHECK_WIDTH, { ...SMALL, color: INK.text }, 2),
  ];
}

function stretchesOf(text: string, width: number, style: TextStyle, above: number): readonly Stretch[] {
  return linesOf(text, width, style).map((line, index) => ({ line, style, above: index === 0 ? above : 0 }));
}

function heightOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { style, above }) => sum + above + lineHeight(style), 0);
}

function drawStretches(
  sheet: PdfCanvas,
  stretches: readonly Stretch[],
  at: { readonly x: number; readonly y: number },
): Drawn[] {
  let { y } = at;
  return stretches.map(({ line, style, above }) => {
    y += above;
    const content = sheet.doc.markStructureContent("Span");
    drawLine(sheet.doc, `${line} `, { x: at.x, y }, style);
    sheet.doc.endMarkedContent();
    y += lineHeight(style);
    return content;
  });
}
