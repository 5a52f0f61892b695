/** Access log of personal documents: a company sees accesses to its documents, an auditor all accesses. */
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useRuleNumber } from "../../data/rule-value.ts";
import type { DocumentView, Listing } from "../../data/types.ts";
import type { Column } from "../../parts/data-table.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { useMay } from "../../shell/use-may.ts";
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
  const list = useListAddress(useSearch({ from: "/dokumen-dibuka" }));
  const isAuditor = useMay("audit.read");
  const minutes = useRuleNumber("document-view-fold-minutes", 30);
  const { search = "", state } = list.address;
  const side = state === "company" || state === "all" ? state : "ministry";
  const sides = [
    { value: "company", label: t("sideCompany") },
    { value: "all", label: t("sideAll") },
  ];
  return (
    <ListScreen
      title={t("viewsTitle")}
      lead={t(isAuditor ? "viewsLeadAuditor" : "viewsLead", { minutes })}
      list={list}
      filters={[
        { key: "search", label: t("viewsSearch") },
        { key: "state", label: t("bySide"), all: t("sideMinistry"), options: sides },
      ]}
      query={useQuery(viewsQuery({ search, side, ...list.pages }))}
      lines={6}
      columns={useColumns(isAuditor)}
      empty={{ title: t("viewsEmptyTitle"), text: t("viewsEmptyText") }}
    />
  );
}
