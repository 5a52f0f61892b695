/** Licences on record, for officers: found by number, company, NIB or code. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { shortDate } from "../../words/dates.ts";
import { type ListedLicence, licenceRecordsQuery } from "./record-data.ts";
import { StandingBadge } from "./standing-badge.tsx";

const STANDINGS = ["active", "suspended", "revoked"] as const;

function useColumns(): readonly Column<ListedLicence>[] {
  const t = useTranslations("web.licenceList");
  const locale = useLocale();
  return useMemo(
    () => [
      {
        id: "number",
        header: t("number"),
        cell: (row) => (
          <Link to="/izin-terbit/$id" params={{ id: row.id }} className="font-semibold [overflow-wrap:anywhere]">
            {row.number}
          </Link>
        ),
      },
      {
        id: "company",
        header: t("company"),
        cell: (row) => (
          <span className="line-clamp-2 min-w-[160px]" title={row.organisationName}>
            {row.organisationName}
          </span>
        ),
      },
      { id: "standing", header: t("filter"), cell: (row) => <StandingBadge standing={row.standing} /> },
      {
        id: "granted",
        header: t("granted"),
        cell: (row) => <span className="whitespace-nowrap">{shortDate(row.grantedOn, locale)}</span>,
      },
      { id: "service", header: t("service"), cell: (row) => `${row.service} (KBLI ${row.kbli})` },
      { id: "source", header: t("source"), cell: (row) => t(`sources.${row.source}`) },
    ],
    [t, locale],
  );
}

/** The screen of `/izin-terbit`. */
export function LicenceListScreen(): ReactNode {
  const t = useTranslations("web.licenceList");
  const search = useSearch({ from: "/izin-terbit" });
  const navigate = useNavigate({ from: "/izin-terbit" });
  const { page, pageSize } = pagingOf(search);
  const standing = STANDINGS.find((one) => one === search.state) ?? "any";
  const query = useQuery(licenceRecordsQuery({ standing, search: search.search ?? "", page, pageSize }));
  const { data } = query;
  const columns = useColumns();
  const change = (part: Record<string, string>): void =>
    void navigate({ search: (before) => ({ ...before, page: "1", ...part }), replace: true });
  return (
    <Page width="working" title={t("title")} lead={t("lead")}>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchBox value={search.search ?? ""} label={t("search")} onSearch={(text) => change({ search: text })} />
        <FilterSelect
          label={t("filter")}
          value={standing === "any" ? "" : standing}
          options={STANDINGS.map((one) => ({ value: one, label: t(`standing.${one}`) }))}
          onChange={(state) => change({ state })}
        />
      </div>
      <Awaiting query={query} lines={8} height={36} />
      {data?.total === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      {data === undefined || data.total === 0 ? null : (
        <>
          <DataTable caption={t("title")} columns={columns} rows={data.items} rowId={(row) => row.id} />
          <Pager
            total={data.total}
            page={page}
            pageSize={pageSize}
            onPage={(next) => change({ page: String(next) })}
            onPageSize={(size) => change({ size: String(size) })}
          />
        </>
      )}
    </Page>
  );
}
