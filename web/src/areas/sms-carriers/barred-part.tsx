/** Blocked prefixes: no messages are sent to numbers with these prefixes. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { PREFIX } from "../../../../src/service/messaging/sms/settings/settings-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { ErrorSummary, type SummaryLine, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { List } from "../../parts/list-screen/list.tsx";
import { moment } from "../../words/dates.ts";
import { type BarredRow, barredQuery } from "./carrier-data.ts";

const PREFIX_LENGTH_MAX = 15;
const REASON_LENGTH_MAX = 200;

/** The list with its form. */
export function BarredPart(): ReactNode {
  const t = useTranslations("web.smsCarriers.barred");
  const found = useQuery(barredQuery);
  const columns = useColumns();
  return (
    <section className="grid gap-4" aria-labelledby="barred">
      <div className="grid gap-1">
        <h2 id="barred">{t("title")}</h2>
        <p className="max-w-[70ch] text-soft">{t("lead")}</p>
      </div>
      <BarForm />
      <List
        query={found}
        lines={2}
        caption={t("title")}
        columns={columns}
        rowId={({ prefix }) => prefix}
        empty={{ text: t("none") }}
      />
    </section>
  );
}

function BarForm(): ReactNode {
  const t = useTranslations("web.smsCarriers.barred");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [draft, setDraft] = useState({ prefix: "", reason: "" });
  const barring = useMutation({
    mutationFn: ({ prefix, reason }: typeof draft) =>
      read(api.POST("/api/service/sms/barred-prefixes", { body: { prefix: prefix.trim(), reason: reason.trim() } })),
    onSuccess: async () => {
      setDraft({ prefix: "", reason: "" });
      await cache.invalidateQueries({ queryKey: barredQuery.queryKey });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(barring.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const unfit: SummaryLine = { field: "prefix", message: t("prefixFault") };
    const missing: SummaryLine = { field: "reason", message: parts("required", { field: t("reason") }) };
    const faults = [
      ...(PREFIX.test(draft.prefix.trim()) ? [] : [unfit]),
      ...(draft.reason.trim() === "" ? [missing] : []),
    ];
    if (isFree(faults)) barring.mutate(draft);
  };
  const fieldOf = (name: keyof typeof draft) => ({
    name,
    value: draft[name],
    error: faultOf(name),
    label: t(name),
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      setDraft({ ...draft, [name]: target.value }),
  });
  return (
    <form noValidate className="card grid gap-4 p-5" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <div className="grid items-end gap-4 md:grid-cols-2">
        <TextField
          {...fieldOf("prefix")}
          hint={t("prefixHint")}
          inputMode="numeric"
          autoComplete="off"
          maxLength={PREFIX_LENGTH_MAX}
        />
        <TextField {...fieldOf("reason")} maxLength={REASON_LENGTH_MAX} />
      </div>
      <BusyButton type="submit" className="button justify-self-start" isBusy={barring.isPending}>
        {t("add")}
      </BusyButton>
    </form>
  );
}

function useColumns(): readonly Column<BarredRow>[] {
  const t = useTranslations("web.smsCarriers.barred");
  const all = useTranslations("web.smsCarriers");
  const locale = useLocale();
  return [
    { id: "prefix", header: t("prefix"), look: "strong-figures", cell: ({ prefix }) => prefix },
    { id: "reason", header: t("reason"), look: "wrap", cell: ({ reason }) => reason },
    { id: "at", header: t("at"), cell: ({ createdAt }) => moment(createdAt, locale) },
    {
      id: "acts",
      header: all("acts"),
      actions: (row) => [
        {
          text: t("end"),
          label: t("endOf", { prefix: row.prefix }),
          ends: {
            title: t("endTitle", { prefix: row.prefix }),
            text: t("endText"),
            yes: t("endYes"),
            end: () => {
              const params = { path: { prefix: row.prefix } };
              return read(api.DELETE("/api/service/sms/barred-prefixes/{prefix}", { params }));
            },
          },
        },
      ],
    },
  ];
}
