/** The fields of customer profiles, in order. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import {
  CARD_FIELDS_MAX,
  CARD_KINDS,
  CARD_OPTIONS_MAX,
} from "../../../../src/service/acd/queues/customers/card-limits.shared.ts";
import type { CardField } from "../../../../src/service/acd/queues/customers/customer-profile.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { Awaiting, FailureNotice } from "../../parts/notice.tsx";
import { type CardForm, cardFormQuery } from "./choice-data.ts";

const LABEL_MAX = 60;

/** The section; read-only for users who may not define fields. */
export function CardFields({ mayDefine }: { readonly mayDefine: boolean }): ReactNode {
  const t = useTranslations("web.queues.cards");
  const found = useQuery(cardFormQuery);
  return (
    <section className="grid gap-3" aria-labelledby="card-fields">
      <div>
        <h2 id="card-fields">{t("title")}</h2>
        <p className="mt-1 max-w-[70ch] text-soft">{t(mayDefine ? "lead" : "leadReading")}</p>
      </div>
      <Awaiting query={found} lines={3} />
      {found.data === undefined ? null : mayDefine ? (
        <Fields key={found.data.version} form={found.data} />
      ) : found.data.fields.length === 0 ? (
        <p className="text-soft">{t("none")}</p>
      ) : (
        <ul className="grid gap-1">
          {found.data.fields.map(({ id, label, kind }) => (
            <li key={id} className="[overflow-wrap:anywhere]">
              {t("fieldText", { label, kind: t(`kinds.${kind}`) })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Fields({ form }: { readonly form: CardForm }): ReactNode {
  const t = useTranslations("web.queues.cards");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [fields, setFields] = useState<readonly CardField[]>(form.fields);
  const keeping = useMutation({
    mutationFn: (next: readonly CardField[]) => {
      const tidy = next.map((field) => ({ ...field, options: optionsOf(field.options.join("\n")) }));
      return read(api.PUT("/api/service/card-form", { body: { fields: tidy, expectedVersion: form.version } }));
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: cardFormQuery.queryKey }),
  });
  const change = (id: string, part: Partial<CardField>): void =>
    setFields(fields.map((field) => (field.id === id ? { ...field, ...part } : field)));
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    keeping.mutate(fields);
  };
  const add = (): void => setFields([...fields, { id: crypto.randomUUID(), label: "", kind: "text", options: [] }]);
  return (
    <form noValidate className="grid gap-4" onSubmit={onSubmit}>
      {fields.length === 0 ? <p className="text-soft">{t("none")}</p> : null}
      <ol className="grid gap-4">
        {fields.map((field, nth) => (
          <li key={field.id}>
            <FieldRow
              field={field}
              nth={nth + 1}
              onChange={(part) => change(field.id, part)}
              onEnd={() => setFields(fields.filter(({ id }) => id !== field.id))}
            />
          </li>
        ))}
      </ol>
      {keeping.error === null ? null : <FailureNotice error={keeping.error} />}
      <div className="flex flex-wrap items-center gap-2">
        <button type="button" className="button" disabled={fields.length >= CARD_FIELDS_MAX} onClick={add}>
          {t("add")}
        </button>
        <BusyButton
          type="submit"
          className="button button-main"
          isBusy={keeping.isPending}
          disabled={fields === form.fields}
        >
          {keeping.isPending ? parts("working") : t("save")}
        </BusyButton>
      </div>
    </form>
  );
}

/** One option per line; empty lines are dropped. */
function optionsOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ""))].slice(0, CARD_OPTIONS_MAX);
}

function FieldRow({
  field: { id, label, kind, options },
  nth,
  onChange,
  onEnd,
}: {
  readonly field: CardField;
  readonly nth: number;
  readonly onChange: (part: Partial<CardField>) => void;
  readonly onEnd: () => void;
}): ReactNode {
  const t = useTranslations("web.queues.cards");
  return (
    <fieldset className="card flex flex-wrap items-end gap-3 p-4">
      <legend className="sr-only">{t("fieldNth", { nth })}</legend>
      <TextField
        name={`card-label-${id}`}
        label={t("label")}
        maxLength={LABEL_MAX}
        value={label}
        onChange={(event) => onChange({ label: event.target.value })}
      />
      <SelectField
        name={`card-kind-${id}`}
        label={t("kind")}
        value={kind}
        onChange={(event) => onChange({ kind: CARD_KINDS.find((one) => one === event.target.value) ?? "text" })}
      >
        {CARD_KINDS.map((one) => (
          <option key={one} value={one}>
            {t(`kinds.${one}`)}
          </option>
        ))}
      </SelectField>
      {kind === "choice" ? (
        <TextArea
          name={`card-options-${id}`}
          label={t("options")}
          rows={3}
          value={options.join("\n")}
          onChange={(event) => onChange({ options: event.target.value.split("\n") })}
        />
      ) : null}
      <button type="button" className="button button-small" aria-label={t("endOf", { nth })} onClick={onEnd}>
        {t("end")}
      </button>
    </fieldset>
  );
}
