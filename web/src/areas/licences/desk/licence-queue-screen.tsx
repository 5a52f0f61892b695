/** The officers' queue of licence applications: dense, sorted by promise, worked by keyboard, live. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useLive } from "../../../data/live.ts";
import { sessionQuery } from "../../../data/queries.ts";
import { DataTable } from "../../../parts/data-table.tsx";
import { Freshness, LostConnection } from "../../../parts/freshness.tsx";
import { FilterSelect, SearchBox } from "../../../parts/list-tools.tsx";
import { Awaiting, Empty, Notice } from "../../../parts/notice.tsx";
import { Page } from "../../../parts/page.tsx";
import { Pager, pagingOf } from "../../../parts/pager.tsx";
import { useRowCursor } from "../../../parts/row-cursor.ts";
import { may } from "../../../shell/places.ts";
import { AssignBar, useSelectable } from "../../applications/assign-bar.tsx";
import { ColumnMenu } from "../../applications/column-menu.tsx";
import { licencesQuery } from "../licence-data.ts";
import type { LicenceState } from "../licence-types.ts";
import { LICENSING_OFFICE } from "./desk-data.ts";
import { type QueueRow, useQueueColumns } from "./queue-columns.tsx";

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

/** Who has the ball; what the address leaves out means what is open, or everything while a text or a state is looked for. */
const BALLS = ["mine", "ministry", "applicant", "overdue", "all"] as const;

/** Oldest first, so those that count as verified by lateness come before the others. */
const LATE_LOOKED_AT = 100;

interface QueueAddress {
  readonly search?: string;
  readonly state?: string;
  readonly ball?: string;
}

function ballAsked({ search = "", state = "", ball = "" }: QueueAddress): { ball?: string } {
  if (ball === "all") return {};
  if (ball !== "") return { ball };
  return search === "" && state === "" ? { ball: "open" } : {};
}

const CHANGED = ["changed"] as const;

/** What the ministry owes late stands above everything else, and what that leads to. */
function OverdueNotice({ isShown }: { readonly isShown: boolean }): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const late = { scope: "queue", ball: "overdue", sort: "due", page: 1, pageSize: LATE_LOOKED_AT } as const;
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

interface FiltersProps {
  readonly address: QueueAddress;
  readonly onChange: (part: Record<string, string>) => void;
}

function Filters({ address, onChange }: FiltersProps): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const desk = useTranslations("web.desk");
  const parts = useTranslations("web.parts");
  return (
    <>
      <SearchBox value={address.search ?? ""} label={t("searchQueue")} onSearch={(search) => onChange({ search })} />
      <FilterSelect
        label={parts("filterState")}
        value={address.state ?? ""}
        options={STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
        onChange={(state) => onChange({ state })}
      />
      <FilterSelect
        label={desk("ball")}
        value={address.ball ?? ""}
        all={address.search || address.state ? desk("balls.all") : desk("balls.open")}
        options={BALLS.map((ball) => ({ value: ball, label: desk(`balls.${ball}`) }))}
        onChange={(ball) => onChange({ ball })}
      />
    </>
  );
}

/** The screen of `/tugas-izin`. */
export function LicenceQueueScreen(): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const desk = useTranslations("web.desk");
  const cache = useQueryClient();
  const search = useSearch({ from: "/tugas-izin" });
  const navigate = useNavigate({ from: "/tugas-izin" });
  const { page, pageSize } = pagingOf(search);
  const sort = search.sort ?? "due";
  const { data, error, refetch } = useQuery(
    licencesQuery({
      scope: "queue",
      page,
      pageSize,
      sort,
      ...(search.search === undefined ? {} : { search: search.search }),
      ...(search.state === undefined ? {} : { state: search.state }),
      ...ballAsked(search),
    }),
  );
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
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <Filters address={search} onChange={change} />
        <span className="ml-auto">
          <ColumnMenu columns={facts} hidden={hidden} onChange={setHidden} />
        </span>
      </div>
      <OverdueNotice isShown={search.ball === "overdue"} />
      {mayAssign ? (
        <AssignBar office={LICENSING_OFFICE} rows={rows} selected={selected} onClear={() => setSelected(new Set())} />
      ) : null}
      <Awaiting query={{ data, error, refetch }} lines={10} height={36} />
      {data !== undefined && data.total === 0 ? (
        <Empty title={desk("queueEmptyTitle")}>{desk("queueEmptyText")}</Empty>
      ) : null}
      {data !== undefined && data.total > 0 ? (
        <>
          <DataTable
            caption={t("queueTitle")}
            columns={columns}
            rows={rows}
            rowId={(row) => row.id}
            sort={sort}
            onSort={(next) => change({ sort: next })}
            hidden={hidden}
            cursorId={cursorId}
          />
          <Pager
            total={data.total}
            page={page}
            pageSize={pageSize}
            {...(data.hasMore === undefined ? {} : { hasMore: data.hasMore })}
            onPage={(next) => change({ page: String(next) })}
            onPageSize={(size) => change({ size: String(size) })}
          />
          <p className="mt-4 hidden text-small text-soft lg:block">
            <kbd className="kbd">j</kbd> <kbd className="kbd">k</kbd> {desk("keysMove")}{" "}
            <kbd className="kbd">Enter</kbd> {desk("keysOpen")}
          </p>
        </>
      ) : null}
    </Page>
  );
}
