import type { LetterField } from "../../kernel/index.ts";
import { drawArtifact, INK, type PdfCanvas } from "./pdf-canvas.ts";

/** Typeface and size of what is typed into a field; every reader has it, so any letter can be typed. */
const FACE = "Helvetica";
const SIZE = 9.5;
const MULTILINE = 1 << 12;
const REQUIRED = 1 << 1;
/** Shown and printed. */
const PRINTED = 1 << 2;
/** Points for each line of a field. */
export const FIELD_LINE = 13;

/** What pdfkit keeps of a form; its own way to add a field drops the name for screen readers and the place in the tags. */
interface FormDocument {
  readonly _font: { readonly id: string };
  readonly _root: { readonly data: { AcroForm?: { readonly data: { readonly Fields: unknown[] } } } };
  readonly page: { readonly annotations: readonly unknown[] };
}

/** A place on the open page, in points from its upper left. */
export interface FieldBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Adds a text field to the form of the document, with its label for screen readers, and returns its place in the tags. */
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
