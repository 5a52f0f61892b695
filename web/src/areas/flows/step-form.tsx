/** The form of the selected step: name, settings, branches and findings. */
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { FlowStep } from "../../../../src/service/flows/ivr/contract.ts";
import { connect } from "../../../../src/service/flows/ivr/editor/edit-flow.shared.ts";
import type { FlowFinding } from "../../../../src/service/flows/ivr/editor/finding.shared.ts";
import { findingWords } from "../../../../src/service/flows/ivr/editor/say-flow.shared.ts";
import { waysOf } from "../../../../src/service/flows/ivr/editor/ways.shared.ts";
import { Icon } from "../../parts/icons.tsx";
import { ConditionForm, LanguageForm, MenuForm, SurveyForm } from "./choice-forms.tsx";
import { DataLookupForm } from "./data-lookup-form.tsx";
import { useEditor } from "./editor-context.ts";
import { HoursForm } from "./hours-form.tsx";
import {
  CallbackForm,
  CollectForm,
  PlayForm,
  QueueForm,
  SayForm,
  TransferForm,
  VoicemailForm,
} from "./plain-forms.tsx";
import { Choice, FitText } from "./step-inputs.tsx";
import { wayName } from "./step-words.ts";

function KindForm({ step }: { readonly step: FlowStep }): ReactNode {
  switch (step.kind) {
    case "say":
    case "hang-up":
      return <SayForm step={step} />;
    case "play":
      return <PlayForm step={step} />;
    case "menu":
      return <MenuForm step={step} />;
    case "collect":
      return <CollectForm step={step} />;
    case "hours":
      return <HoursForm step={step} />;
    case "condition":
      return <ConditionForm step={step} />;
    case "queue":
      return <QueueForm step={step} />;
    case "transfer":
      return <TransferForm step={step} />;
    case "voicemail":
      return <VoicemailForm step={step} />;
    case "callback":
      return <CallbackForm step={step} />;
    case "look-up":
      return <DataLookupForm step={step} />;
    case "survey":
      return <SurveyForm step={step} />;
    case "language":
      return <LanguageForm step={step} />;
  }
}

/** The target of each branch: a step of the flow, or none yet. */
function WaysPart({ step }: { readonly step: FlowStep }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { flow, saying, draft, findings } = useEditor();
  const ways = waysOf(step);
  if (ways.length === 0) return null;
  const options = flow.steps.filter(({ id }) => id !== step.id).map(({ id, name }) => ({ value: id, text: name }));
  return (
    <fieldset className="grid gap-4 border-t border-line pt-4">
      <legend className="sr-only">{t("waysTitle")}</legend>
      <p className="font-semibold" aria-hidden="true">
        {t("waysTitle")}
      </p>
      {ways.map(({ field, to }) => (
        <Choice
          key={field}
          name={field}
          label={wayName(flow, { stepId: step.id, field }, saying.words)}
          error={openWayAt(findings, step.id, field) ? t("wayOpen") : undefined}
          value={to ?? ""}
          options={[{ value: "", text: t("nowhere") }, ...options]}
          onChange={(next) =>
            draft.setFlow((before) => connect(before, { stepId: step.id, field }, next === "" ? null : next))
          }
        />
      ))}
    </fieldset>
  );
}

/** Whether a branch has no target; shown as an error at its field. */
function openWayAt(findings: readonly FlowFinding[], stepId: string, field: string): boolean {
  return findings.some((one) => one.stepId === stepId && one.field === field && one.rule === "way-open");
}

function leadTo(field: string, box: HTMLElement | null): void {
  const control = document.getElementById(field) ?? box;
  control?.scrollIntoView({ block: "center" });
  control?.focus();
}

/** The findings of a step, each with a link to its field. */
function StepFindings({ step }: { readonly step: FlowStep }): ReactNode {
  const t = useTranslations("web.flows.findings");
  const { findings, saying } = useEditor();
  const own = findings.filter(({ stepId, rule }) => stepId === step.id && rule !== "way-open");
  if (own.length === 0) return null;
  return (
    <ul className="grid gap-2" aria-label={t("ofStep", { step: step.name })}>
      {own.map((finding) => {
        const { what, remedy } = findingWords(finding, saying.words);
        return (
          <li key={`${finding.rule} ${finding.field}`} className="notice tone-wait">
            <Icon name="warning" />
            <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <p className="font-semibold">{what}</p>
              <p className="text-small">{remedy}</p>
              <button type="button" className="button button-small mt-2" onClick={() => leadTo(finding.field, null)}>
                {t("goTo")}
              </button>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** The form of a step. The heading takes the focus when a step is selected by keyboard or touch. */
export function StepForm({ step, hasFocus }: { readonly step: FlowStep; readonly hasFocus: boolean }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write, moveFrom, remove, saying } = useEditor();
  const heading = useRef<HTMLHeadingElement>(null);
  const { id } = step;
  useLayoutEffect(() => {
    if (hasFocus && id !== "") heading.current?.focus({ preventScroll: true });
  }, [id, hasFocus]);
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="text-small text-soft">{saying.words.text(`flows.kinds.${step.kind}`, {})}</p>
          <h2 ref={heading} tabIndex={-1} className="break-words">
            {step.name}
          </h2>
        </div>
        <div className="flex flex-wrap gap-2">
          <button type="button" className="button button-small" onClick={() => moveFrom(id)}>
            <Icon name="move" size={16} />
            {t("move")}
          </button>
          <button type="button" className="button button-small" onClick={() => remove(id)}>
            <Icon name="close" size={16} />
            {t("delete")}
          </button>
        </div>
      </div>
      <StepFindings step={step} />
      <FitText
        key={`${id} name`}
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        value={step.name}
        isFit={(text) => text.length >= 1 && text.length <= 60}
        fault={t("nameFault")}
        maxLength={60}
        onFit={(name) => write({ ...step, name }, "name")}
      />
      <div key={id} className="grid gap-5">
        <KindForm step={step} />
      </div>
      <WaysPart step={step} />
    </div>
  );
}
