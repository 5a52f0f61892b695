/** Invoices of short messages of a call centre. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { DataTable } from "../../parts/data-table.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { MoneyWays } from "../sms-report/money-ways.tsx";
import { type InvoiceRow, invoicesQuery } from "./billing-data.ts";
import { useInvoiceColumns } from "./invoice-columns.tsx";

/** The screen of `/layanan/saldo-pesan/tagihan`. */
export function SmsInvoicesScreen(): ReactNode {
  const t = useTranslations("web.smsBilling.invoices");
  const { before = "" } = useSearch({ from: "/layanan/saldo-pesan/tagihan" });
  const navigate = useNavigate({ from: "/layanan/saldo-pesan/tagihan" });
  const found = useQuery(invoicesQuery(before));
  const columns = useInvoiceColumns<InvoiceRow>(({ id }) => `/api/service/sms/invoices/${id}/file`);
  const rows = found.data?.items;
  const next = found.data?.next ?? null;
  const go = (month: string) => void navigate({ search: { before: month }, replace: true });
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<MoneyWays />}>
      <div className="grid gap-3">
        <Awaiting query={found} lines={4} />
        {rows?.length === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
        {rows === undefined || rows.length === 0 ? null : (
          <DataTable caption={t("title")} columns={columns} rows={rows} rowId={({ id }) => id} />
        )}
        <p className="flex flex-wrap gap-3">
          {before === "" ? null : (
            <button type="button" className="button button-small" onClick={() => go("")}>
              {t("newer")}
            </button>
          )}
          {next === null ? null : (
            <button type="button" className="button button-small" onClick={() => go(next)}>
              {t("older")}
            </button>
          )}
        </p>
      </div>
    </Page>
  );
}
