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
}

/** The words that mark a document as a demonstration. */
export interface LetterDemonstration {
  /** Large diagonal mark. */
  readonly mark: string;
  /** One line at the top of every page. */
  readonly headerLine: string;
}

/** Who writes; `lines` are address lines below the name. */
export interface Letterhead {
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
  /** A labelled basis list such as "Menimbang": the name once, then marked items. */
  | { readonly kind: "basis"; readonly name: string; readonly items: readonly LetterEntry[] }
  | { readonly kind: "dictums"; readonly items: readonly LetterDictum[] }
  | { readonly kind: "particulars"; readonly caption: string; readonly rows: readonly LetterEntry[] }
  | LetterClosing;

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
export interface TableSheet {
  /** Name of the sheet, at most 31 characters. */
  readonly name: string;
  readonly heading: readonly (readonly string[])[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly footer: string;
  /** Instant written into the file; part of the input so that equal tables have equal bytes. */
  readonly createdAtMs: number;
}
