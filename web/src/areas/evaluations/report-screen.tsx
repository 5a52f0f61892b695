/** Report of evaluations: means by agent and by question, and an export. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { EvaluationReport } from "../../../../src/service/acd/quality/evaluation.shared.ts";
import { addressOf } from "../../data/client.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { DayField } from "../../parts/day-field.tsx";
import { FilterSelect } from "../../parts/list-tools.tsx";
import { Awaiting, Empty, FailureNotice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { officeToday } from "../../words/dates.ts";
import { queuesQuery } from "../queues/queue-data.ts";
import { ScoreText } from "./evaluation-badges.tsx";
import { type EvaluationReportQuery, evaluationReportQuery, formsQuery } from "./evaluation-data.ts";
import type { EVALUATION_REPORT_KEYS } from "./evaluation-keys.ts";
import { WayBack } from "./way-back.tsx";

type Address = { readonly [Key in (typeof EVALUATION_REPORT_KEYS)[number]]?: string };
type Change = (part: Address) => void;

/** Default range of a report in days, including today. */
const FIRST_DAYS = 30;
const DAY_MS = 86_400_000;

function reportQueryOf({ from, to, form, queue }: Address): EvaluationReportQuery {
  const nowMs = Date.now();
  return {
    from: from ?? officeToday(nowMs - (FIRST_DAYS - 1) * DAY_MS),
    to: to ?? officeToday(nowMs),
    ...(form === undefined ? {} : { formId: form }),
    ...(queue === undefined ? {} : { queueId: queue }),
  };
}

function Choices({ asked, onChange }: { readonly asked: EvaluationReportQuery; readonly onChange: Change }): ReactNode {
  const t = useTranslations("web.evaluations");
  const [queues, forms] = [useQuery(queuesQuery), useQuery(formsQuery)];
  const named = (items: readonly { readonly id: string; readonly name: string }[] | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="mb-6 flex flex-wrap items-center gap-3">
      <DayField label={t("from")} value={asked.from} onChange={(from) => onChange({ from })} />
      <DayField label={t("to")} value={asked.to} onChange={(to) => onChange({ to })} />
      <FilterSelect
        label={t("form")}
        all={t("report.allForms")}
        value={asked.formId ?? ""}
        options={named(forms.data?.items)}
        onChange={(form) => onChange({ form })}
      />
      <FilterSelect
        label={t("queue")}
        all={t("draws.allQueues")}
        value={asked.queueId ?? ""}
        options={named(queues.data?.items)}
        onChange={(queue) => onChange({ queue })}
      />
    </div>
  );
}

/** The screen of `/layanan/laporan-penilaian`. */
export function EvaluationReportScreen(): ReactNode {
  const t = useTranslations("web.evaluations");
  const language = useLocale();
  const address = useSearch({ from: "/layanan/laporan-penilaian" });
  const navigate = useNavigate({ from: "/layanan/laporan-penilaian" });
  const asked = reportQueryOf(address);
  const report = useQuery(evaluationReportQuery(asked));
  const { data, error, refetch } = report;
  const csv = (
    <a
      className="button button-small"
      href={addressOf("/api/service/reports/evaluations/export", { query: { ...asked, language } })}
      download
    >
      {t("report.csv")}
    </a>
  );
  return (
    <Page
      width="working"
      title={t("report.title")}
      lead={t("report.lead")}
      above={
        <WayBack>
          <Link to="/layanan/penilaian">{t("back")}</Link>
        </WayBack>
      }
      actions={csv}
    >
      <Choices
        asked={asked}
        onChange={(part) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true })}
      />
      <Awaiting query={report} lines={6} />
      {data !== undefined && error !== null ? <FailureNotice error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined || error !== null ? null : data.evaluations === 0 ? (
        <Empty title={t("report.emptyTitle")}>{t("report.emptyText")}</Empty>
      ) : (
        <Tables report={data} />
      )}
    </Page>
  );
}

function Tables({ report }: { readonly report: EvaluationReport }): ReactNode {
  const t = useTranslations("web.evaluations.report");
  const agents: readonly Column<EvaluationReport["agents"][number]>[] = [
    { id: "name", header: t("agent"), look: "strong-words", cell: (row) => row.name },
    { id: "evaluations", header: t("evaluations"), numeric: true, cell: (row) => row.evaluations },
    { id: "mean", header: t("mean"), numeric: true, cell: (row) => <ScoreText score={row.mean} /> },
    { id: "fatal", header: t("fatal"), numeric: true, cell: (row) => row.fatal },
    { id: "acknowledged", header: t("acknowledged"), numeric: true, cell: (row) => row.acknowledged },
  ];
  const all = useTranslations("web.evaluations");
  const questions: readonly Column<EvaluationReport["questions"][number]>[] = [
    { id: "form", header: all("form"), look: "words", cell: (row) => row.formName },
    { id: "text", header: t("question"), look: "wrap", cell: (row) => row.text },
    { id: "mean", header: t("mean"), numeric: true, cell: (row) => <ScoreText score={row.mean} /> },
    { id: "answered", header: t("answered"), numeric: true, cell: (row) => row.answered },
    { id: "notApplicable", header: t("notApplicable"), numeric: true, cell: (row) => row.notApplicable },
  ];
  return (
    <div className="grid gap-8">
      <dl className="board-figures">
        <div>
          <dt>{t("mean")}</dt>
          <dd data-size="large">
            <ScoreText score={report.mean} />
          </dd>
        </div>
        <div>
          <dt>{t("evaluations")}</dt>
          <dd data-size="large">{report.evaluations}</dd>
        </div>
      </dl>
      <section className="grid gap-3">
        <h2>{t("agents")}</h2>
        <DataTable caption={t("agents")} columns={agents} rows={report.agents} rowId={(row) => row.agentId} />
      </section>
      <section className="grid gap-3">
        <h2>{t("questions")}</h2>
        <DataTable
          caption={t("questions")}
          columns={questions}
          rows={report.questions}
          rowId={(row) => row.questionId}
        />
      </section>
    </div>
  );
}
