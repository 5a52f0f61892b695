/** Evaluations of a call centre: the newest first, narrowed down by the address. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { EVALUATION_STATES } from "../../../../src/service/acd/quality/evaluation-limits.shared.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { DayField } from "../../parts/day-field.tsx";
import { FilterSelect } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { callTime } from "../calls/call-words.ts";
import { agentsQuery, queuesQuery } from "../queues/queue-data.ts";
import { EvaluationState, WholeScore } from "./evaluation-badges.tsx";
import { type EvaluationRow, type EvaluationsAsked, evaluationsQuery, formsQuery } from "./evaluation-data.ts";
import type { LIST_KEYS } from "./evaluation-keys.ts";

type Address = { readonly [Key in (typeof LIST_KEYS)[number]]?: string };
type Change = (part: Address) => void;

/** The filter of an address, as the API asks for it. */
function askedBy({ agent, queue, form, state, from, to }: Address): EvaluationsAsked {
  const filter = { agentId: agent, queueId: queue, formId: form, state, from, to };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ""));
}

function Filters({ address, onChange }: { readonly address: Address; readonly onChange: Change }): ReactNode {
  const t = useTranslations("web.evaluations");
  const [agents, queues, forms] = [useQuery(agentsQuery), useQuery(queuesQuery), useQuery(formsQuery)];
  const named = (items: readonly { readonly id: string; readonly name: string }[] | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      <FilterSelect
        label={t("agent")}
        value={address.agent ?? ""}
        options={named(agents.data?.items)}
        onChange={(agent) => onChange({ agent })}
      />
      <FilterSelect
        label={t("queue")}
        value={address.queue ?? ""}
        options={named(queues.data?.items)}
        onChange={(queue) => onChange({ queue })}
      />
      <FilterSelect
        label={t("form")}
        value={address.form ?? ""}
        options={named(forms.data?.items)}
        onChange={(form) => onChange({ form })}
      />
      <FilterSelect
        label={t("state")}
        value={address.state ?? ""}
        options={EVALUATION_STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
        onChange={(state) => onChange({ state })}
      />
      <DayField label={t("from")} value={address.from ?? ""} onChange={(from) => onChange({ from })} />
      <DayField label={t("to")} value={address.to ?? ""} onChange={(to) => onChange({ to })} />
    </div>
  );
}

function useColumns(zone: string): readonly Column<EvaluationRow>[] {
  const t = useTranslations("web.evaluations");
  const locale = useLocale();
  return [
    {
      id: "agent",
      header: t("agent"),
      cell: ({ id, agentName }) => (
        <Link to="/layanan/penilaian/$id" params={{ id }} className="font-semibold break-words">
          {agentName}
        </Link>
      ),
    },
    {
      id: "answeredAt",
      header: t("answeredAt"),
      cell: (row) => <span className="tabular-nums">{callTime(row.answeredAt, zone, locale)}</span>,
    },
    { id: "queue", header: t("queue"), cell: (row) => <span className="break-words">{row.queueName ?? "–"}</span> },
    { id: "form", header: t("form"), cell: (row) => <span className="break-words">{row.formName}</span> },
    { id: "state", header: t("state"), cell: (row) => <EvaluationState state={row.state} /> },
    { id: "score", header: t("score"), cell: (row) => <WholeScore score={row.score} isFatal={row.isFatal} /> },
    { id: "madeBy", header: t("madeBy"), cell: (row) => <span className="break-words">{row.madeByName}</span> },
  ];
}

/** The screen of `/layanan/penilaian`. */
export function EvaluationsScreen(): ReactNode {
  const t = useTranslations("web.evaluations");
  const address = useSearch({ from: "/layanan/penilaian" });
  const navigate = useNavigate({ from: "/layanan/penilaian" });
  const paging = pagingOf(address);
  const asked = askedBy(address);
  const found = useQuery(evaluationsQuery({ ...asked, ...paging }));
  const columns = useColumns(found.data?.timeZone ?? "Asia/Jakarta");
  const change: Change = (part) =>
    void navigate({ search: (before) => ({ ...before, page: "", ...part }), replace: true });
  const isNarrowed = Object.keys(asked).length > 0;
  return (
    <Page width="working" title={t("title")} lead={t("lead")} actions={<Ways />}>
      <Filters address={address} onChange={change} />
      <Awaiting query={found} lines={6} />
      {found.data?.total === 0 ? (
        <Empty title={t(isNarrowed ? "noneTitle" : "emptyTitle")}>{t(isNarrowed ? "noneText" : "emptyText")}</Empty>
      ) : null}
      {found.data === undefined || found.data.total === 0 ? null : (
        <>
          <DataTable caption={t("title")} columns={columns} rows={found.data.items} rowId={(row) => row.id} />
          <Pager
            total={found.data.total}
            {...paging}
            onPage={(page) => void navigate({ search: (before) => ({ ...before, page: String(page) }) })}
            onPageSize={(size) => void navigate({ search: (before) => ({ ...before, page: "", size: String(size) }) })}
          />
        </>
      )}
    </Page>
  );
}

function Ways(): ReactNode {
  const t = useTranslations("web.evaluations");
  return (
    <>
      <Link to="/layanan/formulir-penilaian" className="button">
        {t("toForms")}
      </Link>
      <Link to="/layanan/laporan-penilaian" className="button">
        {t("toReport")}
      </Link>
      <Link to="/layanan/undian-penilaian" className="button button-main">
        {t("toDraws")}
      </Link>
    </>
  );
}
