/** The SMS of a call centre, newest first, filtered by the URL. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Column } from "../../parts/data-table.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { useMay } from "../../shell/use-may.ts";
import { moment } from "../../words/dates.ts";
import { MessageWays } from "../sms-templates/message-ways.tsx";
import { ShortMessageBadge } from "./short-message-badge.tsx";
import { FOUND_STATES, type ShortMessage, type ShortMessageAddress, shortMessagesQuery } from "./short-message-data.ts";

/** The screen of `/layanan/pesan`. */
export function ShortMessagesScreen(): ReactNode {
  const t = useTranslations("web.shortMessages");
  const list = useListAddress<ShortMessageAddress>(useSearch({ from: "/layanan/pesan" }));
  const { address, change } = list;
  const found = useQuery(shortMessagesQuery(address));
  const mayManage = useMay("service.manage");
  const isNarrowed = [address.to, address.state, address.after].some((one) => one !== undefined && one !== "");
  return (
    <ListScreen
      title={t("title")}
      lead={mayManage ? t("lead") : `${t("lead")} ${t("maskedLead")}`}
      above={<MessageWays />}
      actions={
        <Link to="/layanan/pesan/baru" className="button button-main">
          {t("write")}
        </Link>
      }
      list={list}
      filters={[
        { key: "to", label: t("search") },
        {
          key: "state",
          label: t("state"),
          options: FOUND_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
        },
      ]}
      query={found}
      lines={8}
      columns={useColumns()}
      cursors={{
        now: address.after,
        next: found.data?.next,
        newest: t("newest"),
        older: t("older"),
        onGo: (after) => change({ after }),
      }}
      empty={{ title: t(isNarrowed ? "noneTitle" : "emptyTitle"), text: t(isNarrowed ? "noneText" : "emptyText") }}
    />
  );
}

function useColumns(): readonly Column<ShortMessage>[] {
  const t = useTranslations("web.shortMessages");
  const locale = useLocale();
  return [
    {
      id: "to",
      header: t("to"),
      cell: ({ id, to, text, textRemoved }) => (
        <Link to="/layanan/pesan/$id" params={{ id }} className="grid [overflow-wrap:anywhere]">
          <span className="font-semibold tabular-nums">+{to}</span>
          <span className="line-clamp-2">{textRemoved ? t("textRemoved") : text}</span>
        </Link>
      ),
    },
    { id: "from", header: t("from"), look: "wrap", cell: ({ from }) => from },
    { id: "state", header: t("state"), cell: ({ state }) => <ShortMessageBadge state={state} /> },
    { id: "category", header: t("category"), cell: ({ category }) => t(`categories.${category}`) },
    { id: "parts", header: t("parts"), cell: ({ parts }) => parts.length },
    { id: "acceptedAt", header: t("acceptedAt"), cell: ({ acceptedAt }) => moment(acceptedAt, locale) },
  ];
}
