/** The calls of a call centre: newest first, filtered by the URL, with new calls added automatically. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { addressOf } from "../../data/client.ts";
import { useLive } from "../../data/live.ts";
import { problemOf } from "../../data/problem.ts";
import type { Column } from "../../parts/data-table.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Freshness, LostConnection } from "../../parts/freshness.tsx";
import { Empty, FailureNotice, Loading } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { useRowCursor } from "../../parts/row-cursor.ts";
import { SavedViews } from "../../parts/saved-views.tsx";
import { ColumnMenu } from "../applications/column-menu.tsx";
import { HIDDEN_AT_FIRST, useCallColumns } from "./call-columns.tsx";
import { CallFilters, type CallsAddress } from "./call-filters.tsx";
import { type CallRow, type CallSearchQuery, callsQuery } from "./calls-data.ts";
import { FILTER_KEYS } from "./filter-keys.ts";

const CHANGED = ["changed"] as const;
const NO_ROWS: readonly CallRow[] = [];
const DEFAULT_ZONE = "Asia/Jakarta";
const COUNTED_MAX = 10_000;

/** Converts filters and order from the URL to the API query. */
function callSearchQueryOf(address: CallsAddress): CallSearchQuery {
  const filters = FILTER_KEYS.flatMap((key) => (address[key] ? [[key, address[key]]] : []));
  return { ...Object.fromEntries(filters), sort: address.sort ?? "-began" } as CallSearchQuery;
}

interface ExportLinkProps {
  readonly asked: CallSearchQuery;
  readonly columns: readonly Column<CallRow>[];
  readonly hidden: ReadonlySet<string>;
}

/** Exports the list as shown. */
function ExportLink({ asked, columns, hidden }: ExportLinkProps): ReactNode {
  const t = useTranslations("web.calls");
  const language = useLocale();
  const shown = columns.filter(({ id }) => !hidden.has(id)).map(({ id }) => id);
  const query = { ...asked, columns: shown.join(","), language };
  return (
    <a
      className="button button-small"
      title={t("exportHint")}
      href={addressOf("/api/service/calls/export", { query })}
      download
    >
      {t("exportCsv")}
    </a>
  );
}

/** The list of calls. */
export function CallsScreen(): ReactNode {
  const t = useTranslations("web.calls");
  const cache = useQueryClient();
  const address = useSearch({ from: "/layanan/panggilan" });
  const navigate = useNavigate({ from: "/layanan/panggilan" });
  const paging = pagingOf(address);
  const asked = callSearchQueryOf(address);
  const { data, error, refetch } = useQuery(callsQuery({ ...asked, ...paging }));
  const refresh = (): void => void cache.invalidateQueries({ queryKey: ["calls", "list"] });
  const liveness = useLive("/api/service/calls/changes", CHANGED, { onEvent: refresh, onReturn: refresh });
  const columns = useCallColumns(data?.timeZone ?? DEFAULT_ZONE);
  const [hidden, setHidden] = useState(HIDDEN_AT_FIRST);
  const rows = data?.items ?? NO_ROWS;
  const cursorId = useRowCursor(rows, (id) => void navigate({ to: "/layanan/panggilan/$id", params: { id } }));
  const isFiltered = FILTER_KEYS.some((key) => (address[key] ?? "") !== "");
  const faults = error === null ? [] : problemOf(error).fields;
  const change = (part: Readonly<Record<string, string>>): void =>
    void navigate({ search: (before) => ({ ...before, page: "", ...part }), replace: true });
  return (
    <Page width="working" title={t("title")} lead={t("lead")} actions={<Freshness liveness={liveness} />}>
      {data === undefined && error !== null ? null : <LostConnection liveness={liveness} />}
      <SavedViews list="calls" address={address} onOpen={(view) => void navigate({ search: view })} />
      <CallFilters address={address} faults={faults} onChange={change} />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Link to="/layanan/langsung">{t("toLive")}</Link>
        <span className="ml-auto flex gap-2">
          <ExportLink asked={asked} columns={columns} hidden={hidden} />
          <ColumnMenu columns={columns} hidden={hidden} onChange={setHidden} />
        </span>
      </div>
      {error !== null && faults.length === 0 && data === undefined ? (
        <FailureNotice error={error} onRetry={() => void refetch()} />
      ) : null}
      {data === undefined && error === null ? <Loading lines={10} height={36} /> : null}
      {data !== undefined && error === null && data.total === 0 ? <NoCalls isFiltered={isFiltered} /> : null}
      {data !== undefined && error === null && data.total > 0 ? (
        <>
          <DataTable
            caption={t("title")}
            columns={columns}
            rows={rows}
            rowId={(row) => row.id}
            sort={asked.sort}
            onSort={(sort) => change({ sort })}
            hidden={hidden}
            cursorId={cursorId}
          />
          <Pager
            total={data.total}
            {...paging}
            hasMore={data.hasMore}
            onPage={(page) => void navigate({ search: (before) => ({ ...before, page: String(page) }) })}
            onPageSize={(size) => change({ size: String(size) })}
          />
          {data.total > COUNTED_MAX ? <p className="mt-2 text-small text-soft">{t("exportLimit")}</p> : null}
          <p className="mt-4 hidden text-small text-soft lg:block">
            <kbd className="kbd">j</kbd> <kbd className="kbd">k</kbd> {t("keysMove")} <kbd className="kbd">Enter</kbd>{" "}
            {t("keysOpen")}
          </p>
        </>
      ) : null}
    </Page>
  );
}

function NoCalls({ isFiltered }: { readonly isFiltered: boolean }): ReactNode {
  const t = useTranslations("web.calls");
  return isFiltered ? (
    <Empty title={t("noneTitle")}>{t("noneText")}</Empty>
  ) : (
    <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty>
  );
}
