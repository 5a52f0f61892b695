/** Who opened which personal document: a company sees it of its papers, an auditor of all. */
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { sessionQuery } from "../../data/queries.ts";
import { useRuleNumber } from "../../data/rule-value.ts";
import type { DocumentView, Listing } from "../../data/types.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { may } from "../../shell/places.ts";
import { moment } from "../../words/dates.ts";

interface ViewsQuery {
  readonly search: string;
  readonly side: "ministry" | "company" | "all";
  readonly page: number;
  readonly pageSize: number;
}

const viewsQuery = (query: ViewsQuery) =>
  queryOptions({
    queryKey: ["document-views", query],
    queryFn: () => read<Listing<DocumentView>>(api.GET("/api/document-views", { params: { query } })),
    placeholderData: keepPreviousData,
  });

function CaseLink({ view, isAuditor }: { readonly view: DocumentView; readonly isAuditor: boolean }): ReactNode {
  const t = useTranslations("web.account.caseKind");
  const kind = view.caseKind;
  if (kind === null || view.caseId === null) return "–";
  const label = t.has(kind as "dispute") ? t(kind as "dispute") : kind;
  if (kind === "application")
    return (
      <Link to="/permohonan/$id" params={{ id: view.caseId }}>
        {label}
      </Link>
    );
  if (isAuditor && kind === "registration")
    return (
      <Link to="/verifikasi/$id" params={{ id: view.caseId }}>
        {label}
      </Link>
    );
  return label;
}

function useColumns(isAuditor: boolean): readonly Column<DocumentView>[] {
  const t = useTranslations("web.account");
  const roles = useTranslations("roles");
  const purposes = useTranslations("web.account.purpose");
  const locale = useLocale();
  return useMemo(() => {
    const roleOf = (role: string): string => (roles.has(role as "director") ? roles(role as "director") : role);
    const company: Column<DocumentView> = {
      id: "company",
      header: t("company"),
      cell: (row) => row.organisationName ?? "–",
    };
    return [
      { id: "at", header: t("viewedAt"), cell: (row) => moment(row.at, locale) },
      { id: "who", header: t("who"), cell: (row) => row.personName },
      {
        id: "role",
        header: t("role"),
        cell: (row) => (row.isMinistry ? roleOf(row.role) : t("ownSide", { role: roleOf(row.role) })),
      },
      {
        id: "document",
        header: t("document"),
        cell: (row) => (
          <span>
            {purposes.has(row.purpose as "deed") ? purposes(row.purpose as "deed") : row.purpose}
            <span className="block text-small break-all text-soft">{row.fileName}</span>
          </span>
        ),
      },
      company,
      { id: "case", header: t("case"), cell: (row) => <CaseLink view={row} isAuditor={isAuditor} /> },
    ];
  }, [t, roles, purposes, locale, isAuditor]);
}

/** The list, newest first. */
export function DocumentViewsScreen(): ReactNode {
  const t = useTranslations("web.account");
  const search = useSearch({ from: "/dokumen-dibuka" });
  const navigate = useNavigate({ from: "/dokumen-dibuka" });
  const { data: session } = useQuery(sessionQuery);
  const isAuditor = may(session, "audit.read");
  const minutes = useRuleNumber("document-view-fold-minutes", 30);
  const { page, pageSize } = pagingOf(search);
  const side = search.state === "company" || search.state === "all" ? search.state : "ministry";
  const { data, error, refetch } = useQuery(viewsQuery({ search: search.search ?? "", side, page, pageSize }));
  const columns = useColumns(isAuditor);
  const change = (part: Record<string, string>): void =>
    void navigate({ search: (before) => ({ ...before, page: "1", ...part }), replace: true });
  return (
    <Page width="working" title={t("viewsTitle")} lead={t(isAuditor ? "viewsLeadAuditor" : "viewsLead", { minutes })}>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchBox value={search.search ?? ""} label={t("viewsSearch")} onSearch={(text) => change({ search: text })} />
        <FilterSelect
          label={t("bySide")}
          value={side === "ministry" ? "" : side}
          all={t("sideMinistry")}
          options={[
            { value: "company", label: t("sideCompany") },
            { value: "all", label: t("sideAll") },
          ]}
          onChange={(state) => change({ state })}
        />
      </div>
      <Awaiting query={{ data, error, refetch }} lines={6} />
      {data !== undefined && data.total === 0 ? (
        <Empty title={t("viewsEmptyTitle")}>{t("viewsEmptyText")}</Empty>
      ) : null}
      {data !== undefined && data.total > 0 ? (
        <>
          <DataTable caption={t("viewsTitle")} columns={columns} rows={data.items} rowId={(row) => row.id} />
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
