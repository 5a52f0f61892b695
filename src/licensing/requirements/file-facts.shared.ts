/** What was read in a file, once, when it came in; what could not be read is null and counts as "not checked". */
export interface FileFacts {
  readonly sha256: string;
  readonly bytes: number;
  /** Media type told by content. */
  readonly type: string;
  readonly pages: number | null;
  /** True when a page holds text that a program can read. */
  readonly hasText: boolean | null;
  /** Null when no page carries a mark of ours. */
  readonly template: TemplateFacts | null;
  /**
   * Fields of our template that must be filled in, by name, as the form inside the file has them; null when it has no form (it was
   * printed or scanned) or is on no template of ours.
   */
  readonly fields: Readonly<Record<string, string>> | null;
  /** Places that should not be blank. */
  readonly areas: readonly AreaFacts[] | null;
  /** Why something could not be read, as codes. */
  readonly unread: readonly string[];
  /** Tax numbers and dates that its text names; null where it has no text, absent where nobody looked for them. */
  readonly said?: TextFacts | null;
}

/** What the text of a file names. */
export interface TextFacts {
  /** Tax numbers in their present form of 16 digits. */
  readonly npwps: readonly string[];
  /** Local dates. */
  readonly dates: readonly string[];
}

/** The DataMatrix marks of one file. */
export interface TemplateFacts {
  /** The requirement, e.g. "D07". */
  readonly requirement: string;
  /** Version of the template, e.g. "2026.11". */
  readonly version: string;
  /** The case it was made for; "" for a blank one that was made for none. */
  readonly caseId: string;
  readonly pagesOf: number;
  /** Numbers of the template's pages in the order they were found in the file. */
  readonly pagesFound: readonly number[];
  /** True when marks of more than one template, version or case are in the file. */
  readonly isMixed: boolean;
}

/** A place on a page for a signature or an e-meterai. Points (1/72 inch) from the top left. */
export interface AreaFacts {
  readonly kind: "signature" | "e-meterai";
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Null when it could not be told. */
  readonly isBlank: boolean | null;
}
