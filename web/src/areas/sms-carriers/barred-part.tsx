/** Blocked prefixes: no messages are sent to numbers with these prefixes. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { PREFIX } from "../../../../src/service/messaging/sms/settings/settings-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Column } from "../../parts/data-table.tsx";
import { TextField } from "../../parts/fields.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { SavedFormFrame, useSavedForm } from "../../parts/saved-form.tsx";
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
  const form = useSavedForm({
    initial: { prefix: "", reason: "" },
    faultsOf: ({ prefix }, missing) => [
      PREFIX.test(prefix.trim()) ? undefined : { field: "prefix", message: t("prefixFault") },
      missing("reason", t("reason")),
    ],
    save: ({ prefix, reason }) =>
      read(api.POST("/api/service/sms/barred-prefixes", { body: { prefix: prefix.trim(), reason: reason.trim() } })),
    clears: { prefix: "", reason: "" },
    refreshes: barredQuery.queryKey,
  });
  return (
    <div className="card p-5">
      <SavedFormFrame form={form} submit={t("add")}>
        <div className="grid items-end gap-4 md:grid-cols-2">
          <TextField
            {...form.text("prefix")}
            label={t("prefix")}
            hint={t("prefixHint")}
            inputMode="numeric"
            autoComplete="off"
            maxLength={PREFIX_LENGTH_MAX}
          />
          <TextField {...form.text("reason")} label={t("reason")} maxLength={REASON_LENGTH_MAX} />
        </div>
      </SavedFormFrame>
    </div>
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
