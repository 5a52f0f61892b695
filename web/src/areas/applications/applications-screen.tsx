/** The applicant's own applications. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { applicationsQuery } from "../../data/queries.ts";
import type { ApplicationRow } from "../../data/types.ts";
import { ApplicationBadge } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Pager, pagingOf, SearchBox } from "../../parts/list-tools.tsx";
import { Empty, FailureNotice, Loading } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { PromiseCell } from "../../parts/promise.tsx";
import { moment } from "../../words/dates.ts";

/** The list of mine. */
export function ApplicationsScreen(): ReactNode {
  const t = useTranslations("web.application");
  const locale = useLocale();
  const search = useSearch({ from: "/permohonan" });
  const navigate = useNavigate({ from: "/permohonan" });
  const { page, pageSize } = pagingOf(search);
  const { data, error, refetch } = useQuery(
    applicationsQuery({
      scope: "mine",
      page,
      pageSize,
      sort: search.sort ?? "-submitted",
      ...(search.search === undefined ? {} : { search: search.search }),
      ...(search.state === undefined ? {} : { state: search.state }),
    }),
  );
  const change = (part: Record<string, string>): void =>
    void navigate({ search: (before) => ({ ...before, page: "1", ...part }), replace: true });
  const columns = useMemo<readonly Column<ApplicationRow>[]>(
    () => [
      {
        id: "number",
        header: t("numberLabel"),
        cell: (row) => (
          <Link to="/permohonan/$id" params={{ id: row.id }} className="font-semibold">
            {row.number ?? t("draftTitle", { code: row.display ?? row.code })}
          </Link>
        ),
      },
      { id: "code", header: t("code"), cell: (row) => row.display ?? row.code },
      { id: "state", header: t("state"), cell: (row) => <ApplicationBadge state={row.state} /> },
      {
        id: "submitted",
        header: t("submitted"),
        sort: "submitted",
        cell: (row) => (row.submittedAt === null ? "–" : moment(row.submittedAt, locale)),
      },
      { id: "promise", header: t("promise"), sort: "due", cell: (row) => <PromiseCell promise={row.promise} /> },
    ],
    [t, locale],
  );
  return (
    <Page
      width="working"
      title={t("listTitle")}
      lead={t("listLead")}
      actions={
        <Link to="/nomor" className="button button-main">
          {t("newOne")}
        </Link>
      }
    >
      <div className="mb-4">
        <SearchBox value={search.search ?? ""} label={t("search")} onSearch={(text) => change({ search: text })} />
      </div>
      {error !== null && data === undefined ? <FailureNotice error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && error === null ? <Loading lines={5} /> : null}
      {data !== undefined && data.total === 0 ? (
        <Empty
          title={t("emptyTitle")}
          action={
            <Link to="/nomor" className="button button-main">
              {t("newOne")}
            </Link>
          }
        >
          {t("emptyText")}
        </Empty>
      ) : null}
      {data !== undefined && data.total > 0 ? (
        <>
          <DataTable
            caption={t("listTitle")}
            columns={columns}
            rows={data.items}
            rowId={(row) => row.id}
            sort={search.sort ?? "-submitted"}
            onSort={(sort) => change({ sort })}
          />
          <Pager
            total={data.total}
            page={page}
            pageSize={pageSize}
            onPage={(next) => change({ page: String(next) })}
            onPageSize={(size) => change({ size: String(size) })}
          />
        </>
      ) : null}
    </Page>
  );
}
