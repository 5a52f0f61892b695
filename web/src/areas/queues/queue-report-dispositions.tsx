/** Dispositions of contacts as chosen by agents. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { figure } from "../calls/call-words.ts";
import type { QueueReport } from "./queue-report-data.ts";

type Count = QueueReport["dispositions"][number];

/** The table; renders nothing without dispositions. */
export function Dispositions({ report: { dispositions } }: { readonly report: QueueReport }): ReactNode {
  const t = useTranslations("web.queueReport");
  const locale = useLocale();
  if (dispositions.length === 0) return null;
  const all = dispositions.reduce((sum, { contacts }) => sum + contacts, 0);
  const columns: readonly Column<Count>[] = [
    { id: "name", header: t("disposition"), look: "strong-wrap", cell: ({ name }) => name },
    { id: "contacts", header: t("contacts"), numeric: true, cell: ({ contacts }) => figure(contacts, locale, 0) },
    {
      id: "share",
      header: t("share"),
      numeric: true,
      cell: ({ contacts }) => `${figure((contacts / all) * 100, locale, 1)} %`,
    },
  ];
  return (
    <section className="grid gap-3">
      <h2>{t("dispositions")}</h2>
      <p className="max-w-[70ch] text-small text-soft">{t("dispositionsText")}</p>
      <DataTable caption={t("dispositions")} columns={columns} rows={dispositions} rowId={({ id }) => id} />
    </section>
  );
}
