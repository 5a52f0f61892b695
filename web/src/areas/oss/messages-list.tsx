/** Messages from OSS, with the result of processing each. */
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListFilters } from "../../parts/list-screen/list-screen.tsx";
import { moment, shortDate } from "../../words/dates.ts";
import { type ListedMessage, messagesQuery } from "./oss-data.ts";

const OUTCOMES = ["applied", "repeated", "older", "same-day-as-revocation", "back-in-force"] as const;

function useColumns(): readonly Column<ListedMessage>[] {
  const t = useTranslations("web.oss.desk");
  const statuses = useTranslations("nibStatuses");
  const locale = useLocale();
  return [
    { id: "received", header: t("column.received"), look: "line", cell: (row) => moment(row.receivedAt, locale) },
    { id: "nib", header: t("column.nib"), look: "strong", cell: (row) => row.nib },
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
      look: "letters",
      cell: (row) => (row.licenses.length === 0 ? "–" : row.licenses.join(", ")),
    },
  ];
}

/** The list of messages. */
export function MessagesList(): ReactNode {
  const t = useTranslations("web.oss.desk");
  const list = useListAddress(useSearch({ from: "/oss" }));
  const { search = "" } = list.address;
  const state = OUTCOMES.find((one) => one === list.address.state) ?? "all";
  const outcomes = OUTCOMES.map((one) => ({ value: one, label: t(`outcome.${one}`) }));
  return (
    <>
      <ListFilters
        list={list}
        filters={[
          { key: "search", label: t("searchMessages") },
          { key: "state", label: t("column.outcome"), options: outcomes },
        ]}
      />
      <List
        query={useQuery(messagesQuery({ ...list.pages, state, search }))}
        lines={8}
        height={36}
        caption={t("view.messages")}
        columns={useColumns()}
        paging={list.paging}
        empty={{ title: t("emptyMessages"), text: t("emptyMessagesText") }}
      />
    </>
  );
}
