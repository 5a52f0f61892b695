/** Delivery results of a call centre's SMS by day, carrier, sender id or category, and the last hour. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { addressOf } from "../../data/client.ts";
import { DataTable } from "../../parts/data-table.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { LiveHour } from "./live-hour.tsx";
import { MoneyWays } from "./money-ways.tsx";
import { ReportChoices } from "./report-choices.tsx";
import { useOwnColumns, useSharedColumns } from "./report-columns.tsx";
import { daysOf, REPORT_BYS, type ReportAddress, type ReportRow, reportQuery } from "./report-data.ts";

/** The screen of `/layanan/saldo-pesan/laporan`. */
export function SmsReportScreen(): ReactNode {
  const t = useTranslations("web.smsReport");
  const language = useLocale();
  const address: ReportAddress = useSearch({ from: "/layanan/saldo-pesan/laporan" });
  const navigate = useNavigate({ from: "/layanan/saldo-pesan/laporan" });
  const by = REPORT_BYS.find((one) => one === address.by) ?? "day";
  const found = useQuery(reportQuery(address));
  const columns = [...useSharedColumns<ReportRow>(by), ...useOwnColumns()];
  const rows = found.data?.rows;
  const file = (
    <>
      <a
        className="button button-small"
        title={t("csvHint")}
        href={addressOf("/api/service/sms/report/export", { query: { ...daysOf(address), language } })}
        download
      >
        {t("csv")}
      </a>
      <a
        className="button button-small"
        title={t("receiptsHint")}
        href={addressOf("/api/service/sms/receipts/export", { query: { ...daysOf(address) } })}
        download
      >
        {t("receipts")}
      </a>
    </>
  );
  return (
    <Page width="working" title={t("title")} lead={t("lead")} actions={file} above={<MoneyWays />}>
      <div className="grid gap-8">
        <section className="grid gap-3" aria-label={t("title")}>
          <ReportChoices
            address={address}
            bys={REPORT_BYS}
            by={by}
            onChange={(search) => void navigate({ search: { ...search }, replace: true })}
          />
          <Awaiting query={found} lines={4} />
          {rows?.length === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
          {rows === undefined || rows.length === 0 ? null : (
            <DataTable caption={t("title")} columns={columns} rows={rows} rowId={({ key }) => key} />
          )}
        </section>
        <LiveHour />
      </div>
    </Page>
  );
}
