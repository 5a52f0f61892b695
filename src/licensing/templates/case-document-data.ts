import type { LetterDrawing } from "../../kernel/index.ts";
import type { TemplateFacts } from "./template-facts.ts";

/** A file attached to a slot of a case. */
export interface CaseDocument {
  readonly slot: string;
  /** Null for a slot that is not required any more. */
  readonly requirement: string | null;
  readonly fileId: string;
  readonly sha256: string;
  readonly name: string;
  readonly bytes: number;
}

/** The diagram of a configuration as an SVG file, and as drawing commands for a PDF. */
export interface CaseDiagram {
  readonly svg: string;
  readonly drawing: LetterDrawing;
}

/** Input of all documents of a case. */
export interface CaseDocumentData {
  readonly facts: TemplateFacts;
  /** Version of the template, by requirement that has one. */
  readonly templates: Readonly<Record<string, string>>;
  readonly documents: readonly CaseDocument[];
  /** The diagram of the configuration; null if there is none. */
  readonly diagram: CaseDiagram | null;
}
