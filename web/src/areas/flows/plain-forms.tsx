/** Forms of the remaining kinds of steps. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { FlowStepOf } from "../../../../src/service/flows/ivr/contract.ts";
import {
  DigitsInputs,
  DigitTimingInputs,
  KeyInput,
  PriorityInput,
  QueueInput,
  SkillsInput,
} from "./digit-timing-inputs.tsx";
import { useEditor } from "./editor-context.ts";
import { PhraseInput, PromptInput, useValues } from "./phrase-input.tsx";
import { Choice, FitText, NumberInput, Tick } from "./step-inputs.tsx";

/** Speaks a phrase. */
export function SayForm({ step }: { readonly step: FlowStepOf<"say"> | FlowStepOf<"hang-up"> }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write } = useEditor();
  return (
    <>
      <PhraseInput
        name="phrase"
        label={t("says")}
        phrase={step.phrase}
        onChange={(phrase) => write({ ...step, phrase }, "")}
      />
      {step.kind === "say" ? (
        <Tick
          name="isBargeable"
          label={t("isBargeable")}
          isOn={step.isBargeable}
          onChange={(isBargeable) => write({ ...step, isBargeable }, "")}
        />
      ) : null}
    </>
  );
}

/** Plays a recording. */
export function PlayForm({ step }: { readonly step: FlowStepOf<"play"> }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write } = useEditor();
  return (
    <>
      <PromptInput
        name="prompt"
        label={t("prompt")}
        value={step.prompt}
        onChange={(prompt) => write({ ...step, prompt }, "")}
      />
      <NumberInput
        name="times"
        label={t("times")}
        value={step.times}
        least={1}
        most={20}
        onFit={(times) => write({ ...step, times }, "times")}
      />
      <Tick
        name="isBargeable"
        label={t("isBargeable")}
        isOn={step.isBargeable}
        onChange={(isBargeable) => write({ ...step, isBargeable }, "")}
      />
    </>
  );
}

/** Collects digits from the caller. */
export function CollectForm({ step }: { readonly step: FlowStepOf<"collect"> }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write } = useEditor();
  return (
    <>
      <PhraseInput
        name="phrase"
        label={t("asksWith")}
        phrase={step.phrase}
        onChange={(phrase) => write({ ...step, phrase }, "")}
      />
      <FitText
        name="into"
        label={t("into")}
        hint={t("intoHint")}
        value={step.into}
        isFit={(text) => /^[a-z][a-z0-9-]{0,29}$/.test(text)}
        fault={t("intoFault")}
        maxLength={30}
        onFit={(into) => write({ ...step, into }, "into")}
      />
      <DigitsInputs step={step} onChange={(digits, field) => write({ ...step, ...digits }, field)} />
      <DigitTimingInputs step={step} />
    </>
  );
}

/** Waits in a queue for an agent. */
export function QueueForm({ step }: { readonly step: FlowStepOf<"queue"> }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write } = useEditor();
  return (
    <>
      <QueueInput step={step} />
      <NumberInput
        name="waitSecondsMax"
        label={t("waitSecondsMax")}
        hint={t("waitHint")}
        value={step.waitSecondsMax}
        least={10}
        most={7_200}
        onFit={(waitSecondsMax) => write({ ...step, waitSecondsMax }, "waitSecondsMax")}
      />
      <Tick
        name="announces"
        label={t("announces")}
        isOn={step.announceSeconds !== null}
        onChange={(isOn) => write({ ...step, announceSeconds: isOn ? 60 : null }, "")}
      />
      {step.announceSeconds === null ? null : (
        <NumberInput
          name="announceSeconds"
          label={t("announceSeconds")}
          value={step.announceSeconds}
          least={15}
          most={600}
          onFit={(announceSeconds) => write({ ...step, announceSeconds }, "announceSeconds")}
        />
      )}
      <PromptInput
        name="music"
        label={t("music")}
        value={step.music ?? ""}
        mayBeNone
        onChange={(music) => write({ ...step, music: music === "" ? null : music }, "")}
      />
      <PriorityInput step={step} />
      <SkillsInput step={step} />
    </>
  );
}

/** Transfers to another number. */
export function TransferForm({ step }: { readonly step: FlowStepOf<"transfer"> }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write } = useEditor();
  return (
    <>
      <FitText
        name="number"
        label={t("number")}
        hint={t("numberHint")}
        value={step.number}
        isFit={(text) => /^(?:\+?\d{2,15})?$/.test(text)}
        fault={t("numberForm")}
        maxLength={16}
        inputMode="tel"
        onFit={(number) => write({ ...step, number }, "number")}
      />
      <NumberInput
        name="ringSeconds"
        label={t("ringSeconds")}
        value={step.ringSeconds}
        least={5}
        most={120}
        onFit={(ringSeconds) => write({ ...step, ringSeconds }, "ringSeconds")}
      />
    </>
  );
}

/** Records a voicemail message. */
export function VoicemailForm({ step }: { readonly step: FlowStepOf<"voicemail"> }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write } = useEditor();
  return (
    <>
      <PhraseInput
        name="phrase"
        label={t("saysBefore")}
        phrase={step.phrase}
        onChange={(phrase) => write({ ...step, phrase }, "")}
      />
      <QueueInput step={step} />
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberInput
          name="secondsMax"
          label={t("secondsMax")}
          value={step.secondsMax}
          least={5}
          most={300}
          onFit={(secondsMax) => write({ ...step, secondsMax }, "secondsMax")}
        />
        <KeyInput
          name="endKey"
          label={t("endKey")}
          value={step.endKey}
          mayBeNone
          onChange={(endKey) => write({ ...step, endKey }, "")}
        />
      </div>
    </>
  );
}

/** Offers a callback. */
export function CallbackForm({ step }: { readonly step: FlowStepOf<"callback"> }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write } = useEditor();
  const values = useValues(step.number);
  return (
    <>
      <PhraseInput
        name="phrase"
        label={t("asksWith")}
        phrase={step.phrase}
        onChange={(phrase) => write({ ...step, phrase }, "")}
      />
      <QueueInput step={step} />
      <div className="grid gap-4 sm:grid-cols-2">
        <KeyInput
          name="confirmKey"
          label={t("confirmKey")}
          value={step.confirmKey}
          mayBeNone={false}
          onChange={(key) => write({ ...step, confirmKey: key ?? "1" }, "")}
        />
        <Choice
          name="number"
          label={t("callbackNumber")}
          value={step.number}
          options={values}
          onChange={(number) => write({ ...step, number }, "")}
        />
      </div>
      <PriorityInput step={step} />
      <SkillsInput step={step} />
      <DigitTimingInputs step={step} />
    </>
  );
}
