/** Reasons why a webhook response is no document, with Twilio's error numbers. */
export const DOCUMENT_FAULTS = {
  /** The response is no well-formed XML, or exceeds the limits of a document. */
  "not-xml": 12_100,
  /** The root element is not `Response`. */
  "wrong-root": 12_102,
  /** The content type cannot lead a call. */
  "wrong-type": 12_300,
  "too-large": 11_750,
} as const;

/** One of `DOCUMENT_FAULTS`. */
export type DocumentFault = keyof typeof DOCUMENT_FAULTS;

/** A warning about an ignored part of a document: Twilio's error number and the location. */
export interface DocumentWarning {
  readonly number: number;
  readonly verb: string;
  /** The attribute; null for the verb itself. */
  readonly attribute: string | null;
}

/** Unknown element or attribute, or invalid value. */
export const SCHEMA_WARNING = 12_200;
