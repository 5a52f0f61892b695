/** What every part of the editor needs of the flow that is edited. */
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
  /** What is said, in the language of the screen where it is there. */
  readonly words: string;
  readonly languages: readonly ("id" | "en")[];
  readonly isOwn: boolean;
}

/** The editor as its parts see it. */
export interface Editor {
  readonly flow: Flow;
  readonly draft: FlowDraft;
  readonly surroundings: SurroundingsAnswer;
  readonly prompts: readonly PromptChoice[];
  readonly saying: StepSaying;
  readonly findings: readonly FlowFinding[];
  readonly chosen: string | null;
  readonly choose: (stepId: string | null) => void;
  /** Opens the choice of what comes at a way. */
  readonly addAt: (place: FlowPlace) => void;
  readonly moveFrom: (stepId: string) => void;
  readonly remove: (stepId: string) => void;
  /** Writes a step anew; `field` groups typing into one change. */
  readonly write: (step: FlowStep, field: string) => void;
  /** Says something to whoever does not see it. */
  readonly announce: (text: string) => void;
}

/** Carries the editor to its parts. */
export const EditorContext = createContext<Editor | null>(null);

/** The editor that a part stands in. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error("a part of the editor stands outside of it");
  return editor;
}
