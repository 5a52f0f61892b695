/** Shared context of the flow editor. */
import { createContext, useContext } from "react";
import type { Flow, FlowStep } from "../../../../src/service/flows/ivr/contract.ts";
import type { FlowFinding } from "../../../../src/service/flows/ivr/editor/finding.shared.ts";
import type { FlowPlace } from "../../../../src/service/flows/ivr/editor/flow-tree.shared.ts";
import type { SurroundingsAnswer } from "./flows-data.ts";
import type { StepSaying } from "./step-words.ts";
import type { FlowDraft } from "./use-flow-draft.ts";

/** A recording that a step may play. */
export interface PromptChoice {
  readonly name: string;
  /** The text of the recording, in the language of the screen if available. */
  readonly words: string;
  readonly languages: readonly ("id" | "en")[];
  readonly isOwn: boolean;
}

/** The editor as its components use it. */
export interface Editor {
  readonly flow: Flow;
  readonly draft: FlowDraft;
  readonly surroundings: SurroundingsAnswer;
  readonly prompts: readonly PromptChoice[];
  readonly saying: StepSaying;
  readonly findings: readonly FlowFinding[];
  readonly chosen: string | null;
  readonly choose: (stepId: string | null) => void;
  /** Opens the dialog that adds a step at a branch. */
  readonly addAt: (place: FlowPlace) => void;
  readonly moveFrom: (stepId: string) => void;
  readonly remove: (stepId: string) => void;
  /** Replaces a step; changes of the same `field` are grouped into one undo step. */
  readonly write: (step: FlowStep, field: string) => void;
  /** Announces a text to screen readers. */
  readonly announce: (text: string) => void;
}

/** Provides the editor to its components. */
export const EditorContext = createContext<Editor | null>(null);

/** The editor of the enclosing component. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error("a part of the editor stands outside of it");
  return editor;
}
