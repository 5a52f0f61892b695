/** Facts read from a file once, at its upload; unreadable ones are null and count as "not checked". */
export interface FileFacts {
  readonly sha256: string;
  readonly bytes: number;
  /** Media type detected from the content. */
  readonly type: string;
  readonly pages: number | null;
  /** True if a page holds extractable text. */
  readonly hasText: boolean | null;
  /** Null if no page carries a mark of this system. */
  readonly template: TemplateFacts | null;
  /**
   * Required fields of the template, by name, from the form inside the file; null if it has no form (printed or
   * scanned) or uses no template of this system.
   */
  readonly fields: Readonly<Record<string, string>> | null;
  /** Areas that should not be blank. */
  readonly areas: readonly AreaFacts[] | null;
  /** Codes of the reasons why something could not be read. */
  readonly unread: readonly string[];
  /** Tax numbers and dates in its text; null if it has no text, absent if they were not extracted. */
  readonly said?: TextFacts | null;
}

/** Facts in the text of a file. */
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
  /** The case it was made for; "" for a blank template made for none. */
  readonly caseId: string;
  readonly pagesOf: number;
  /** Page numbers of the template in the order in which they were found in the file. */
  readonly pagesFound: readonly number[];
  /** True if the file has marks of more than one template, version or case. */
  readonly isMixed: boolean;
}

/** An area on a page for a signature or an e-meterai. Points (1/72 inch) from the top left. */
export interface AreaFacts {
  readonly kind: "signature" | "e-meterai";
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Null if undecided. */
  readonly isBlank: boolean | null;
}
