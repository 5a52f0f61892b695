/** Account disputes for verifiers: open ones, oldest first, or closed ones. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { disputeReviewQuery } from "../../data/queries.ts";
import type { Dispute } from "../../data/types.ts";
import type { Column } from "../../parts/data-table.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { longDate, moment } from "../../words/dates.ts";
import { DisputeBadge } from "./dispute-badge.tsx";

function useColumns(): readonly Column<Dispute>[] {
  const t = useTranslations("web.account");
  const locale = useLocale();
  return [
    {
      id: "company",
      header: t("company"),
      to: "/meja-sengketa/$id",
      look: "strong",
      cell: (row) => row.organisationName,
    },
    { id: "nib", header: t("nib"), cell: (row) => row.nib ?? "–" },
    { id: "claimant", header: t("claimant"), cell: (row) => row.claimantName },
    { id: "ground", header: t("ground"), cell: (row) => t(`grounds.${row.ground}`) },
    { id: "state", header: t("state"), cell: (row) => <DisputeBadge state={row.state} /> },
    { id: "opened", header: t("openedAt"), cell: (row) => moment(row.openedAt, locale) },
    {
      id: "due",
      header: t("statementDue"),
      cell: (row) => (row.statementDueDate === null ? "–" : longDate(row.statementDueDate, locale)),
    },
  ];
}

/** The list of disputes, filtered by the URL. */
export function DisputeReviewScreen(): ReactNode {
  const t = useTranslations("web.account");
  const list = useListAddress(useSearch({ from: "/meja-sengketa" }));
  const open = list.address.state === "over" ? "no" : "yes";
  const over = [{ value: "over", label: t("overOnes") }];
  return (
    <ListScreen
      title={t("deskTitle")}
      lead={t("deskLead")}
      actions={
        <Link to="/verifikasi" className="button">
          {t("toVerifications")}
        </Link>
      }
      list={list}
      filters={[{ key: "state", label: t("state"), all: t("openOnes"), options: over }]}
      query={useQuery({ ...disputeReviewQuery({ open, ...list.pages }), refetchInterval: 15_000 })}
      lines={6}
      columns={useColumns()}
      empty={{ title: t("deskEmptyTitle"), text: t("deskEmptyText") }}
    />
  );
}
