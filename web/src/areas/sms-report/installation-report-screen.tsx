/** SMS of all call centres: volumes, delivery results, revenue and carrier costs. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { DataTable } from "../../parts/data-table.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { CarrierWays } from "../sms-carriers/carrier-ways.tsx";
import { ReportChoices } from "./report-choices.tsx";
import { useMoneyColumns, useSharedColumns } from "./report-columns.tsx";
import { INSTALLATION_BYS, type InstallationRow, installationReportQuery, type ReportAddress } from "./report-data.ts";

/** The screen of `/operator-sms/laporan`. */
export function InstallationReportScreen(): ReactNode {
  const t = useTranslations("web.smsReport");
  const address: ReportAddress = useSearch({ from: "/operator-sms/laporan" });
  const navigate = useNavigate({ from: "/operator-sms/laporan" });
  const by = INSTALLATION_BYS.find((one) => one === address.by) ?? "tenant";
  const found = useQuery(installationReportQuery(address));
  const columns = [...useSharedColumns<InstallationRow>(by), ...useMoneyColumns()];
  const rows = found.data?.rows;
  return (
    <Page width="working" title={t("installationTitle")} lead={t("installationLead")} above={<CarrierWays />}>
      <section className="grid gap-3" aria-label={t("installationTitle")}>
        <ReportChoices
          address={address}
          bys={INSTALLATION_BYS}
          by={by}
          onChange={(search) => void navigate({ search: { ...search }, replace: true })}
        />
        <Awaiting query={found} lines={4} />
        {rows?.length === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
        {rows === undefined || rows.length === 0 ? null : (
          <DataTable caption={t("installationTitle")} columns={columns} rows={rows} rowId={({ key }) => key} />
        )}
      </section>
    </Page>
  );
}
