/** Dialogs of the editor: add a step at a branch, and move a step. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { FlowStep } from "../../../../src/service/flows/ivr/contract.ts";
import { mayMove, moveStep } from "../../../../src/service/flows/ivr/editor/edit-flow.shared.ts";
import { type FlowPlace, treeOf } from "../../../../src/service/flows/ivr/editor/flow-tree.shared.ts";
import { stepOf } from "../../../../src/service/flows/ivr/editor/ways.shared.ts";
import { STEPS_MAX } from "../../../../src/service/flows/ivr/flow-limits.shared.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField } from "../../parts/fields.tsx";
import { useEditor } from "./editor-context.ts";
import { wayName } from "./step-words.ts";

/** The kinds of steps, in the order of the dialog. */
const KINDS: readonly FlowStep["kind"][] = [
  ...(["say", "menu", "hours", "queue", "voicemail", "hang-up"] as const),
  ...(["transfer", "collect", "condition", "look-up", "callback", "survey", "language", "play"] as const),
];

/** Selects the next step of a branch: a new step of a kind, or an existing step. */
export function AddStepDialog({
  place,
  onKind,
  onStep,
  onClose,
}: {
  readonly place: FlowPlace;
  readonly onKind: (kind: FlowStep["kind"]) => void;
  readonly onStep: (stepId: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.flows.add");
  const parts = useTranslations("web.parts");
  const { flow, saying } = useEditor();
  const [existing, setExisting] = useState("");
  const others = flow.steps.filter(({ id }) => id !== place.stepId);
  const from = place.stepId === null ? null : (stepOf(flow, place.stepId)?.name ?? "");
  const way = wayName(flow, place, saying.words);
  const isFull = flow.steps.length >= STEPS_MAX;
  return (
    <Dialog title={t("title")} onClose={onClose}>
      <div className="grid gap-5">
        <p className="text-soft">{from === null ? t("atStart") : t("atWay", { step: from, way })}</p>
        {isFull ? (
          <p>{t("full")}</p>
        ) : (
          <ul className="flow-kinds">
            {KINDS.map((kind) => (
              <li key={kind}>
                <button type="button" className="flow-kind-choice" onClick={() => onKind(kind)}>
                  <span className="font-semibold">{saying.words.text(`flows.kinds.${kind}`, {})}</span>
                  <span className="text-small text-soft">{t(`kinds.${kind}`)}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        {others.length === 0 ? null : (
          <div className="grid gap-3 border-t border-line pt-4">
            <SelectField
              name="existing"
              label={t("existing")}
              hint={t("existingHint")}
              value={existing}
              onChange={(event) => setExisting(event.target.value)}
            >
              <option value="">{t("choose")}</option>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
            <button
              type="button"
              className="button justify-self-start"
              aria-disabled={existing === "" || undefined}
              onClick={() => existing !== "" && onStep(existing)}
            >
              {t("goOn")}
            </button>
          </div>
        )}
        <button type="button" className="button justify-self-start" onClick={onClose}>
          {parts("cancel")}
        </button>
      </div>
    </Dialog>
  );
}

/** Selects the branch to which a step is moved. */
export function MoveStepDialog({
  stepId,
  onClose,
}: {
  readonly stepId: string;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.flows.move");
  const tree = useTranslations("web.flows.tree");
  const parts = useTranslations("web.parts");
  const { flow, saying, draft, announce } = useEditor();
  const [to, setTo] = useState("");
  const step = stepOf(flow, stepId);
  const places = treeOf(flow).flatMap((row) => (row.row === "way" && mayMove(flow, stepId, row.place) ? [row] : []));
  if (step === undefined) return null;
  const go = (): void => {
    const place = places.find(({ key }) => key === to)?.place;
    if (place === undefined) return;
    announce(tree("moved", { step: step.name }));
    draft.setFlow((before) => moveStep(before, stepId, place));
    onClose();
  };
  const nameOf = (place: FlowPlace): string => {
    const way = wayName(flow, place, saying.words);
    const from = place.stepId === null ? null : (stepOf(flow, place.stepId)?.name ?? "");
    return from === null ? way : t("place", { step: from, way });
  };
  return (
    <Dialog title={t("title", { step: step.name })} onClose={onClose}>
      <div className="grid gap-5">
        <p className="max-w-[60ch] text-soft">{t("text")}</p>
        <SelectField name="place" label={t("where")} value={to} onChange={(event) => setTo(event.target.value)}>
          <option value="">{t("choose")}</option>
          {places.map((row) => (
            <option key={row.key} value={row.key}>
              {nameOf(row.place)}
            </option>
          ))}
        </SelectField>
        <div className="flex flex-wrap gap-2">
          <button type="button" className="button button-main" aria-disabled={to === "" || undefined} onClick={go}>
            {t("yes")}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
