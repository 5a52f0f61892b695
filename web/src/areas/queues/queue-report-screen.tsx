/** The queue report: days and queue in the URL, figures with definitions, half hours, and export files. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { addressOf } from "../../data/client.ts";
import { DayField } from "../../parts/day-field.tsx";
import { FilterSelect } from "../../parts/list-tools.tsx";
import { Awaiting, Empty, FailureNotice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { pagingOf } from "../../parts/pager.tsx";
import { queuesQuery } from "./queue-data.ts";
import {
  daysOf,
  type QueueReportQuery,
  queueReportQuery,
  type ReportAddress,
  reportQueryOf,
} from "./queue-report-data.ts";
import { Dispositions } from "./queue-report-dispositions.tsx";
import { ReportTotals } from "./queue-report-figures.tsx";
import { HalfHourTable, QueueTotals } from "./queue-report-tables.tsx";
import { QueueReportTrend } from "./queue-report-trend.tsx";

type Change = (part: ReportAddress) => void;

function Files({ asked }: { readonly asked: QueueReportQuery }): ReactNode {
  const t = useTranslations("web.queueReport");
  const language = useLocale();
  return (
    <>
      {(["csv", "xlsx"] as const).map((format) => (
        <a
          key={format}
          className="button button-small"
          title={t("exportHint")}
          href={addressOf("/api/service/reports/queues/export", { query: { ...asked, format, language } })}
          download
        >
          {t(format)}
        </a>
      ))}
    </>
  );
}

/** ISO dates compare as text; an inverted range becomes one day. */
const rangeFrom = (day: string, to: string): ReportAddress => ({ from: day, to: to > day ? to : day });
const rangeUntil = (day: string, from: string): ReportAddress =>
  day > from ? { from, to: day } : { from: day, to: day };

function Choices({ address, onChange }: { readonly address: ReportAddress; readonly onChange: Change }): ReactNode {
  const t = useTranslations("web.queueReport");
  const { data } = useQuery(queuesQuery);
  const { from, to } = daysOf(address);
  return (
    <div className="mb-6 flex flex-wrap items-center gap-3">
      <DayField label={t("from")} value={from} onChange={(day) => onChange(rangeFrom(day, address.to ?? day))} />
      <DayField label={t("to")} value={to} onChange={(day) => onChange(rangeUntil(day, from))} />
      <FilterSelect
        label={t("queue")}
        all={t("allQueues")}
        value={address.queue ?? ""}
        options={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(queue) => onChange({ queue })}
      />
    </div>
  );
}

/** The screen of `/layanan/laporan-antrean`. */
export function QueueReportScreen(): ReactNode {
  const t = useTranslations("web.queueReport");
  const address = useSearch({ from: "/layanan/laporan-antrean" });
  const navigate = useNavigate({ from: "/layanan/laporan-antrean" });
  const asked = reportQueryOf(address);
  const report = useQuery(queueReportQuery(asked));
  const change: Change = (part) =>
    void navigate({ search: (before) => ({ ...before, page: "", ...part }), replace: true });
  const { data, error, refetch } = report;
  const withEmpty = address.empty === "yes";
  return (
    <Page width="working" title={t("title")} lead={t("lead")} actions={<Files asked={asked} />}>
      <Choices address={address} onChange={change} />
      <Awaiting query={report} lines={8} />
      {data !== undefined && error !== null ? <FailureNotice error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined || error !== null ? null : (
        <div className="grid gap-8">
          <ReportTotals report={data} />
          {data.totals.all.offered === 0 ? (
            <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty>
          ) : (
            <>
              <QueueReportTrend report={data} />
              {data.queues.length > 1 ? <QueueTotals report={data} /> : null}
              <Dispositions report={data} />
              <section className="grid gap-3">
                <div className="flex flex-wrap items-center justify-between gap-3">
                  <h2>{t("table")}</h2>
                  <label className="inline-flex items-center gap-2 text-small">
                    <input
                      type="checkbox"
                      checked={!withEmpty}
                      onChange={() => change({ empty: withEmpty ? "" : "yes" })}
                    />
                    {t("onlyBusy")}
                  </label>
                </div>
                <HalfHourTable
                  report={data}
                  withEmpty={withEmpty}
                  page={pagingOf(address).page}
                  onPage={(page) => void navigate({ search: (before) => ({ ...before, page: String(page) }) })}
                />
              </section>
            </>
          )}
        </div>
      )}
    </Page>
  );
}
