/** Registrations that await a verifier, earliest due date first. */
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { verificationsQuery } from "../../data/queries.ts";
import type { Organisation } from "../../data/types.ts";
import { OrganisationBadge } from "../../parts/case-badges.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { Narrowing } from "../../parts/narrowing.tsx";
import { PromiseCell } from "../../parts/promise.tsx";
import { SavedViews } from "../../parts/saved-views.tsx";
import { moment } from "../../words/dates.ts";

const STATES = ["submitted", "returned", "verified"] as const;

function useColumns(): readonly Column<Organisation>[] {
  const t = useTranslations("web.verification");
  const locale = useLocale();
  return [
    { id: "name", header: t("company"), sort: "name", to: "/verifikasi/$id", look: "strong", cell: (row) => row.name },
    { id: "nib", header: t("nib"), cell: (row) => row.nib },
    { id: "state", header: t("state"), cell: (row) => <OrganisationBadge state={row.state} /> },
    {
      id: "submitted",
      header: t("submitted"),
      sort: "submitted",
      cell: (row) => (row.submittedAt ? moment(row.submittedAt, locale) : "–"),
    },
    { id: "promise", header: t("promise"), sort: "due", cell: (row) => <PromiseCell promise={row.promise ?? null} /> },
  ];
}

/** The verifier's queue. */
export function VerificationsScreen(): ReactNode {
  const t = useTranslations("web.verification");
  const parts = useTranslations("web.parts");
  const words = useTranslations("states");
  const list = useListAddress(useSearch({ from: "/verifikasi" }));
  const { size: _, page: __, ...asked } = list.address;
  const states = STATES.map((state) => ({ value: state, label: words(`organisation.${state}`) }));
  return (
    <ListScreen
      title={t("listTitle")}
      lead={t("listLead")}
      first={<SavedViews list="verifications" address={list.address} onOpen={list.open} />}
      list={list}
      filters={[
        { key: "search", label: t("search") },
        { key: "state", label: parts("filterState"), options: states },
      ]}
      between={<Narrowing address={list.address} onChange={list.change} />}
      query={useQuery({ ...verificationsQuery({ ...asked, ...list.pages }), refetchInterval: 15_000 })}
      lines={8}
      columns={useColumns()}
      sort={list.address.sort ?? "due"}
      empty={{ title: t("emptyTitle"), text: t("emptyText") }}
    />
  );
}
