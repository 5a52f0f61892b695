/** What keeps an answer from being a document, by the field's own numbers. */
export const DOCUMENT_FAULTS = {
  /** It is no XML, or has more than a document may have. */
  "not-xml": 12_100,
  /** Its root is something else. */
  "wrong-root": 12_102,
  /** It says that it is something which leads no call. */
  "wrong-type": 12_300,
  "too-large": 11_750,
} as const;

/** One of `DOCUMENT_FAULTS`. */
export type DocumentFault = keyof typeof DOCUMENT_FAULTS;

/** What a document says that is passed over: the number that the field gives it, and where it stands. */
export interface DocumentWarning {
  readonly number: number;
  readonly verb: string;
  /** The attribute that is meant; null for the verb itself. */
  readonly attribute: string | null;
}

/** What is not known, or has a value that means nothing. */
export const SCHEMA_WARNING = 12_200;
