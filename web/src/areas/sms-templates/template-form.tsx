/** The form of a template: name, text with variables, kinds of values, and permitted sender ids. */
import { useQuery } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { useTranslations } from "use-intl";
import {
  TEMPLATE_BODY_MAX,
  TEMPLATE_NAME,
  TEMPLATE_VALUE_MAX,
  TEMPLATE_VARIABLES_MAX,
  variablesIn,
} from "../../../../src/service/messaging/sms/templates/template.shared.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { CheckField, ErrorSummary, SelectField, type SummaryLine, TextArea, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { writingQuery } from "../short-messages/writing.ts";
import { NEW_VARIABLE, type TemplateDraft, variablesOf } from "./template-data.ts";
import { TemplateSpan } from "./template-span.tsx";

const CATEGORIES = ["otp", "transactional", "promotional"] as const satisfies readonly TemplateDraft["category"][];
const KINDS = ["digits", "plain", "any"] as const;
const NAME_MAX = 40;
const MOST_DIGITS = 3;

interface FormProps {
  readonly draft: TemplateDraft;
  readonly isNew: boolean;
  readonly isSaving: boolean;
  readonly error: Error | null;
  readonly onChange: (draft: TemplateDraft) => void;
  readonly onSave: () => void;
  readonly onCancel: () => void;
}

interface PartProps {
  readonly draft: TemplateDraft;
  readonly set: (change: Partial<TemplateDraft>) => void;
  readonly faultOf: (field: string) => string | undefined;
}

/** Client-side validation. */
function useOwnFaults(): (draft: TemplateDraft) => readonly SummaryLine[] {
  const t = useTranslations("web.smsTemplates.form");
  const parts = useTranslations("web.parts");
  return (draft) => {
    const places = variablesIn(draft.body);
    const body =
      draft.body.trim() === ""
        ? parts("required", { field: t("body") })
        : places === undefined
          ? t("bracesFault")
          : places.length > TEMPLATE_VARIABLES_MAX
            ? t("tooManyVariables", { most: TEMPLATE_VARIABLES_MAX })
            : undefined;
    const lengths = variablesOf(draft).filter(({ most }) => most < 1 || most > TEMPLATE_VALUE_MAX);
    return [
      ...(TEMPLATE_NAME.test(draft.name) ? [] : [{ field: "name", message: t("nameFault") }]),
      ...(body === undefined ? [] : [{ field: "body", message: body }]),
      ...lengths.map(({ name }) => ({
        field: `most-${name}`,
        message: t("mostFault", { name, most: TEMPLATE_VALUE_MAX }),
      })),
    ];
  };
}

/** The complete form. */
export function TemplateForm({ draft, isNew, isSaving, error, onChange, onSave, onCancel }: FormProps): ReactNode {
  const t = useTranslations("web.smsTemplates.form");
  const categories = useTranslations("web.shortMessages.categories");
  const parts = useTranslations("web.parts");
  const ownFaults = useOwnFaults();
  const { lines, problem, faultOf, isFree } = useFormFaults(error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isFree(ownFaults(draft))) onSave();
  };
  const part = { draft, faultOf, set: (change: Partial<TemplateDraft>) => onChange({ ...draft, ...change }) };
  const variables = variablesOf(draft);
  const isLong = variables.every(({ most }) => most >= 1 && most <= TEMPLATE_VALUE_MAX);
  return (
    <form noValidate className="card grid gap-6 p-5 sm:p-7" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      {isNew ? (
        <TextField
          name="name"
          label={t("name")}
          hint={t("nameHint")}
          error={faultOf("name")}
          maxLength={NAME_MAX}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={draft.name}
          onChange={({ target }) => part.set({ name: target.value })}
        />
      ) : null}
      <SelectField
        name="category"
        label={t("category")}
        error={faultOf("category")}
        value={draft.category}
        onChange={({ target }) => part.set({ category: target.value as TemplateDraft["category"] })}
      >
        {CATEGORIES.map((one) => (
          <option key={one} value={one}>
            {categories(one)}
          </option>
        ))}
      </SelectField>
      <TextArea
        name="body"
        label={t("body")}
        hint={t("bodyHint")}
        error={faultOf("body")}
        rows={5}
        maxLength={TEMPLATE_BODY_MAX}
        value={draft.body}
        onChange={({ target }) => part.set({ body: target.value })}
      />
      <VariableRows {...part} />
      {draft.body !== "" && isLong ? <TemplateSpan template={{ body: draft.body, variables }} /> : null}
      <SenderChoice {...part} />
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" className="button button-main" isBusy={isSaving}>
          {t("save")}
        </BusyButton>
        <button type="button" className="button" onClick={onCancel}>
          {parts("cancel")}
        </button>
      </div>
    </form>
  );
}

/** The kind and maximum length of each variable. */
function VariableRows({ draft, set, faultOf }: PartProps): ReactNode {
  const t = useTranslations("web.smsTemplates.form");
  const names = variablesIn(draft.body) ?? [];
  if (names.length === 0) return null;
  const change = (name: string, part: Partial<TemplateDraft["kinds"][string]>): void =>
    set({ kinds: { ...draft.kinds, [name]: { ...(draft.kinds[name] ?? NEW_VARIABLE), ...part } } });
  return (
    <fieldset className="grid gap-4">
      <legend className="field-label mb-2">{t("variables")}</legend>
      {names.map((name) => {
        const { kind, most } = draft.kinds[name] ?? NEW_VARIABLE;
        return (
          <div
            key={name}
            className="grid items-end gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]"
            data-variable={name}
          >
            <SelectField
              name={`kind-${name}`}
              label={t("kindOf", { name })}
              value={kind}
              onChange={({ target }) => change(name, { kind: target.value as (typeof KINDS)[number] })}
            >
              {KINDS.map((one) => (
                <option key={one} value={one}>
                  {t(`kinds.${one}`)}
                </option>
              ))}
            </SelectField>
            <TextField
              name={`most-${name}`}
              label={t("mostOf", { name })}
              error={faultOf(`most-${name}`)}
              inputMode="numeric"
              maxLength={MOST_DIGITS}
              value={most}
              onChange={({ target }) => change(name, { most: target.value })}
            />
          </div>
        );
      })}
    </fieldset>
  );
}

/** The permitted sender ids; selected ones remain even when no carrier has them registered any more. */
function SenderChoice({ draft, set, faultOf }: PartProps): ReactNode {
  const t = useTranslations("web.smsTemplates.form");
  const writing = useQuery(writingQuery);
  const known = [...new Set([...(writing.data?.senders ?? []), ...draft.senders])];
  const fault = faultOf("senders");
  if (known.length === 0) return null;
  return (
    <fieldset className="grid gap-3">
      <legend className="field-label mb-1">{t("senders")}</legend>
      <p className="field-hint">{t("sendersHint")}</p>
      {fault === undefined ? null : <p className="field-error">{fault}</p>}
      {known.map((value) => (
        <CheckField
          key={value}
          name={`sender-${value}`}
          label={<span className="[overflow-wrap:anywhere]">{value}</span>}
          checked={draft.senders.includes(value)}
          onChange={({ target }) => {
            const others = draft.senders.filter((one) => one !== value);
            set({ senders: target.checked ? [...others, value] : others });
          }}
        />
      ))}
    </fieldset>
  );
}
