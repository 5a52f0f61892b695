/** The inventory as a list, sorted and paged by the server. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { codesQuery } from "../../data/queries.ts";
import type { Code } from "../../data/types.ts";
import { CodeBadge } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty, FailureNotice, Loading } from "../../parts/notice.tsx";
import { Pager } from "../../parts/pager.tsx";
import { moment } from "../../words/dates.ts";

const PAGE_SIZE = 50;

interface CodeListProps {
  readonly query: {
    readonly pattern?: string;
    readonly search?: string;
    readonly state?: string;
    readonly sort?: string;
  };
  readonly page: number;
  readonly selected: string | undefined;
  readonly onSelect: (code: string) => void;
  readonly onSort: (sort: string) => void;
  readonly onPage: (page: number) => void;
}

/** The list view. */
export function CodeList({ query, page, selected, onSelect, onSort, onPage }: CodeListProps): ReactNode {
  const t = useTranslations("web.numbers");
  const locale = useLocale();
  const { data, error, refetch } = useQuery(codesQuery({ ...query, page, pageSize: PAGE_SIZE }));
  const columns = useMemo<readonly Column<Code>[]>(
    () => [
      {
        id: "code",
        header: t("code"),
        sort: "code",
        cell: (code) => (
          <button
            type="button"
            className="font-semibold text-accent underline underline-offset-3"
            onClick={() => onSelect(code.code)}
          >
            {code.display}
          </button>
        ),
      },
      { id: "state", header: t("state"), cell: (code) => <CodeBadge state={code.state} /> },
      {
        id: "since",
        header: t("since"),
        sort: "since",
        cell: (code) => (code.since === null ? "" : moment(code.since, locale)),
      },
      { id: "holder", header: t("holder"), cell: (code) => code.holder ?? "" },
    ],
    [t, locale, onSelect],
  );
  if (error !== null && data === undefined) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={10} />;
  if (data.total === 0) return <Empty title={t("noneTitle")}>{t("noneText")}</Empty>;
  return (
    <>
      <DataTable
        caption={t("listCaption")}
        columns={columns}
        rows={data.items}
        rowId={(code) => code.code}
        sort={query.sort ?? "code"}
        onSort={onSort}
        cursorId={selected ?? null}
      />
      <Pager total={data.total} page={page} pageSize={PAGE_SIZE} onPage={onPage} />
    </>
  );
}
