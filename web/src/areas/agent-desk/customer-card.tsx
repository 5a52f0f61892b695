/** The customer profile of the caller's number, with the fields defined by the call centre. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { CARD_VALUE_MAX } from "../../../../src/service/acd/queues/customers/card-limits.shared.ts";
import type {
  CardField,
  DesktopCustomer,
} from "../../../../src/service/acd/queues/customers/customer-profile.shared.ts";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { SelectField, TextField } from "../../parts/fields.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { desktopCustomerQuery } from "./agent-desktop-data.ts";

const NAME_MAX = 120;

type Card = NonNullable<DesktopCustomer["card"]>;

/** The customer's name beside the number; the space is reserved while the name is unknown. */
export function CustomerName({ contactId }: { readonly contactId: string }): ReactNode {
  const { data } = useQuery(desktopCustomerQuery(contactId));
  return <p className="desk-who">{data?.card?.name ?? ""}</p>;
}

/** The call script of the queue; renders nothing without a script. */
export function QueueScript({ contactId }: { readonly contactId: string }): ReactNode {
  const t = useTranslations("web.agentDesk.customer");
  const { data } = useQuery(desktopCustomerQuery(contactId));
  if (data === undefined || data.script === "") return null;
  return (
    <details className="desk-script" open>
      <summary className="font-semibold">{t("script")}</summary>
      <p className="mt-1 whitespace-pre-wrap [overflow-wrap:anywhere]">{data.script}</p>
    </details>
  );
}

/** The customer profile; editable while the agent has the contact. */
export function CustomerCard({ contactId }: { readonly contactId: string }): ReactNode {
  const t = useTranslations("web.agentDesk.customer");
  const { data, error, refetch } = useQuery(desktopCustomerQuery(contactId));
  return (
    <section aria-labelledby="desk-customer">
      <h3 id="desk-customer">{t("title")}</h3>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined ? null : data.card === null ? (
        <p className="text-small text-soft">{t("none")}</p>
      ) : (
        <CardForm key={contactId} contactId={contactId} fields={data.fields} card={data.card} />
      )}
    </section>
  );
}

function useKeeping(contactId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (card: Card) => {
      const { name, values, version: expectedVersion } = card;
      const params = { path: { id: contactId } };
      const body = { name, values, expectedVersion };
      return read(api.PUT("/api/service/desk/contacts/{id}/customer", { params, body }));
    },
    // Also after a refusal: the version has changed, and the user's input is kept.
    onSettled: () => cache.invalidateQueries({ queryKey: desktopCustomerQuery(contactId).queryKey }),
  });
}

function CardForm({
  contactId,
  fields,
  card,
}: {
  readonly contactId: string;
  readonly fields: readonly CardField[];
  readonly card: Card;
}): ReactNode {
  const t = useTranslations("web.agentDesk.customer");
  const [typed, setTyped] = useState<Partial<Card> | null>(null);
  const keeping = useKeeping(contactId);
  const now = { name: typed?.name ?? card.name, values: { ...card.values, ...typed?.values } };
  const change = (part: Partial<Card>): void => setTyped({ ...now, ...part });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (keeping.isPending) return;
    const sent = typed;
    keeping.mutate(
      { ...now, version: card.version },
      { onSuccess: () => setTyped((before) => (before === sent ? null : before)) },
    );
  };
  const problem = keeping.error === null ? null : problemOf(keeping.error);
  const faultOf = (id: string): string | undefined =>
    problem?.fields.find(({ path }) => path === `values.${id}`)?.message;
  return (
    <form noValidate className="mt-1 grid gap-3" onSubmit={onSubmit}>
      <TextField
        name={`customer-name-${contactId}`}
        label={t("name")}
        autoComplete="off"
        maxLength={NAME_MAX}
        value={now.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      {fields.map((field) => (
        <Value
          key={field.id}
          field={field}
          value={now.values[field.id] ?? ""}
          error={faultOf(field.id)}
          onChange={(value) => change({ values: { ...now.values, [field.id]: value } })}
        />
      ))}
      {keeping.error !== null && problem?.fields.length === 0 ? <FailureNotice error={keeping.error} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        <BusyButton type="submit" className="button" isBusy={keeping.isPending} disabled={typed === null}>
          {t("save")}
        </BusyButton>
        <p role="status" className="text-small text-soft">
          {typed !== null ? t("unsaved") : keeping.isSuccess ? t("saved") : ""}
        </p>
      </div>
    </form>
  );
}

function Value({
  field: { id, label, kind, options },
  value,
  error,
  onChange,
}: {
  readonly field: CardField;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const t = useTranslations("web.agentDesk.customer");
  const name = `customer-${id}`;
  if (kind === "choice")
    return (
      <SelectField
        name={name}
        label={label}
        error={error}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{t("notChosen")}</option>
        {value === "" || options.includes(value) ? null : <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </SelectField>
    );
  return (
    <TextField
      name={name}
      label={label}
      type={kind === "date" ? "date" : "text"}
      inputMode={kind === "number" ? "decimal" : undefined}
      autoComplete="off"
      maxLength={CARD_VALUE_MAX}
      error={error}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
