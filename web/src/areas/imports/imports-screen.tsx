/** The list of operator imports, with a link to start a new one. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Column } from "../../parts/data-table.tsx";
import { Icon } from "../../parts/icons.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { moment } from "../../words/dates.ts";
import { ImportBadge } from "./import-badge.tsx";
import { type ImportLine, importsQuery, totalsOf } from "./imports-data.ts";

function useColumns(): readonly Column<ImportLine>[] {
  const t = useTranslations("web.imports");
  const locale = useLocale();
  return [
    { id: "files", header: t("files"), to: "/impor/$id", look: "strong-words", cell: (row) => row.names },
    { id: "state", header: t("state"), cell: (row) => <ImportBadge state={row.state} /> },
    { id: "result", header: t("result"), cell: (row) => t("summary", totalsOf(row.counts)) },
    {
      id: "bad",
      header: t("faultsTitle"),
      cell: (row) => (row.faultCount === 0 ? t("noFaults") : t("faultsOf", { count: row.faultCount })),
    },
    {
      id: "when",
      header: t("when"),
      cell: (row) => t("at", { name: row.createdByName, when: moment(row.createdAt, locale) }),
    },
  ];
}

function NewImport(): ReactNode {
  const t = useTranslations("web.imports");
  return (
    <Link to="/impor/baru" className="button button-main">
      <Icon name="file" size={18} />
      {t("new")}
    </Link>
  );
}

/** The list of imports. */
export function ImportsScreen(): ReactNode {
  const t = useTranslations("web.imports");
  const list = useListAddress(useSearch({ from: "/impor" }));
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      actions={<NewImport />}
      list={list}
      query={useQuery(importsQuery(list.pages))}
      lines={6}
      caption={t("listTitle")}
      columns={useColumns()}
      empty={{ title: t("emptyTitle"), text: t("emptyText"), action: <NewImport /> }}
    />
  );
}
