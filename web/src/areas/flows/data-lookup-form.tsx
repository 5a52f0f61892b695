/** The form of a step that looks up digits in a knowledge list of places or prices and reads out the result. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { FlowStepOf } from "../../../../src/service/flows/ivr/contract.ts";
import { formatEntries, LOOKUP_FIELDS } from "../../../../src/service/flows/ivr/editor/lookup-text.shared.ts";
import { LOOKUP_KEYS, SAYS_MAX } from "../../../../src/service/flows/ivr/flow-limits.shared.ts";
import { DigitsInputs, DigitTimingInputs } from "./digit-timing-inputs.tsx";
import { useEditor } from "./editor-context.ts";
import { PhraseInput, useValues } from "./phrase-input.tsx";
import { SpeechButton } from "./speech-button.tsx";
import { Choice, FitText, Tick } from "./step-inputs.tsx";

type DataLookupStep = FlowStepOf<"look-up">;

/** The source of the digits, the list, and the prompts. */
export function DataLookupForm({ step }: { readonly step: DataLookupStep }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write } = useEditor();
  return (
    <>
      <Tick
        name="asks"
        label={t("lookUpAsks")}
        isOn={step.asks}
        onChange={(asks) => write({ ...step, asks, value: asks ? "code" : step.value }, "")}
      />
      {step.asks ? <AsksItself step={step} /> : <FromBefore step={step} />}
      <ListInputs step={step} />
      <SaysInputs step={step} />
      {step.asks ? <DigitTimingInputs step={step} /> : null}
    </>
  );
}

function AsksItself({ step }: { readonly step: DataLookupStep }): ReactNode {
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
        name="value"
        label={t("lookUpValue")}
        hint={t("intoHint")}
        value={step.value}
        isFit={(text) => /^[a-z][a-z0-9-]{0,29}$/.test(text)}
        fault={t("intoFault")}
        maxLength={30}
        onFit={(value) => write({ ...step, value }, "value")}
      />
      <DigitsInputs step={step} onChange={(digits, field) => write({ ...step, ...digits }, field)} />
    </>
  );
}

function FromBefore({ step }: { readonly step: DataLookupStep }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write } = useEditor();
  const values = useValues(step.value);
  return (
    <Choice
      name="value"
      label={t("lookUpFrom")}
      value={step.value}
      options={values}
      onChange={(value) => write({ ...step, value }, "")}
    />
  );
}

function ListInputs({ step }: { readonly step: DataLookupStep }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { surroundings, write } = useEditor();
  const { lists } = surroundings;
  const list = lists.find(({ id }) => id === step.listId);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Choice
        name="listId"
        label={t("lookUpList")}
        {...(lists.length === 0 ? { hint: t("lookUpNoLists") } : {})}
        value={step.listId}
        options={[
          ...(list === undefined ? [{ value: step.listId, text: t("lookUpChoose") }] : []),
          ...lists.map(({ id, name }) => ({ value: id, text: name })),
        ]}
        onChange={(listId) => write({ ...step, listId }, "")}
      />
      <Choice
        name="by"
        label={t("lookUpBy")}
        value={step.by}
        options={LOOKUP_KEYS.filter((by) => by === step.by || by === "code" || list?.kind === "locations").map(
          (value) => ({ value, text: t(`lookUpKeys.${value}`) }),
        )}
        onChange={(by) => write({ ...step, by }, "")}
      />
    </div>
  );
}

function SaysInputs({ step }: { readonly step: DataLookupStep }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { flow, surroundings, saying, write } = useEditor();
  const list = surroundings.lists.find(({ id }) => id === step.listId);
  const fields = LOOKUP_FIELDS[list?.kind ?? "prices"].map((field) => `{${field}}`).join(" ");
  return flow.languages.map((language) => {
    const says = step.says[language];
    const said = list?.example == null || says === "" ? "" : formatEntries(says, [list.example]);
    return (
      <div key={language} className="grid gap-2">
        <FitText
          name={`says.${language}`}
          label={t("lookUpSays", { language: saying.words.text(`flows.languages.${language}`, {}) })}
          hint={t("lookUpSaysHint", { fields })}
          value={says}
          isFit={(text) => text.length <= SAYS_MAX}
          fault={t("lookUpSaysFault")}
          maxLength={SAYS_MAX}
          onFit={(text) => write({ ...step, says: { ...step.says, [language]: text } }, `says.${language}`)}
        />
        {said === "" ? null : (
          <>
            <p className="text-small text-soft [overflow-wrap:anywhere]">{t("lookUpHear", { said })}</p>
            <SpeechButton words={said} language={language} />
          </>
        )}
      </div>
    );
  });
}
