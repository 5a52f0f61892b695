/** The form of a ticket: to open one, or to edit it. */
import { useQuery } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { LIMITS, PRIORITIES, type Priority } from "../../../../src/service/acd/tickets/ticket-limits.shared.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { CheckField, ErrorSummary, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting, Notice } from "../../parts/notice.tsx";
import { choicesQuery, type TicketChoices } from "./ticket-data.ts";

/** The form data. */
export interface TicketFields {
  readonly categoryId: string;
  readonly priority: Priority;
  readonly subject: string;
  readonly description: string;
  readonly customerName: string;
  readonly customerNumber: string;
  readonly customerEmail: string;
  readonly hasConsent: boolean;
  readonly locale: "id" | "en";
  readonly assigneeId: string;
  readonly queueId: string;
}

/** An empty form. */
export const NO_FIELDS: TicketFields = {
  categoryId: "",
  priority: "normal",
  subject: "",
  description: "",
  customerName: "",
  customerNumber: "",
  customerEmail: "",
  hasConsent: false,
  locale: "id",
  assigneeId: "",
  queueId: "",
};

const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

/** The request body without the assignment. */
export const matterOf = ({ assigneeId: _person, queueId: _queue, ...fields }: TicketFields) => ({
  ...fields,
  customerNumber: orNull(fields.customerNumber),
  customerEmail: orNull(fields.customerEmail),
});

/** The assignment from the form. */
export const whoseOf = ({ assigneeId, queueId }: TicketFields) => ({
  assigneeId: orNull(assigneeId),
  queueId: orNull(queueId),
});

/** Rebases a form filled over `before` onto `after`: fields changed by another user take the new value, the other fields keep the input. */
export function renewed<Fields extends object>(
  filled: Fields,
  { before, after }: { readonly before: Fields; readonly after: Fields },
): Fields {
  const known = new Map(Object.entries(before));
  const changed = Object.entries(after).filter(([key, value]) => value !== known.get(key));
  return { ...filled, ...Object.fromEntries(changed) };
}

interface TicketFormProps {
  readonly begin: TicketFields;
  /** The values that the form would start with now, where another user may change them. */
  readonly newest?: TicketFields;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly yes: string;
  /** Whether the number is already known, or must not be asked for. */
  readonly hidesNumber?: boolean;
  readonly hidesWhose?: boolean;
  readonly onSend: (fields: TicketFields) => void;
  readonly onClose: () => void;
}

/** The form; requires categories, and shows a notice where there are none. */
export function TicketForm(props: TicketFormProps): ReactNode {
  const t = useTranslations("web.tickets.form");
  const choices = useQuery(choicesQuery);
  if (choices.data === undefined) return <Awaiting query={choices} lines={6} />;
  if (choices.data.categories.length === 0) return <Notice tone="wait">{t("noCategories")}</Notice>;
  return <Fields {...props} choices={choices.data} />;
}

function Fields({
  begin,
  newest,
  choices,
  error,
  isPending,
  yes,
  onSend,
  onClose,
  ...hides
}: TicketFormProps & { readonly choices: TicketChoices }): ReactNode {
  const t = useTranslations("web.tickets.form");
  const parts = useTranslations("web.parts");
  const only = choices.categories.length === 1 ? (choices.categories[0]?.id ?? "") : "";
  const [form, setForm] = useState({ ...begin, categoryId: begin.categoryId === "" ? only : begin.categoryId });
  const [shown, setShown] = useState(begin);
  if (newest !== undefined && newest !== shown) {
    setShown(newest);
    setForm(renewed(form, { before: shown, after: newest }));
  }
  const change = (part: Partial<TicketFields>): void => setForm({ ...form, ...part });
  const { lines, problem, faultOf, isFree } = useFormFaults(error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = (["subject", "categoryId"] as const)
      .filter((field) => form[field].trim() === "")
      .map((field) => ({
        field,
        message: parts("required", { field: t(field === "subject" ? "subject" : "category") }),
      }));
    if (isFree(missing)) onSend(form);
  };
  const fieldOf = (name: "subject" | "description" | "customerName" | "customerNumber" | "customerEmail") => ({
    name,
    value: form[name],
    error: faultOf(name),
    onChange: ({ target }: { readonly target: { readonly value: string } }) => change({ [name]: target.value }),
  });
  return (
    <form noValidate className="grid gap-4" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <TextField {...fieldOf("subject")} label={t("subject")} hint={t("subjectHint")} maxLength={LIMITS.subject} />
      <CategoryFields choices={choices} form={form} fault={faultOf("categoryId")} onChange={change} />
      <TextArea
        {...fieldOf("description")}
        label={t("description")}
        hint={t("descriptionHint")}
        rows={3}
        maxLength={LIMITS.description}
      />
      <TextField
        {...fieldOf("customerName")}
        label={t("customerName")}
        maxLength={LIMITS.customer}
        autoComplete="off"
      />
      {hides.hidesNumber === true ? null : (
        <TextField
          {...fieldOf("customerNumber")}
          label={t("customerNumber")}
          inputMode="tel"
          maxLength={32}
          autoComplete="off"
        />
      )}
      <TextField
        {...fieldOf("customerEmail")}
        label={t("email")}
        inputMode="email"
        maxLength={LIMITS.email}
        autoComplete="off"
      />
      {form.customerEmail.trim() === "" ? null : (
        <MailFields form={form} fault={faultOf("hasConsent")} onChange={change} />
      )}
      {hides.hidesWhose === true ? null : (
        <WhoseFields choices={choices} value={form} faultOf={faultOf} onChange={change} />
      )}
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" className="button button-main" isBusy={isPending}>
          {yes}
        </BusyButton>
        <button type="button" className="button" onClick={onClose}>
          {t("cancel")}
        </button>
      </div>
    </form>
  );
}

interface PartProps {
  readonly form: TicketFields;
  readonly fault: string | undefined;
  readonly onChange: (part: Partial<TicketFields>) => void;
}

function CategoryFields({
  choices,
  form,
  fault,
  onChange,
}: PartProps & { readonly choices: TicketChoices }): ReactNode {
  const t = useTranslations("web.tickets");
  return (
    <>
      <SelectField
        name="categoryId"
        label={t("form.category")}
        error={fault}
        value={form.categoryId}
        onChange={({ target }) => onChange({ categoryId: target.value })}
      >
        <option value="">{t("form.choose")}</option>
        {choices.categories.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        name="priority"
        label={t("form.priority")}
        value={form.priority}
        onChange={({ target }) => onChange({ priority: PRIORITIES.find((one) => one === target.value) ?? "normal" })}
      >
        {PRIORITIES.map((one) => (
          <option key={one} value={one}>
            {t(`priorities.${one}`)}
          </option>
        ))}
      </SelectField>
    </>
  );
}

function MailFields({ form, fault, onChange }: PartProps): ReactNode {
  const t = useTranslations("web.tickets.form");
  return (
    <>
      <CheckField
        name="hasConsent"
        label={t("consent")}
        error={fault}
        checked={form.hasConsent}
        onChange={({ target }) => onChange({ hasConsent: target.checked })}
      />
      <SelectField
        name="locale"
        label={t("locale")}
        value={form.locale}
        onChange={({ target }) => onChange({ locale: target.value === "en" ? "en" : "id" })}
      >
        <option value="id">{t("id")}</option>
        <option value="en">{t("en")}</option>
      </SelectField>
    </>
  );
}

/** The assignment of a ticket: a user, a queue, both or none. */
export function WhoseFields({
  choices,
  value,
  faultOf,
  onChange,
}: {
  readonly choices: TicketChoices;
  readonly value: Pick<TicketFields, "assigneeId" | "queueId">;
  readonly faultOf: (field: string) => string | undefined;
  readonly onChange: (part: Partial<Pick<TicketFields, "assigneeId" | "queueId">>) => void;
}): ReactNode {
  const t = useTranslations("web.tickets.form");
  const fields = [
    { name: "assigneeId", label: t("assignee"), options: choices.people },
    { name: "queueId", label: t("queue"), options: choices.queues },
  ] as const;
  return fields.map(({ name, label, options }) => (
    <SelectField
      key={name}
      name={name}
      label={label}
      error={faultOf(name)}
      value={value[name]}
      onChange={({ target }) => onChange({ [name]: target.value })}
    >
      <option value="">{t("none")}</option>
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.name}
        </option>
      ))}
    </SelectField>
  ));
}
