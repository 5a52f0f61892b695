/** Parts of an alert rule's form: metric, raise and clear thresholds, and recipients. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import {
  COMPARISONS,
  type Comparison,
  MEASURE_RULES,
  MEASURES,
  type Measure,
} from "../../../../src/service/acd/alerts/alert-rule.shared.ts";
import { CheckField, SelectField, TextField } from "../../parts/fields.tsx";
import { type Alert, type AlertChoices, type AlertPartProps, ofMeasure } from "./alert-data.ts";
import { AlertPeople } from "./alert-people.tsx";
import { AlertPhones } from "./alert-phones.tsx";
import { useAlertWords } from "./alert-words.ts";

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Checkboxes for a list of names. */
function Ticked({
  id,
  legend,
  hint,
  items,
  chosen,
  error,
  onChange,
}: {
  readonly id: string;
  readonly legend: string;
  readonly hint?: string;
  readonly items: readonly Named[];
  readonly chosen: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (ids: string[]) => void;
}): ReactNode {
  return (
    <fieldset id={id} tabIndex={-1} className={error === undefined ? "grid gap-2" : "field-wrong grid gap-2"}>
      <legend className="field-label">{legend}</legend>
      {hint === undefined ? null : <p className="field-hint">{hint}</p>}
      {error === undefined ? null : <p className="field-error">{error}</p>}
      <div className="grid max-h-72 gap-1 overflow-y-auto [overflow-wrap:anywhere] sm:grid-cols-2">
        {items.map((one) => (
          <CheckField
            key={one.id}
            name={`${id}-${one.id}`}
            label={one.name}
            checked={chosen.includes(one.id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, one.id] : chosen.filter((known) => known !== one.id))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

/** The metric and its scope. */
export function WhatPart({
  draft,
  faultOf,
  set,
  queues,
}: AlertPartProps & { readonly queues: readonly Named[] }): ReactNode {
  const t = useTranslations("web.alerts");
  const mayName = MEASURE_RULES[draft.measure].mayNameQueues;
  const choose = (measure: Measure): void =>
    set({ ...ofMeasure(measure), ...(MEASURE_RULES[measure].mayNameQueues ? {} : { queueIds: [] }) });
  return (
    <section className="grid gap-5" aria-labelledby="what">
      <h2 id="what">{t("form.whatTitle")}</h2>
      <SelectField
        name="measure"
        label={t("form.measure")}
        error={faultOf("measure")}
        value={draft.measure}
        onChange={(event) => choose(event.target.value as Measure)}
      >
        {MEASURES.map((one) => (
          <option key={one} value={one}>
            {t(`measures.${one}`)}
          </option>
        ))}
      </SelectField>
      {mayName ? (
        <Ticked
          id="queueIds"
          legend={t("form.queues")}
          hint={t("form.queuesHint")}
          items={queues}
          chosen={draft.queueIds}
          error={faultOf("queueIds")}
          onChange={(queueIds) => set({ queueIds })}
        />
      ) : (
        <p className="text-soft">{t("form.queuesWhole")}</p>
      )}
    </section>
  );
}

type NumberField = "raiseAt" | "holdSeconds" | "clearAt" | "clearSeconds" | "leastContacts";

function NumberInput({
  part: { draft, faultOf, set },
  name,
  label,
  hint,
}: {
  readonly part: AlertPartProps;
  readonly name: NumberField;
  readonly label: string;
  readonly hint?: string;
}): ReactNode {
  const write = (text: string): void => set({ [name]: Number(text.replaceAll(/\D/g, "").slice(0, 6)) });
  return (
    <TextField
      name={name}
      label={label}
      {...(hint === undefined ? {} : { hint })}
      inputMode="numeric"
      error={faultOf(name)}
      value={String(draft[name])}
      onChange={(event) => write(event.target.value)}
    />
  );
}

/** The raise and clear thresholds, summarised in a sentence. */
export function WhenPart({ hours, ...part }: AlertPartProps & { readonly hours: readonly Named[] }): ReactNode {
  const t = useTranslations("web.alerts");
  const words = useAlertWords();
  const { draft, faultOf, set } = part;
  const { measure, comparison, raiseAt, clearAt, holdSeconds: hold, clearSeconds: calm } = draft;
  const unit = t(`form.unitNames.${MEASURE_RULES[measure].unit}`);
  const back = comparison === "at-least" ? "at-most" : "at-least";
  return (
    <section className="grid gap-5" aria-labelledby="when">
      <h2 id="when">{t("form.whenTitle")}</h2>
      <SelectField
        name="comparison"
        label={t("form.comparison")}
        value={comparison}
        onChange={(event) => set({ comparison: event.target.value as Comparison })}
      >
        {COMPARISONS.map((one) => (
          <option key={one} value={one}>
            {t(`form.comparisons.${one}`)}
          </option>
        ))}
      </SelectField>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <NumberInput part={part} name="raiseAt" label={t("form.raiseAt", { unit })} />
        <NumberInput part={part} name="holdSeconds" label={t("form.holdSeconds")} hint={t("form.holdHint")} />
        <NumberInput part={part} name="clearAt" label={t("form.clearAt", { unit })} hint={t("form.clearAtHint")} />
        <NumberInput part={part} name="clearSeconds" label={t("form.clearSeconds")} hint={t("form.clearHint")} />
      </div>
      <p className="rounded-small bg-sunken p-3 font-semibold" role="status">
        {t("form.summary", {
          measure: t(`measures.${measure}`).toLowerCase(),
          hold,
          calm,
          raise: words.limit(measure, comparison, raiseAt),
          clear: words.limit(measure, back, clearAt),
        })}
      </p>
      {MEASURE_RULES[measure].isOfContacts ? (
        <NumberInput part={part} name="leastContacts" label={t("form.leastContacts")} hint={t("form.leastHint")} />
      ) : null}
      <SelectField
        name="hoursId"
        label={t("form.hours")}
        hint={t("form.hoursHint")}
        error={faultOf("hoursId")}
        value={draft.hoursId ?? ""}
        onChange={(event) => set({ hoursId: event.target.value === "" ? null : event.target.value })}
      >
        <option value="">{t("form.hoursAlways")}</option>
        {hours.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
    </section>
  );
}

const REPEATS = [5, 15, 30, 60] as const;

/** The recipients besides the screens, and the repetition interval. */
export function WhomPart({
  draft,
  faultOf,
  set,
  choices,
  people,
}: AlertPartProps & { readonly choices: AlertChoices; readonly people: Alert["people"] }): ReactNode {
  const t = useTranslations("web.alerts.form");
  const { repeatMinutes, webhookIds } = draft;
  const repeats =
    repeatMinutes === null ? REPEATS : [...new Set([...REPEATS, repeatMinutes])].toSorted((a, b) => a - b);
  return (
    <section className="grid gap-5" aria-labelledby="whom">
      <div>
        <h2 id="whom">{t("whomTitle")}</h2>
        <p className="mt-1 max-w-[70ch] text-soft">{t("whomText")}</p>
      </div>
      <AlertPeople draft={draft} error={faultOf("mailTo")} people={people} set={set} />
      <AlertPhones draft={draft} faultOf={faultOf} set={set} choices={choices} />
      <Ticked
        id="webhookIds"
        legend={t("webhooks")}
        {...(choices.webhooks.length === 0 ? { hint: t("webhooksNone") } : {})}
        items={choices.webhooks}
        chosen={webhookIds}
        error={faultOf("webhookIds")}
        onChange={(next) => set({ webhookIds: next })}
      />
      <SelectField
        name="repeatMinutes"
        label={t("repeat")}
        value={String(repeatMinutes ?? "")}
        onChange={(event) => set({ repeatMinutes: event.target.value === "" ? null : Number(event.target.value) })}
      >
        <option value="">{t("repeatNever")}</option>
        {repeats.map((count) => (
          <option key={count} value={count}>
            {t("repeatEvery", { count })}
          </option>
        ))}
      </SelectField>
    </section>
  );
}
