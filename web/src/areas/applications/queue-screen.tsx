/** The officers' queue: dense, sorted by due date, with keyboard control and live updates. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useLive } from "../../data/live.ts";
import { applicationsQuery, sessionQuery } from "../../data/queries.ts";
import type { ApplicationRow, ApplicationState } from "../../data/types.ts";
import { ApplicationBadge } from "../../parts/case-badges.tsx";
import { QueueFilters, QueueList, queueQueryOf } from "../../parts/case-queue.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { ExportLink } from "../../parts/export-link.tsx";
import { Freshness, LostConnection } from "../../parts/freshness.tsx";
import { Narrowing } from "../../parts/narrowing.tsx";
import { Awaiting, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { pagingOf } from "../../parts/pager.tsx";
import { PromiseCell } from "../../parts/promise.tsx";
import { useRowCursor } from "../../parts/row-cursor.ts";
import { SavedViews } from "../../parts/saved-views.tsx";
import { may } from "../../shell/places.ts";
import { moment } from "../../words/dates.ts";
import { AssignBar, NUMBERING_OFFICE, useSelectable } from "./assign-bar.tsx";
import { ColumnMenu } from "./column-menu.tsx";

const STATES: readonly ApplicationState[] = [
  "submitted",
  "checking",
  "returned",
  "checked",
  "endorsed",
  "proposed",
  "approved",
  "rejected",
  "withdrawn",
  "lapsed",
];
const CHANGED = ["changed"] as const;

function useColumns(): readonly Column<ApplicationRow>[] {
  const t = useTranslations("web.desk");
  const locale = useLocale();
  return [
    { id: "number", header: t("number"), to: "/permohonan/$id", look: "strong-line", cell: (row) => row.number ?? "–" },
    { id: "code", header: t("code"), look: "strong-line", cell: (row) => row.display ?? row.code },
    {
      id: "company",
      header: t("company"),
      cell: (row) => (
        <span className="line-clamp-2 min-w-[110px] lg:min-w-[180px]" title={row.organisationName}>
          {row.organisationName}
        </span>
      ),
    },
    { id: "nib", header: t("nib"), cell: (row) => row.nib },
    { id: "state", header: t("state"), cell: (row) => <ApplicationBadge state={row.state} /> },
    { id: "promise", header: t("promise"), sort: "due", cell: (row) => <PromiseCell promise={row.promise} /> },
    {
      id: "submitted",
      header: t("submitted"),
      sort: "submitted",
      cell: (row) =>
        row.submittedAt === null ? "–" : <span className="whitespace-nowrap">{moment(row.submittedAt, locale)}</span>,
    },
    {
      id: "assignee",
      header: t("assignee"),
      cell: (row) => row.assignee ?? <span className="text-faint">{t("nobody")}</span>,
    },
  ];
}

/** Notice of overdue cases above the queue. */
function OverdueNotice({ isShown }: { readonly isShown: boolean }): ReactNode {
  const t = useTranslations("web.desk");
  const { data } = useQuery(applicationsQuery({ scope: "queue", ball: "overdue", page: 1, pageSize: 1 }));
  if (isShown || data === undefined || data.total === 0) return null;
  return (
    <div className="mb-4">
      <Notice tone="bad" title={t("overdueTitle", { count: data.total })}>
        <Link to="/tugas" search={{ ball: "overdue" }}>
          {t("overdueLink")}
        </Link>
      </Notice>
    </div>
  );
}

const NO_ROWS: readonly ApplicationRow[] = [];

/** The queue screen. */
export function QueueScreen(): ReactNode {
  const t = useTranslations("web.desk");
  const states = useTranslations("states");
  const cache = useQueryClient();
  const search = useSearch({ from: "/tugas" });
  const navigate = useNavigate({ from: "/tugas" });
  const paging = pagingOf(search);
  const { data, error, refetch } = useQuery(applicationsQuery(queueQueryOf(search, paging)));
  const refresh = (): void => void cache.invalidateQueries({ queryKey: ["applications"] });
  const liveness = useLive("/api/live/queue", CHANGED, { onEvent: refresh, onReturn: refresh });
  const { data: session } = useQuery(sessionQuery);
  const mayAssign = may(session, "application.assign");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const facts = useColumns();
  const columns = useSelectable(facts, mayAssign ? { selected, onChange: setSelected } : null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set(["nib"]));
  const rows = data?.items ?? NO_ROWS;
  const cursorId = useRowCursor(rows, (id) => void navigate({ to: "/permohonan/$id", params: { id } }));
  const change = (part: Record<string, string>): void =>
    void navigate({ search: (before) => ({ ...before, page: "1", ...part }), replace: true });
  return (
    <Page width="working" title={t("queueTitle")} actions={<Freshness liveness={liveness} />}>
      <LostConnection liveness={liveness} />
      <SavedViews list="applications" address={search} onOpen={(view) => void navigate({ search: view })} />
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <QueueFilters
          address={search}
          searchLabel={t("searchQueue")}
          states={STATES.map((state) => ({ value: state, label: states(`application.${state}`) }))}
          onChange={change}
        />
        <span className="ml-auto flex gap-2">
          <ExportLink path="/api/applications/export" search={search} columns={facts} hidden={hidden} />
          <ColumnMenu columns={facts} hidden={hidden} onChange={setHidden} />
        </span>
      </div>
      <Narrowing address={search} onChange={change} />
      <OverdueNotice isShown={search.ball === "overdue"} />
      {mayAssign ? (
        <AssignBar office={NUMBERING_OFFICE} rows={rows} selected={selected} onClear={() => setSelected(new Set())} />
      ) : null}
      <Awaiting query={{ data, error, refetch }} lines={10} height={36} />
      {data === undefined ? null : (
        <QueueList
          caption={t("queueTitle")}
          columns={columns}
          rows={rows}
          hidden={hidden}
          cursorId={cursorId}
          paging={paging}
          sort={search.sort ?? "due"}
          counted={data}
          onChange={change}
        />
      )}
    </Page>
  );
}
