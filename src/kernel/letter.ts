/** A letter as semantic blocks, independent of any renderer: modules write it, `platform/pdf` renders it. */
export interface Letter {
  /** BCP 47 tag of the text, for screen readers. */
  readonly language: string;
  readonly title: string;
  readonly subject: string;
  readonly author: string;
  /** Creation time written into the file; part of the input so that equal letters have equal bytes. */
  readonly createdAtMs: number;
  /** Names and ASCII values for the PDF information dictionary, which identify the document offline. */
  readonly properties: Readonly<Record<string, string>>;
  /** Set for a document without legal force; printed on every page. */
  readonly demonstration: LetterDemonstration | null;
  readonly letterhead: Letterhead;
  readonly blocks: readonly LetterBlock[];
  readonly footer: LetterFooter;
  /** Set for a form that is uploaded again: the machine-readable mark on every page. */
  readonly mark?: LetterMark;
}

/**
 * A DataMatrix on every page, at its upper right and its lower left. In `text`, `{page}` and `{pages}` become numbers,
 * and `{place}` the signing area of the page (see `signingPlace`).
 */
export interface LetterMark {
  readonly text: string;
  /** The same as text, beside the page number. */
  readonly readable: string;
}

/** The texts that mark a document as a demonstration. */
export interface LetterDemonstration {
  /** Large diagonal watermark. */
  readonly mark: string;
  /** One line at the top of every page. */
  readonly headerLine: string;
}

/** Positions of the two marks of a page: squares of `side` points, including a quiet zone of `quiet`, by their upper left corners. */
export const MARK_PLACES = { side: 48, quiet: 3.2, upper: { x: 527, y: 20 }, lower: { x: 20, y: 774 } } as const;

/** The sender; `lines` are address lines below the name. */
export interface Letterhead {
  /** False for the document of another party, which does not carry Sambung's logo. */
  readonly hasSign?: boolean;
  readonly institution: string;
  readonly unit: string;
  readonly lines: readonly string[];
}

/** The line at the foot of every page; `{page}` and `{pages}` in `pageLabel` become numbers. */
export interface LetterFooter {
  readonly reference: string;
  readonly pageLabel: string;
}

/** One row of a two-column list: a short label and its text. */
export interface LetterEntry {
  readonly label: string;
  readonly text: string;
}

/** One numbered dictum: the ordinal word, its text, and labelled points below it. */
export interface LetterDictum extends LetterEntry {
  readonly points: readonly LetterEntry[];
}

/** One block of a letter, in reading order. */
export type LetterBlock =
  | { readonly kind: "title"; readonly text: string; readonly number: string; readonly about: string }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  /** The following blocks begin on a new page. */
  | { readonly kind: "page-break" }
  /** A labelled list of grounds such as "Menimbang": the name once, then labelled items. */
  | { readonly kind: "basis"; readonly name: string; readonly items: readonly LetterEntry[] }
  | { readonly kind: "dictums"; readonly items: readonly LetterDictum[] }
  | { readonly kind: "particulars"; readonly caption: string; readonly rows: readonly LetterEntry[] }
  | LetterTable
  | LetterDrawing
  | { readonly kind: "fields"; readonly caption: string; readonly fields: readonly LetterField[] }
  | LetterSigning
  | LetterClosing;

/** A drawing as shapes, scaled to the line width, with a text alternative; units are points before scaling. */
export interface LetterDrawing {
  readonly kind: "drawing";
  readonly caption: string;
  /** Text alternative for screen readers. */
  readonly alternative: string;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly LetterShape[];
}

/** A point of a drawing, from its top left. */
export interface LetterPoint {
  readonly x: number;
  readonly y: number;
}

/** One shape of a drawing. */
export type LetterShape =
  | {
      readonly kind: "rect";
      readonly left: number;
      readonly top: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
      readonly outline: "thin" | "thick" | "dashed" | "thick-dashed";
      readonly isShaded: boolean;
    }
  | { readonly kind: "line"; readonly points: readonly LetterPoint[] }
  | { readonly kind: "arrow"; readonly points: readonly LetterPoint[] }
  | {
      readonly kind: "text";
      readonly left: number;
      readonly baseline: number;
      readonly size: number;
      readonly bold: boolean;
      readonly soft: boolean;
      readonly text: string;
    };

/** A table with a heading row that is repeated on every page; `widths` are shares of the line width. */
export interface LetterTable {
  readonly kind: "table";
  readonly caption: string;
  readonly columns: readonly string[];
  readonly widths: readonly number[];
  readonly rows: readonly (readonly string[])[];
}

/** A field to fill in: a form field in a PDF, a table line in print. */
export interface LetterField {
  /** Name inside the file, unique in the letter. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** Number of lines it provides, 1 to 12. */
  readonly lines: number;
  readonly isRequired: boolean;
}

/** A signing area, with or without an e-meterai beside it; kept together on one page. */
export interface LetterSigning {
  readonly kind: "signing";
  readonly placeAndDate: LetterField;
  readonly capacity: string;
  readonly signerName: LetterField;
  readonly signerPosition: LetterField;
  /** The note in the empty area of the e-meterai; null if none is required. */
  readonly stampNote: string | null;
  readonly signatureNote: string;
}

/** Place and date, the signature block, and the verification link; kept together on one page. */
export interface LetterClosing {
  readonly kind: "closing";
  readonly placeAndDate: readonly LetterEntry[];
  /** Lines above the name, such as "a.n. Menteri". */
  readonly capacity: readonly string[];
  readonly signedNote: string;
  readonly signerName: string;
  readonly signerDetail: string | null;
  readonly verification: LetterVerification;
}

/** The QR code and its caption. */
export interface LetterVerification {
  readonly url: string;
  readonly caption: string;
  /** Alternative text of the QR code for screen readers. */
  readonly alternative: string;
}

/** A spreadsheet independent of any writer: heading lines, the table, and a line below it. */
export interface TableSpreadsheet {
  /** Name of the sheet, at most 31 characters. */
  readonly name: string;
  readonly heading: readonly (readonly string[])[];
  readonly columns: readonly string[];
  /** Texts stay texts, even if they look like numbers or formulas; numbers are numbers. */
  readonly rows: readonly (readonly (string | number)[])[];
  readonly footer: string;
  /** Creation time written into the file; part of the input so that equal tables have equal bytes. */
  readonly createdAtMs: number;
}

/** An area that must not be empty when a form is uploaded. Points from the top left of an A4 page. */
export interface SigningArea {
  readonly kind: "signature" | "e-meterai";
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Height of the areas for signature and e-meterai in points. */
export const SIGNING_HEIGHT = 78;
const SIGNING_PLACE = /^([SM])(\d{1,3})$/;

/** Encodes a page's signing area for its mark: with an e-meterai or without, and the distance from the top. */
export function signingPlace({ hasStamp, top }: { readonly hasStamp: boolean; readonly top: number }): string {
  return `${hasStamp ? "M" : "S"}${Math.round(top)}`;
}

/** Decodes the areas that `signingPlace` encoded; empty for a page without a signature. */
export function signingAreas(place: string): readonly SigningArea[] {
  const [, kind, top] = SIGNING_PLACE.exec(place) ?? [];
  if (kind === undefined || top === undefined) return [];
  const signature = { kind: "signature", top: Number(top), height: SIGNING_HEIGHT } as const;
  if (kind === "S") return [{ ...signature, left: 300, width: 225 }];
  return [
    { ...signature, kind: "e-meterai", left: 300, width: 80 },
    { ...signature, left: 392, width: 133 },
  ];
}
