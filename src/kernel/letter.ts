/** A letter as a list of meanings, free of any renderer: rooms write it, `platform/pdf` draws it. */
export interface Letter {
  /** BCP 47 tag of the text, for screen readers. */
  readonly language: string;
  readonly title: string;
  readonly subject: string;
  readonly author: string;
  /** Instant written into the file as its time of making; part of the input so that equal letters have equal bytes. */
  readonly createdAtMs: number;
  /** Names and ASCII values kept in the file's information dictionary, so that a reader without network can name the document. */
  readonly properties: Readonly<Record<string, string>>;
  /** Set for a document that must not be taken for a real one; drawn on every page. */
  readonly demonstration: LetterDemonstration | null;
  readonly letterhead: Letterhead;
  readonly blocks: readonly LetterBlock[];
  readonly footer: LetterFooter;
  /** Set for a form that comes back: what programs read on every page of it. */
  readonly mark?: LetterMark;
}

/**
 * A DataMatrix on every page, at its upper right and its lower left. In `text`, `{page}` and `{pages}` become figures, and
 * `{place}` what is to be signed on this page (see `signingPlace`).
 */
export interface LetterMark {
  readonly text: string;
  /** The same in words, beside the page number. */
  readonly readable: string;
}

/** The words that mark a document as a demonstration. */
export interface LetterDemonstration {
  /** Large diagonal mark. */
  readonly mark: string;
  /** One line at the top of every page. */
  readonly headerLine: string;
}

/** Where the two marks of a page stand: squares with `side` points, quiet zone of `quiet` included, by their upper left corners. */
export const MARK_PLACES = { side: 48, quiet: 3.2, upper: { x: 527, y: 20 }, lower: { x: 20, y: 774 } } as const;

/** Who writes; `lines` are address lines below the name. */
export interface Letterhead {
  /** False for the paper of somebody else, which does not carry the sign of Sambung. */
  readonly hasSign?: boolean;
  readonly institution: string;
  readonly unit: string;
  readonly lines: readonly string[];
}

/** The line at the foot of every page; `{page}` and `{pages}` in `pageLabel` become figures. */
export interface LetterFooter {
  readonly reference: string;
  readonly pageLabel: string;
}

/** One row of a two-column list: a short label and the text it introduces. */
export interface LetterEntry {
  readonly label: string;
  readonly text: string;
}

/** One numbered dictum: the ordinal word, its text, and marked points below it. */
export interface LetterDictum extends LetterEntry {
  readonly points: readonly LetterEntry[];
}

/** One part of a letter, in reading order. */
export type LetterBlock =
  | { readonly kind: "title"; readonly text: string; readonly number: string; readonly about: string }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  /** What follows begins on a page of its own. */
  | { readonly kind: "page-break" }
  /** A labelled basis list such as "Menimbang": the name once, then marked items. */
  | { readonly kind: "basis"; readonly name: string; readonly items: readonly LetterEntry[] }
  | { readonly kind: "dictums"; readonly items: readonly LetterDictum[] }
  | { readonly kind: "particulars"; readonly caption: string; readonly rows: readonly LetterEntry[] }
  | LetterTable
  | LetterDrawing
  | { readonly kind: "fields"; readonly caption: string; readonly fields: readonly LetterField[] }
  | LetterSigning
  | LetterClosing;

/** A drawing as shapes, scaled to the line, with what it shows in words; units are points before scaling. */
export interface LetterDrawing {
  readonly kind: "drawing";
  readonly caption: string;
  /** Read to whoever does not see it. */
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

/** A table with a row of headings that is repeated on every page; `widths` are shares of the line. */
export interface LetterTable {
  readonly kind: "table";
  readonly caption: string;
  readonly columns: readonly string[];
  readonly widths: readonly number[];
  readonly rows: readonly (readonly string[])[];
}

/** Something to be filled in: as a field of a form in a PDF, as a line of a table on paper. */
export interface LetterField {
  /** Name inside the file, unique in the letter. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** Lines it has room for, 1 to 12. */
  readonly lines: number;
  readonly isRequired: boolean;
}

/** Where somebody signs, with or without an e-meterai beside it; kept together on one page. */
export interface LetterSigning {
  readonly kind: "signing";
  readonly placeAndDate: LetterField;
  readonly capacity: string;
  readonly signerName: LetterField;
  readonly signerPosition: LetterField;
  /** What stands in the empty place of the e-meterai; null where none is asked for. */
  readonly stampNote: string | null;
  readonly signatureNote: string;
}

/** Place and date, who signs, and where to check; kept together on one page. */
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

/** The QR and what is written beside it. */
export interface LetterVerification {
  readonly url: string;
  readonly caption: string;
  /** Alternative text of the QR for screen readers. */
  readonly alternative: string;
}

/** A spreadsheet as meanings, free of any writer: what stands above the table, the table, and a line below it. */
export interface TableSpreadsheet {
  /** Name of the sheet, at most 31 characters. */
  readonly name: string;
  readonly heading: readonly (readonly string[])[];
  readonly columns: readonly string[];
  /** Texts stay texts, whatever they look like; numbers are numbers. */
  readonly rows: readonly (readonly (string | number)[])[];
  readonly footer: string;
  /** Instant written into the file; part of the input so that equal tables have equal bytes. */
  readonly createdAtMs: number;
}

/** A place that should not be empty when a form comes back. Points from the top left of an A4 page. */
export interface SigningArea {
  readonly kind: "signature" | "e-meterai";
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Height of the places for signature and e-meterai in points. */
export const SIGNING_HEIGHT = 78;
const SIGNING_PLACE = /^([SM])(\d{1,3})$/;

/** What the mark of a page says about the signing on it: with an e-meterai or without, and how far from the top. */
export function signingPlace({ hasStamp, top }: { readonly hasStamp: boolean; readonly top: number }): string {
  return `${hasStamp ? "M" : "S"}${Math.round(top)}`;
}

/** The places that `signingPlace` wrote; empty for a page where nobody signs. */
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
