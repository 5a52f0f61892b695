/** Imports of operators so far, and the way to a new one. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Icon } from "../../parts/icons.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { moment } from "../../words/dates.ts";
import { ImportBadge } from "./import-badge.tsx";
import { type ImportLine, importsQuery, totalsOf } from "./imports-data.ts";

function useColumns(): readonly Column<ImportLine>[] {
  const t = useTranslations("web.imports");
  const locale = useLocale();
  return useMemo(
    () => [
      {
        id: "files",
        header: t("files"),
        cell: (row) => (
          <Link to="/impor/$id" params={{ id: row.id }} className="font-semibold break-words">
            {row.names}
          </Link>
        ),
      },
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
    ],
    [t, locale],
  );
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
  const search = useSearch({ from: "/impor" });
  const navigate = useNavigate({ from: "/impor" });
  const paging = pagingOf(search);
  const { data, error, refetch } = useQuery(importsQuery(paging));
  const columns = useColumns();
  const change = (part: { readonly page?: string; readonly size?: string }): void =>
    void navigate({ search: (before) => ({ ...before, page: "1", ...part }), replace: true });
  return (
    <Page width="working" title={t("title")} lead={t("lead")} actions={<NewImport />}>
      <Awaiting query={{ data, error, refetch }} lines={6} />
      {data !== undefined && data.total === 0 ? (
        <Empty title={t("emptyTitle")} action={<NewImport />}>
          {t("emptyText")}
        </Empty>
      ) : null}
      {data !== undefined && data.total > 0 ? (
        <>
          <DataTable caption={t("listTitle")} columns={columns} rows={data.items} rowId={(row) => row.id} />
          <Pager
            total={data.total}
            {...paging}
            onPage={(page) => change({ page: String(page) })}
            onPageSize={(size) => change({ size: String(size) })}
          />
        </>
      ) : null}
    </Page>
  );
}
