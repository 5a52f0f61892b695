/** Registrations waiting for a verifier, oldest promise first. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { verificationsQuery } from "../../data/queries.ts";
import type { Organisation } from "../../data/types.ts";
import { OrganisationBadge } from "../../parts/case-badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Narrowing } from "../../parts/narrowing.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { PromiseCell } from "../../parts/promise.tsx";
import { SavedViews } from "../../parts/saved-views.tsx";
import { moment } from "../../words/dates.ts";

const STATES = ["submitted", "returned", "verified"] as const;

function useColumns(): readonly Column<Organisation>[] {
  const t = useTranslations("web.verification");
  const locale = useLocale();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("company"),
        sort: "name",
        cell: (row) => (
          <Link to="/verifikasi/$id" params={{ id: row.id }} className="font-semibold">
            {row.name}
          </Link>
        ),
      },
      { id: "nib", header: t("nib"), cell: (row) => row.nib },
      { id: "state", header: t("state"), cell: (row) => <OrganisationBadge state={row.state} /> },
      {
        id: "submitted",
        header: t("submitted"),
        sort: "submitted",
        cell: (row) => (row.submittedAt ? moment(row.submittedAt, locale) : "–"),
      },
      {
        id: "promise",
        header: t("promise"),
        sort: "due",
        cell: (row) => <PromiseCell promise={row.promise ?? null} />,
      },
    ],
    [t, locale],
  );
}

/** The verifier's queue. */
export function VerificationsScreen(): ReactNode {
  const t = useTranslations("web.verification");
  const parts = useTranslations("web.parts");
  const states = useTranslations("states");
  const search = useSearch({ from: "/verifikasi" });
  const navigate = useNavigate({ from: "/verifikasi" });
  const { page, pageSize } = pagingOf(search);
  const { size: _, page: __, ...rest } = search;
  const { data, error, refetch } = useQuery({
    ...verificationsQuery({ ...rest, page, pageSize }),
    refetchInterval: 15_000,
  });
  const columns = useColumns();
  const change = (part: Record<string, string>): void =>
    void navigate({ search: (before) => ({ ...before, page: "1", ...part }), replace: true });
  return (
    <Page width="working" title={t("listTitle")} lead={t("listLead")}>
      <SavedViews list="verifications" address={search} onOpen={(view) => void navigate({ search: view })} />
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchBox value={search.search ?? ""} label={t("search")} onSearch={(text) => change({ search: text })} />
        <FilterSelect
          label={parts("filterState")}
          value={search.state ?? ""}
          options={STATES.map((state) => ({ value: state, label: states(`organisation.${state}`) }))}
          onChange={(state) => change({ state })}
        />
      </div>
      <Narrowing address={search} onChange={change} />
      <Awaiting query={{ data, error, refetch }} lines={8} />
      {data !== undefined && data.total === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      {data !== undefined && data.total > 0 ? (
        <>
          <DataTable
            caption={t("listTitle")}
            columns={columns}
            rows={data.items}
            rowId={(row) => row.id}
            sort={search.sort ?? "due"}
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
