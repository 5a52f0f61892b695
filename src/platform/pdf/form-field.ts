import type { LetterField } from "../../kernel/index.ts";
import { drawArtifact, INK, type PdfCanvas } from "./pdf-canvas.ts";

/** Font and size of typed text; every PDF reader has this font, so any character can be typed. */
const FACE = "Helvetica";
const SIZE = 9.5;
const MULTILINE = 1 << 12;
const REQUIRED = 1 << 1;
/** The annotation flag Print. */
const PRINTED = 1 << 2;
/** Height of a line of a field in points. */
export const FIELD_LINE = 13;

/** The form data of pdfkit; its own method for adding a field omits the name for screen readers and the structure element. */
interface FormDocument {
  readonly _font: { readonly id: string };
  readonly _root: { readonly data: { AcroForm?: { readonly data: { readonly Fields: unknown[] } } } };
  readonly page: { readonly annotations: readonly unknown[] };
}

/** A rectangle on the current page, in points from its upper left corner. */
export interface FieldBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Adds a text field to the form of the document, with its label for screen readers, and returns its structure element. */
export function addFormField(sheet: PdfCanvas, field: LetterField, box: FieldBox): PDFKit.PDFStructureElement {
  const { doc } = sheet;
  drawArtifact(doc, "Layout", () => {
    doc.rect(box.x, box.y, box.width, box.height).lineWidth(0.6).fillAndStroke("#f6f9fa", INK.line);
  });
  const inside = doc as unknown as FormDocument;
  doc.font(FACE);
  if (inside._root.data.AcroForm === undefined) doc.initForm();
  const element = doc.struct("Form");
  const flags = (field.lines > 1 ? MULTILINE : 0) | (field.isRequired ? REQUIRED : 0);
  doc.annotate(box.x, box.y, box.width, box.height, {
    ...({
      Subtype: "Widget",
      FT: "Tx",
      F: PRINTED,
      ...(flags === 0 ? {} : { Ff: flags }),
      DA: pdfText(`/${inside._font.id} ${SIZE} Tf 0.11 0.14 0.19 rg`),
      T: pdfText(field.name),
      TU: pdfText(field.label),
      V: pdfText(field.value),
      structParent: element,
    } as object),
  });
  inside._root.data.AcroForm?.data.Fields.push(inside.page.annotations.at(-1));
  return element;
}

/** pdfkit writes a primitive string as a name and a String object as text. */
function pdfText(text: string): object {
  return Object(text.normalize("NFC")) as object;
}
