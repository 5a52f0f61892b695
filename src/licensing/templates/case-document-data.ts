import type { LetterDrawing } from "../../kernel/index.ts";
import type { TemplateFacts } from "./template-facts.ts";

/** A file that hangs on a slot of a case. */
export interface CaseDocument {
  readonly slot: string;
  /** Null for a slot that is no longer asked for. */
  readonly requirement: string | null;
  readonly fileId: string;
  readonly sha256: string;
  readonly name: string;
  readonly bytes: number;
}

/** The diagram of a configuration as a file of its own, and as it is drawn into a PDF. */
export interface CaseDiagram {
  readonly svg: string;
  readonly drawing: LetterDrawing;
}

/** Everything that papers of a case are made from. */
export interface CaseDocumentData {
  readonly facts: TemplateFacts;
  /** Version of the template of each requirement that has one. */
  readonly templates: Readonly<Record<string, string>>;
  readonly documents: readonly CaseDocument[];
  /** The diagram of the configuration; null while there is nothing to draw. */
  readonly diagram: CaseDiagram | null;
}
