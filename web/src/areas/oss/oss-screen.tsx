/** OSS for officers: outgoing reports, incoming messages, and companies that need attention. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListFilters } from "../../parts/list-screen/list-screen.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../shell/use-may.ts";
import { moment } from "../../words/dates.ts";
import { CompaniesList } from "./companies-list.tsx";
import { DeliveryState, RetryButton, StatusWord } from "./delivery.tsx";
import { HandoversList } from "./handovers-list.tsx";
import { MessagesList } from "./messages-list.tsx";
import { type ListedReport, reportsQuery } from "./oss-data.ts";
import { ReporterForm } from "./reporter-form.tsx";
import { UnlinkedLicenses } from "./unlinked-licenses.tsx";

const VIEWS = ["reports", "handovers", "waiting", "messages", "companies"] as const;
const STATES = ["stuck", "delivered", "all"] as const;

function useColumns(mayRetry: boolean): readonly Column<ListedReport>[] {
  const t = useTranslations("web.oss");
  const locale = useLocale();
  return [
    {
      id: "case",
      header: t("desk.column.case"),
      cell: (row) => (
        <Link to="/permohonan/$id" params={{ id: row.applicationId }} className="font-semibold whitespace-nowrap">
          {row.number ?? "–"}
        </Link>
      ),
    },
    {
      id: "company",
      header: t("desk.column.company"),
      cell: (row) => (
        <span className="line-clamp-2 min-w-[160px]" title={row.organisationName}>
          {row.organisationName}
        </span>
      ),
    },
    { id: "license", header: t("desk.column.license"), look: "letters", cell: (row) => row.licenseId },
    { id: "status", header: t("desk.column.status"), cell: (row) => <StatusWord status={row.status} /> },
    {
      id: "at",
      header: t("desk.column.at"),
      cell: (row) => (
        <span>
          {moment(row.occurredAt, locale)}
          {row.officerName === null ? null : (
            <span className="block text-small text-soft">
              {row.officerName}
              {row.officerNumber === null ? "" : ` · ${row.officerNumber}`}
            </span>
          )}
        </span>
      ),
    },
    {
      id: "delivery",
      header: t("desk.column.delivery"),
      cell: (row) => (
        <div className="grid justify-items-start gap-1">
          <DeliveryState report={row} />
          {row.lastDetail === null ? null : (
            <span className="max-w-[40ch] break-words text-small text-soft">{row.lastDetail}</span>
          )}
          {row.delivery === "stuck" && row.behind > 0 ? (
            <span className="text-small">{t("behind", { count: row.behind })}</span>
          ) : null}
          {row.delivery === "stuck" && mayRetry ? (
            <RetryButton applicationId={row.applicationId} about={row.number ?? ""} />
          ) : null}
        </div>
      ),
    },
  ];
}

function ReportsList(): ReactNode {
  const t = useTranslations("web.oss.desk");
  const list = useListAddress(useSearch({ from: "/oss" }));
  const { search = "" } = list.address;
  const state = STATES.find((one) => one === list.address.state) ?? "open";
  const states = STATES.map((one) => ({ value: one, label: t(`reportState.${one}`) }));
  const query = useQuery(reportsQuery({ ...list.pages, state, search }));
  const { data } = query;
  return (
    <>
      <ListFilters
        list={list}
        filters={[
          { key: "search", label: t("search") },
          { key: "state", label: t("filter"), all: t("reportState.open"), options: states },
        ]}
      >
        {data === undefined ? null : (
          <span className="text-small text-soft" role="status">
            {t("waiting", { count: data.counts.waiting })} · {t("stuck", { count: data.counts.stuck })}
          </span>
        )}
      </ListFilters>
      {data !== undefined && !data.isConfigured ? <Notice tone="wait">{t("notConfigured")}</Notice> : null}
      <List
        query={query}
        lines={8}
        height={36}
        caption={t("view.reports")}
        columns={useColumns(useMay("oss.retry"))}
        rowId={(row) => `${row.applicationId} ${row.sequence}`}
        paging={list.paging}
        empty={{ title: t("emptyReports"), text: t("emptyReportsText") }}
      />
    </>
  );
}

/** The OSS screen. */
export function OssScreen(): ReactNode {
  const t = useTranslations("web.oss.desk");
  const search = useSearch({ from: "/oss" });
  const view = VIEWS.find((one) => one === search.view) ?? "reports";
  return (
    <Page width="working" title={t("title")} lead={t("lead")}>
      <nav aria-label={t("views")} className="mb-5 flex flex-wrap gap-2">
        {VIEWS.map((one) => (
          <Link
            key={one}
            to="/oss"
            search={one === "reports" ? {} : { view: one }}
            className="button button-small aria-[current=page]:border-accent aria-[current=page]:font-semibold"
            aria-current={one === view ? "page" : undefined}
            activeProps={{}}
          >
            {t(`view.${one}`)}
          </Link>
        ))}
      </nav>
      {view === "reports" ? <ReportsList /> : null}
      {view === "handovers" ? <HandoversList /> : null}
      {view === "waiting" ? <UnlinkedLicenses /> : null}
      {view === "messages" ? <MessagesList /> : null}
      {view === "companies" ? <CompaniesList /> : null}
      {view === "reports" ? <ReporterForm /> : null}
    </Page>
  );
}
