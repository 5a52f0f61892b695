/** Objections at the officers' desk: those that are open by the day they are due, or those that are over. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "../../../parts/data-table.tsx";
import { FilterSelect } from "../../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../../parts/notice.tsx";
import { Page } from "../../../parts/page.tsx";
import { Pager, pagingOf } from "../../../parts/pager.tsx";
import { longDate, moment } from "../../../words/dates.ts";
import { ObjectionBadge } from "./objection-badge.tsx";
import { type ObjectionLine, objectionsQuery } from "./objection-data.ts";

function useColumns(): readonly Column<ObjectionLine>[] {
  const t = useTranslations("web.objection.column");
  const locale = useLocale();
  return useMemo(
    () => [
      {
        id: "number",
        header: t("number"),
        cell: (row) => (
          <Link to="/keberatan/$id" params={{ id: row.id }} className="font-semibold whitespace-nowrap">
            {row.number}
          </Link>
        ),
      },
      {
        id: "company",
        header: t("company"),
        cell: (row) => (
          <span className="line-clamp-2 min-w-[110px] lg:min-w-[160px]" title={row.organisationName}>
            {row.organisationName}
          </span>
        ),
      },
      {
        id: "licence",
        header: t("licence"),
        cell: (row) => <span className="whitespace-nowrap">{row.licenceNumber}</span>,
      },
      { id: "state", header: t("state"), cell: (row) => <ObjectionBadge state={row.state} /> },
      { id: "reviewer", header: t("reviewer"), cell: (row) => row.reviewer ?? "–" },
      {
        id: "filed",
        header: t("filed"),
        cell: (row) => <span className="whitespace-nowrap">{moment(row.filedAt, locale)}</span>,
      },
      {
        id: "due",
        header: t("due"),
        cell: (row) => (row.promise.dueDate === null ? "–" : longDate(row.promise.dueDate, locale)),
      },
    ],
    [t, locale],
  );
}

/** The screen of `/tugas-keberatan`. */
export function ObjectionsScreen(): ReactNode {
  const t = useTranslations("web.objection");
  const search = useSearch({ from: "/tugas-keberatan" });
  const navigate = useNavigate({ from: "/tugas-keberatan" });
  const { page, pageSize } = pagingOf(search);
  const state = search.state === "over" ? "over" : "open";
  const { data, error, refetch } = useQuery({ ...objectionsQuery({ state, page, pageSize }), refetchInterval: 15_000 });
  const columns = useColumns();
  const change = (part: Record<string, string>): void =>
    void navigate({ search: (before) => ({ ...before, page: "1", ...part }), replace: true });
  return (
    <Page width="working" title={t("listTitle")} lead={t("listLead")}>
      <div className="mb-4">
        <FilterSelect
          label={t("column.state")}
          value={state === "over" ? "over" : ""}
          all={t("openOnes")}
          options={[{ value: "over", label: t("overOnes") }]}
          onChange={(next) => change({ state: next })}
        />
      </div>
      <Awaiting query={{ data, error, refetch }} lines={6} />
      {data !== undefined && data.total === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      {data !== undefined && data.total > 0 ? (
        <>
          <DataTable caption={t("listTitle")} columns={columns} rows={data.items} rowId={(row) => row.id} />
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
