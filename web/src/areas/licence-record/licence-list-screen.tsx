/** Licences on record, for officers: search by number, company, NIB or code. */
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Column } from "../../parts/data-table.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { shortDate } from "../../words/dates.ts";
import { LicenceStatusBadge } from "./licence-status-badge.tsx";
import { type ListedLicence, licenceRecordsQuery } from "./record-data.ts";

const STANDINGS = ["active", "suspended", "revoked"] as const;

function useColumns(): readonly Column<ListedLicence>[] {
  const t = useTranslations("web.licenceList");
  const locale = useLocale();
  return [
    { id: "number", header: t("number"), to: "/izin-terbit/$id", look: "strong-wrap", cell: (row) => row.number },
    {
      id: "company",
      header: t("company"),
      cell: (row) => (
        <span className="line-clamp-2 min-w-[160px]" title={row.organisationName}>
          {row.organisationName}
        </span>
      ),
    },
    { id: "standing", header: t("filter"), cell: (row) => <LicenceStatusBadge standing={row.standing} /> },
    { id: "granted", header: t("granted"), look: "line", cell: (row) => shortDate(row.grantedOn, locale) },
    { id: "service", header: t("service"), cell: (row) => `${row.service} (KBLI ${row.kbli})` },
    { id: "source", header: t("source"), cell: (row) => t(`sources.${row.source}`) },
  ];
}

/** The screen of `/izin-terbit`. */
export function LicenceListScreen(): ReactNode {
  const t = useTranslations("web.licenceList");
  const list = useListAddress(useSearch({ from: "/izin-terbit" }));
  const { search = "", state } = list.address;
  const standing = STANDINGS.find((one) => one === state) ?? "any";
  const standings = STANDINGS.map((one) => ({ value: one, label: t(`standing.${one}`) }));
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      list={list}
      filters={[
        { key: "search", label: t("search") },
        { key: "state", label: t("filter"), options: standings },
      ]}
      query={useQuery(licenceRecordsQuery({ standing, search, ...list.pages }))}
      lines={8}
      height={36}
      columns={useColumns()}
      empty={{ title: t("emptyTitle"), text: t("emptyText") }}
    />
  );
}
