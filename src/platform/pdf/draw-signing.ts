import { type LetterSigning, SIGNING_HEIGHT, signingAreas, signingPlace } from "../../kernel/index.ts";
import { drawField } from "./draw-fields.ts";
import { flow } from "./flow.ts";
import { ensureRoom } from "./page-furniture.ts";
import { drawArtifact, INK, PAGE, type PdfCanvas, type TextStyle } from "./pdf-canvas.ts";

const BODY: TextStyle = { size: 10.5, weight: "regular", color: INK.text };
const NOTE: TextStyle = { size: 7.5, weight: "regular", color: INK.quiet, leading: 1.3 };
const LEFT = 300;
const FRAME = { x: LEFT, width: PAGE.right - LEFT, labelWidth: 76 };
const HEIGHT = 222;

/** Draws signature boxes. The boxes stay empty, so that a reader can detect whether they were signed. */
export function drawSigning(sheet: PdfCanvas, signing: LetterSigning): void {
  ensureRoom(sheet, HEIGHT);
  sheet.y += 10;
  drawField(sheet, signing.placeAndDate, FRAME);
  say(sheet, signing.capacity, { x: LEFT, width: FRAME.width }, BODY);
  sheet.y += 2;
  const top = Math.round(sheet.y);
  const place = signingPlace({ hasStamp: signing.stampNote !== null, top });
  sheet.places.set(sheet.pages, place);
  for (const area of signingAreas(place)) drawFrame(sheet, area);
  sheet.y = top + SIGNING_HEIGHT + 2;
  for (const area of signingAreas(place)) {
    const note = area.kind === "signature" ? signing.signatureNote : (signing.stampNote ?? "");
    const { y } = sheet;
    say(sheet, note, { x: area.left, width: area.width }, NOTE);
    sheet.y = y;
  }
  sheet.y += 24;
  drawField(sheet, signing.signerName, FRAME);
  drawField(sheet, signing.signerPosition, FRAME);
}

function say(
  sheet: PdfCanvas,
  text: string,
  frame: { readonly x: number; readonly width: number },
  style: TextStyle,
): void {
  sheet.root.add(sheet.doc.struct("P", {}, flow(sheet, text, frame, style)));
}

function drawFrame(
  { doc }: PdfCanvas,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): void {
  drawArtifact(doc, "Layout", () => {
    doc.rect(left, top, width, height).lineWidth(0.5).dash(2, { space: 2 }).stroke(INK.line).undash();
  });
}
