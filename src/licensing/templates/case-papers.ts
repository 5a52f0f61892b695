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

/** Everything that papers of a case are made from. */
export interface CasePapers {
  readonly facts: TemplateFacts;
  /** Version of the template of each requirement that has one. */
  readonly templates: Readonly<Record<string, string>>;
  readonly documents: readonly CaseDocument[];
}
