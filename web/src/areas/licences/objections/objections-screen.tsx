/** The officers' list of objections: open ones by due date, or closed ones. */
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Column } from "../../../parts/data-table.tsx";
import { useListAddress } from "../../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../../parts/list-screen/list-screen.tsx";
import { longDate, moment } from "../../../words/dates.ts";
import { ObjectionBadge } from "./objection-badge.tsx";
import { type ObjectionLine, objectionsQuery } from "./objection-data.ts";

function useColumns(): readonly Column<ObjectionLine>[] {
  const t = useTranslations("web.objection.column");
  const locale = useLocale();
  return [
    { id: "number", header: t("number"), to: "/keberatan/$id", look: "strong-line", cell: (row) => row.number },
    {
      id: "company",
      header: t("company"),
      cell: (row) => (
        <span className="line-clamp-2 min-w-[110px] lg:min-w-[160px]" title={row.organisationName}>
          {row.organisationName}
        </span>
      ),
    },
    { id: "licence", header: t("licence"), look: "line", cell: (row) => row.licenceNumber },
    { id: "state", header: t("state"), cell: (row) => <ObjectionBadge state={row.state} /> },
    { id: "reviewer", header: t("reviewer"), cell: (row) => row.reviewer ?? "–" },
    { id: "filed", header: t("filed"), look: "line", cell: (row) => moment(row.filedAt, locale) },
    {
      id: "due",
      header: t("due"),
      cell: (row) => (row.promise.dueDate === null ? "–" : longDate(row.promise.dueDate, locale)),
    },
  ];
}

/** The screen of `/tugas-keberatan`. */
export function ObjectionsScreen(): ReactNode {
  const t = useTranslations("web.objection");
  const list = useListAddress(useSearch({ from: "/tugas-keberatan" }));
  const state = list.address.state === "over" ? "over" : "open";
  const over = [{ value: "over", label: t("overOnes") }];
  return (
    <ListScreen
      title={t("listTitle")}
      lead={t("listLead")}
      list={list}
      filters={[{ key: "state", label: t("column.state"), all: t("openOnes"), options: over }]}
      query={useQuery({ ...objectionsQuery({ state, ...list.pages }), refetchInterval: 15_000 })}
      lines={6}
      columns={useColumns()}
      empty={{ title: t("emptyTitle"), text: t("emptyText") }}
    />
  );
}
