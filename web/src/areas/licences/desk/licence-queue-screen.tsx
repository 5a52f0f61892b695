/** The officers' queue of licence applications: dense, sorted by due date, with keyboard control and live updates. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useLive } from "../../../data/live.ts";
import { sessionQuery } from "../../../data/queries.ts";
import { QueueFilters, QueueList, queueQueryOf } from "../../../parts/case-queue.tsx";
import { ExportLink } from "../../../parts/export-link.tsx";
import { Freshness, LostConnection } from "../../../parts/freshness.tsx";
import { Narrowing } from "../../../parts/narrowing.tsx";
import { Awaiting, Notice } from "../../../parts/notice.tsx";
import { Page } from "../../../parts/page.tsx";
import { pagingOf } from "../../../parts/pager.tsx";
import { useRowCursor } from "../../../parts/row-cursor.ts";
import { SavedViews } from "../../../parts/saved-views.tsx";
import { may } from "../../../shell/places.ts";
import { AssignBar, useSelectable } from "../../applications/assign-bar.tsx";
import { ColumnMenu } from "../../applications/column-menu.tsx";
import { licencesQuery } from "../licence-data.ts";
import type { LicenceState } from "../licence-types.ts";
import { type QueueRow, useQueueColumns } from "./queue-columns.tsx";
import { LICENSING_OFFICE } from "./review-data.ts";

const STATES: readonly LicenceState[] = [
  "submitted",
  "checking",
  "returned",
  "checked",
  "endorsed",
  "verified",
  "rejected",
  "withdrawn",
  "lapsed",
];

/** Maximum number of overdue cases to read. The earliest due dates come first, so the cases deemed verified are among them. */
const LATE_CASES_MAX = 100;

const CHANGED = ["changed"] as const;

/** Notice above the queue: overdue cases, and those that count as verified because of the delay. */
function OverdueNotice({ isShown }: { readonly isShown: boolean }): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const late = { scope: "queue", ball: "overdue", sort: "due", page: 1, pageSize: LATE_CASES_MAX } as const;
  const { data } = useQuery(licencesQuery(late));
  if (data === undefined || data.total === 0) return null;
  const deemed = data.items.filter((row) => row.deemed === true).length;
  if (isShown && deemed === 0) return null;
  return (
    <div className="mb-4">
      <Notice tone="bad" title={t("overdueTitle", { count: data.total })}>
        {deemed === 0 ? null : <p>{t("deemedText", { count: deemed })}</p>}
        {isShown ? null : (
          <Link to="/tugas-izin" search={{ ball: "overdue" }}>
            {t("overdueLink")}
          </Link>
        )}
      </Notice>
    </div>
  );
}

/** The screen of `/tugas-izin`. */
export function LicenceQueueScreen(): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const cache = useQueryClient();
  const search = useSearch({ from: "/tugas-izin" });
  const navigate = useNavigate({ from: "/tugas-izin" });
  const paging = pagingOf(search);
  const { data, error, refetch } = useQuery(licencesQuery(queueQueryOf(search, paging)));
  const refresh = (): void => void cache.invalidateQueries({ queryKey: ["licences"] });
  const liveness = useLive("/api/live/licence-queue", CHANGED, { onEvent: refresh, onReturn: refresh });
  const { data: session } = useQuery(sessionQuery);
  const mayAssign = may(session, "application.assign");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set(["nib", "submitted"]));
  const facts = useQueueColumns();
  const columns = useSelectable(facts, mayAssign ? { selected, onChange: setSelected } : null);
  const rows = useMemo(
    () => (data?.items ?? []).map((row): QueueRow => ({ ...row, version: row.version ?? 0 })),
    [data],
  );
  const cursorId = useRowCursor(rows, (id) => void navigate({ to: "/izin/$id", params: { id } }));
  const change = (part: Record<string, string>): void =>
    void navigate({ search: (before) => ({ ...before, page: "1", ...part }), replace: true });
  return (
    <Page width="working" title={t("queueTitle")} actions={<Freshness liveness={liveness} />}>
      <LostConnection liveness={liveness} />
      <SavedViews list="licences" address={search} onOpen={(view) => void navigate({ search: view })} />
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <QueueFilters
          address={search}
          searchLabel={t("searchQueue")}
          states={STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
          onChange={change}
        />
        <span className="ml-auto flex gap-2">
          <ExportLink path="/api/licences/export" search={search} columns={facts} hidden={hidden} />
          <ColumnMenu columns={facts} hidden={hidden} onChange={setHidden} />
        </span>
      </div>
      <Narrowing address={search} onChange={change} />
      <OverdueNotice isShown={search.ball === "overdue"} />
      {mayAssign ? (
        <AssignBar office={LICENSING_OFFICE} rows={rows} selected={selected} onClear={() => setSelected(new Set())} />
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
