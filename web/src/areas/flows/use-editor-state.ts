/** State of the editor: draft, findings, selection and open dialog. */
import { useCallback, useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { FlowLanguage, FlowStep } from "../../../../src/service/flows/ivr/contract.ts";
import { blankStep, startingQueue } from "../../../../src/service/flows/ivr/editor/blank-step.shared.ts";
import { checkFlow } from "../../../../src/service/flows/ivr/editor/check-flow.shared.ts";
import {
  changeStep,
  connect,
  freshId,
  insertStep,
  removeStep,
} from "../../../../src/service/flows/ivr/editor/edit-flow.shared.ts";
import type { FlowPlace } from "../../../../src/service/flows/ivr/editor/flow-tree.shared.ts";
import { stepOf } from "../../../../src/service/flows/ivr/editor/ways.shared.ts";
import { SENTENCES } from "../../../../src/service/telephony/prompts/sentences.shared.ts";
import { usePageKeys } from "../../parts/page-keys.ts";
import type { Editor, PromptChoice } from "./editor-context.ts";
import type { FlowAnswer, SurroundingsAnswer } from "./flows-data.ts";
import { useFlowDraft } from "./use-flow-draft.ts";
import { useFlowWords } from "./use-flow-words.ts";

/** The open dialog. */
export type EditorDialog =
  | { readonly ask: "add"; readonly place: FlowPlace }
  | { readonly ask: "move"; readonly stepId: string }
  | { readonly ask: "compare" }
  | { readonly ask: "publish" };

const LANGUAGES = ["id", "en"] as const;

/** Recordings that flows may play: the built-in ones, with the call centre's replacements and additions. */
function promptChoices(own: SurroundingsAnswer["prompts"], locale: FlowLanguage): readonly PromptChoice[] {
  const names = [...new Set([...own.map(({ name }) => name), ...Object.keys(SENTENCES)])];
  return names.map((name) => {
    const shipped = SENTENCES[name];
    const uploads = own.filter((one) => one.name === name);
    const wordsIn = (language: FlowLanguage): string | undefined =>
      uploads.find((one) => one.language === language)?.words ?? shipped?.[language];
    const languages = LANGUAGES.filter((language) => wordsIn(language) !== undefined);
    const words = wordsIn(locale) ?? languages.map(wordsIn).find((text) => text !== undefined) ?? name;
    return { name, words, languages, isOwn: uploads.length > 0 };
  });
}

/** Whether the browser's own undo of text input applies. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "checkbox");
}

function useUndoKeys(undo: () => void, redo: () => void): void {
  usePageKeys((event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) redo();
    else undo();
  });
}

/** State shared by the editor's components and its frame. */
export interface EditorState {
  readonly editor: Editor;
  readonly asking: EditorDialog | null;
  readonly ask: (asking: EditorDialog | null) => void;
  readonly said: string;
  /** The name of the step removed last; null after another change. */
  readonly removed: string | null;
  readonly addStep: (place: FlowPlace, kind: FlowStep["kind"]) => void;
  readonly goOnAt: (place: FlowPlace, stepId: string) => void;
}

/** Creates the editor state of a flow. */
export function useEditorState(answer: FlowAnswer, surroundings: SurroundingsAnswer): EditorState {
  const t = useTranslations("web.flows");
  const locale = useLocale();
  const draft = useFlowDraft(answer);
  const words = useFlowWords(surroundings);
  const [chosen, setChosen] = useState<string | null>(null);
  const [asking, setAsking] = useState<EditorDialog | null>(null);
  const [said, setSaid] = useState("");
  const [removed, setRemoved] = useState<{ readonly name: string; readonly left: unknown } | null>(null);
  const { flow } = draft.edited;
  const prompts = useMemo(() => promptChoices(surroundings.prompts, locale), [surroundings.prompts, locale]);
  const saying = useMemo(() => {
    const texts = new Map(prompts.map(({ name, words: text }) => [name, text]));
    return { words, promptWords: (name: string) => texts.get(name) ?? name };
  }, [words, prompts]);
  const findings = useMemo(
    () =>
      checkFlow(flow, {
        prompts: new Map(prompts.map(({ name, languages }) => [name, new Set<string>(languages)])),
        queues: new Set(surroundings.queues.map(({ id }) => id)),
        hours: new Set(surroundings.hours.map(({ id }) => id)),
        lists: new Map(surroundings.lists.map(({ id, kind }) => [id, kind])),
      }),
    [flow, prompts, surroundings.queues, surroundings.hours, surroundings.lists],
  );
  useUndoKeys(draft.undo, draft.redo);
  const { setFlow } = draft;
  const editor: Editor = {
    flow,
    draft,
    surroundings,
    prompts,
    saying,
    findings,
    chosen: stepOf(flow, chosen) === undefined ? null : chosen,
    choose: setChosen,
    addAt: useCallback((place: FlowPlace) => setAsking({ ask: "add", place }), []),
    moveFrom: (stepId) => setAsking({ ask: "move", stepId }),
    remove: (stepId) => {
      const name = stepOf(flow, stepId)?.name ?? "";
      const left = removeStep(flow, stepId);
      setFlow(() => left);
      setRemoved({ name, left });
      setChosen(null);
    },
    write: (step, field) => setFlow((before) => changeStep(before, step), field === "" ? null : `${step.id} ${field}`),
    announce: setSaid,
  };
  return {
    editor,
    asking,
    ask: setAsking,
    said,
    removed: removed !== null && removed.left === flow ? removed.name : null,
    addStep: (place, kind) => {
      const id = freshId(flow, kind);
      const name = words.text(`flows.kinds.${kind}`, {});
      const making = {
        id,
        name,
        languages: flow.languages,
        queueId: startingQueue(surroundings.queues),
        zone: "Asia/Jakarta",
      } as const;
      const step = blankStep(kind, { ...making, choiceLabel: t("form.newChoice", { keys: "1" }) });
      setFlow((before) => insertStep(before, place, step));
      setAsking(null);
      setChosen(id);
      setSaid(t("tree.added", { step: name }));
    },
    goOnAt: (place, stepId) => {
      setFlow((before) => connect(before, place, stepId));
      setAsking(null);
    },
  };
}
