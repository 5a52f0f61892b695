/** Messages from OSS with what became of each. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { moment, shortDate } from "../../words/dates.ts";
import { type ListedMessage, messagesQuery } from "./oss-data.ts";

const OUTCOMES = ["applied", "repeated", "older", "same-day-as-revocation", "back-in-force"] as const;

function useColumns(): readonly Column<ListedMessage>[] {
  const t = useTranslations("web.oss.desk");
  const statuses = useTranslations("nibStatuses");
  const locale = useLocale();
  return useMemo(
    () => [
      {
        id: "received",
        header: t("column.received"),
        cell: (row) => <span className="whitespace-nowrap">{moment(row.receivedAt, locale)}</span>,
      },
      { id: "nib", header: t("column.nib"), cell: (row) => <span className="font-semibold">{row.nib}</span> },
      {
        id: "company",
        header: t("column.company"),
        cell: (row) => (
          <span>
            {row.companyName === "" ? "–" : row.companyName}
            {row.organisationId === null ? (
              <span className="block text-small text-soft">{t("notRegistered")}</span>
            ) : null}
          </span>
        ),
      },
      {
        id: "document",
        header: t("column.document"),
        cell: (row) => (
          <span>
            {t(`document.${row.documentKind}`)}
            {row.documentDate === null ? null : (
              <span className="block text-small text-soft">
                {t("dated", { date: shortDate(row.documentDate, locale) })}
              </span>
            )}
          </span>
        ),
      },
      {
        id: "nibStatus",
        header: t("column.nibStatus"),
        cell: (row) => (statuses.has(row.nibStatus as "active") ? statuses(row.nibStatus as "active") : row.nibStatus),
      },
      { id: "outcome", header: t("column.outcome"), cell: (row) => t(`outcome.${row.outcome}`) },
      {
        id: "licenses",
        header: t("column.licenses"),
        cell: (row) => <span className="break-all">{row.licenses.length === 0 ? "–" : row.licenses.join(", ")}</span>,
      },
    ],
    [t, statuses, locale],
  );
}

/** The list of messages. */
export function MessagesList(): ReactNode {
  const t = useTranslations("web.oss.desk");
  const search = useSearch({ from: "/oss" });
  const navigate = useNavigate({ from: "/oss" });
  const { page, pageSize } = pagingOf(search);
  const state = OUTCOMES.find((one) => one === search.state) ?? "all";
  const { data, error, refetch } = useQuery(messagesQuery({ page, pageSize, state, search: search.search ?? "" }));
  const columns = useColumns();
  const change = (part: Record<string, string>): void =>
    void navigate({ search: (before) => ({ ...before, page: "1", ...part }), replace: true });
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchBox
          value={search.search ?? ""}
          label={t("searchMessages")}
          onSearch={(text) => change({ search: text })}
        />
        <FilterSelect
          label={t("column.outcome")}
          value={state === "all" ? "" : state}
          options={OUTCOMES.map((one) => ({ value: one, label: t(`outcome.${one}`) }))}
          onChange={(next) => change({ state: next })}
        />
      </div>
      <Awaiting query={{ data, error, refetch }} lines={8} height={36} />
      {data !== undefined && data.total === 0 ? (
        <Empty title={t("emptyMessages")}>{t("emptyMessagesText")}</Empty>
      ) : null}
      {data !== undefined && data.total > 0 ? (
        <>
          <DataTable caption={t("view.messages")} columns={columns} rows={data.items} rowId={(row) => row.id} />
          <Pager
            total={data.total}
            page={page}
            pageSize={pageSize}
            onPage={(next) => change({ page: String(next) })}
            onPageSize={(size) => change({ size: String(size) })}
          />
        </>
      ) : null}
    </>
  );
}
