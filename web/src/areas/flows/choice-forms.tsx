/** Forms of steps with branches: menus, languages, conditions, surveys. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { FlowStepOf } from "../../../../src/service/flows/ivr/contract.ts";
import { CHOICES_MAX, COMPARISONS, QUESTIONS_MAX } from "../../../../src/service/flows/ivr/flow-limits.shared.ts";
import { DigitTimingInputs } from "./digit-timing-inputs.tsx";
import { useEditor } from "./editor-context.ts";
import { PhraseInput, useValues } from "./phrase-input.tsx";
import { Choice, FitText, ItemTools, NumberInput, reordered, replaced, without } from "./step-inputs.tsx";

const isKeys = (text: string): boolean => /^[0-9*#]{1,4}$/.test(text);
const isLabel = (text: string): boolean => text.length >= 1 && text.length <= 60;
const isValueName = (text: string): boolean => /^[a-z][a-z0-9-]{0,29}$/.test(text);

/** The first digit without a menu option. */
function freeKey(keys: readonly string[]): string {
  return ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "*", "#"].find((key) => !keys.includes(key)) ?? "1";
}

/** The form of a menu: its prompt, and its options by digit. */
export function MenuForm({ step }: { readonly step: FlowStepOf<"menu"> }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write } = useEditor();
  const { choices } = step;
  const put = (next: typeof choices, field: string): void => write({ ...step, choices: next }, field);
  return (
    <>
      <PhraseInput
        name="phrase"
        label={t("asksWith")}
        phrase={step.phrase}
        onChange={(phrase) => write({ ...step, phrase }, "")}
      />
      <fieldset className="grid gap-3" id="choices" tabIndex={-1}>
        <legend className="field-label">{t("choices")}</legend>
        <ol className="grid gap-3">
          {choices.map((choice, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: choices have no identity but their place
            <li key={nth} className="grid gap-2 rounded-small border border-line p-3">
              <div className="grid grid-cols-[110px_1fr] gap-3">
                <FitText
                  name={`choices.${nth}.keys`}
                  label={t("keys")}
                  value={choice.keys}
                  isFit={isKeys}
                  fault={t("keysFault")}
                  maxLength={4}
                  inputMode="tel"
                  onFit={(keys) => put(replaced(choices, nth, { ...choice, keys }), `choices.${nth}.keys`)}
                />
                <FitText
                  name={`choices.${nth}.label`}
                  label={t("choiceLabel")}
                  value={choice.label}
                  isFit={isLabel}
                  fault={t("labelFault")}
                  maxLength={60}
                  onFit={(label) => put(replaced(choices, nth, { ...choice, label }), `choices.${nth}.label`)}
                />
              </div>
              <ItemTools
                what={t("choice", { keys: choice.keys })}
                nth={nth}
                count={choices.length}
                onMove={(to) => put(reordered(choices, nth, to), "")}
                onRemove={() => put(without(choices, nth), "")}
              />
            </li>
          ))}
        </ol>
        {choices.length < CHOICES_MAX ? (
          <button
            type="button"
            className="button button-small justify-self-start"
            onClick={() => {
              const keys = freeKey(choices.map((choice) => choice.keys));
              put([...choices, { keys, label: t("newChoice", { keys }), next: null }], "");
            }}
          >
            {t("addChoice")}
          </button>
        ) : null}
      </fieldset>
      <DigitTimingInputs step={step} />
    </>
  );
}

/** The form of a language selection. */
export function LanguageForm({ step }: { readonly step: FlowStepOf<"language"> }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write, saying } = useEditor();
  const { choices } = step;
  const put = (next: typeof choices, field: string): void => write({ ...step, choices: next }, field);
  return (
    <>
      <PhraseInput
        name="phrase"
        label={t("asksWith")}
        phrase={step.phrase}
        onChange={(phrase) => write({ ...step, phrase }, "")}
      />
      <fieldset className="grid gap-3" id="choices" tabIndex={-1}>
        <legend className="field-label">{t("choices")}</legend>
        {choices.map((choice, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: choices have no identity but their place
          <div key={nth} className="grid gap-2 rounded-small border border-line p-3">
            <div className="grid grid-cols-[110px_1fr] gap-3">
              <FitText
                name={`choices.${nth}.keys`}
                label={t("keys")}
                value={choice.keys}
                isFit={isKeys}
                fault={t("keysFault")}
                maxLength={4}
                inputMode="tel"
                onFit={(keys) => put(replaced(choices, nth, { ...choice, keys }), `choices.${nth}.keys`)}
              />
              <Choice
                name={`choices.${nth}.language`}
                label={t("language")}
                value={choice.language}
                options={(["id", "en"] as const).map((value) => ({
                  value,
                  text: saying.words.text(`flows.languages.${value}`, {}),
                }))}
                onChange={(language) => put(replaced(choices, nth, { ...choice, language }), "")}
              />
            </div>
            <ItemTools
              what={t("choice", { keys: choice.keys })}
              nth={nth}
              count={choices.length}
              onMove={(to) => put(reordered(choices, nth, to), "")}
              onRemove={() => put(without(choices, nth), "")}
            />
          </div>
        ))}
        {choices.length < 2 ? (
          <button
            type="button"
            className="button button-small justify-self-start"
            onClick={() => put([...choices, { keys: freeKey(choices.map(({ keys }) => keys)), language: "en" }], "")}
          >
            {t("addChoice")}
          </button>
        ) : null}
      </fieldset>
      <DigitTimingInputs step={step} />
    </>
  );
}

/** The form of a condition. */
export function ConditionForm({ step }: { readonly step: FlowStepOf<"condition"> }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write } = useEditor();
  const { tests } = step;
  const values = useValues("caller");
  const put = (next: typeof tests, field: string): void => write({ ...step, tests: next }, field);
  return (
    <fieldset className="grid gap-3" id="tests" tabIndex={-1}>
      <legend className="field-label">{t("tests")}</legend>
      <ol className="grid gap-3">
        {tests.map((test, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tests have no identity but their place
          <li key={nth} className="grid gap-3 rounded-small border border-line p-3">
            <Choice
              name={`tests.${nth}.value`}
              label={t("testValue")}
              value={test.value}
              options={
                values.some(({ value }) => value === test.value)
                  ? values
                  : [...values, { value: test.value, text: test.value }]
              }
              onChange={(value) => put(replaced(tests, nth, { ...test, value }), "")}
            />
            <Choice
              name={`tests.${nth}.is`}
              label={t("testIs")}
              value={test.is}
              options={COMPARISONS.map((value) => ({ value, text: t(`comparisons.${value}`) }))}
              onChange={(is) => put(replaced(tests, nth, { ...test, is, to: is === "is-set" ? [] : test.to }), "")}
            />
            {test.is === "is-set" ? null : (
              <FitText
                name={`tests.${nth}.to`}
                label={t("testTo")}
                hint={t("testToHint")}
                value={test.to.join(", ")}
                isFit={(text) => listOf(text).every((one) => one.length <= 30) && listOf(text).length <= 20}
                fault={t("testToFault")}
                maxLength={300}
                onFit={(text) => put(replaced(tests, nth, { ...test, to: listOf(text) }), `tests.${nth}.to`)}
              />
            )}
            <ItemTools
              what={t("testNth", { nth: String(nth + 1) })}
              nth={nth}
              count={tests.length}
              onMove={(to) => put(reordered(tests, nth, to), "")}
              onRemove={() => put(without(tests, nth), "")}
            />
          </li>
        ))}
      </ol>
      {tests.length < CHOICES_MAX ? (
        <button
          type="button"
          className="button button-small justify-self-start"
          onClick={() => put([...tests, { value: "caller", is: "begins-with", to: [], next: null }], "")}
        >
          {t("addTest")}
        </button>
      ) : null}
    </fieldset>
  );
}

function listOf(text: string): readonly string[] {
  return text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

/** The form of a survey with its questions. */
export function SurveyForm({ step }: { readonly step: FlowStepOf<"survey"> }): ReactNode {
  const t = useTranslations("web.flows.form");
  const { write } = useEditor();
  const { questions } = step;
  const put = (next: typeof questions, field: string): void => write({ ...step, questions: next }, field);
  return (
    <>
      <fieldset className="grid gap-3" id="questions" tabIndex={-1}>
        <legend className="field-label">{t("questions")}</legend>
        {questions.map((question, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: questions have no identity but their place
          <div key={nth} className="grid gap-3 rounded-small border border-line p-3">
            <PhraseInput
              name={`questions.${nth}.phrase`}
              label={t("question", { nth: String(nth + 1) })}
              phrase={question.phrase}
              onChange={(phrase) => put(replaced(questions, nth, { ...question, phrase }), "")}
            />
            <div className="grid gap-3 sm:grid-cols-2">
              <FitText
                name={`questions.${nth}.into`}
                label={t("into")}
                hint={t("intoHint")}
                value={question.into}
                isFit={isValueName}
                fault={t("intoFault")}
                maxLength={30}
                onFit={(into) => put(replaced(questions, nth, { ...question, into }), `questions.${nth}.into`)}
              />
              <NumberInput
                name={`questions.${nth}.highest`}
                label={t("highest")}
                value={question.highest}
                least={1}
                most={9}
                onFit={(highest) => put(replaced(questions, nth, { ...question, highest }), `questions.${nth}.highest`)}
              />
            </div>
            <ItemTools
              what={t("question", { nth: String(nth + 1) })}
              nth={nth}
              count={questions.length}
              onMove={(to) => put(reordered(questions, nth, to), "")}
              onRemove={() => put(without(questions, nth), "")}
            />
          </div>
        ))}
        {questions.length < QUESTIONS_MAX ? (
          <button
            type="button"
            className="button button-small justify-self-start"
            onClick={() => {
              const into = `rating-${questions.length + 1}`;
              const phrase = [{ piece: "prompt", prompt: "survey-question" }] as const;
              put([...questions, { phrase, into, highest: 5 }], "");
            }}
          >
            {t("addQuestion")}
          </button>
        ) : null}
      </fieldset>
      <DigitTimingInputs step={step} />
    </>
  );
}
