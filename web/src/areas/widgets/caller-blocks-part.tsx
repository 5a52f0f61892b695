/** Web callers whose network addresses are blocked for a while because an agent reported them as a nuisance. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { callMinute } from "../calls/call-words.ts";
import { type CallerBlocks, callerBlocksQuery } from "./widget-data.ts";

type Row = CallerBlocks["items"][number];

/** The list of blocks in force. */
export function CallerBlocksPart(): ReactNode {
  const t = useTranslations("web.widgets");
  const found = useQuery(callerBlocksQuery);
  return (
    <section className="grid gap-4" aria-labelledby="caller-blocks">
      <div className="grid gap-1">
        <h2 id="caller-blocks">{t("callersTitle")}</h2>
        <p className="max-w-[70ch] text-soft">{t("callersLead")}</p>
      </div>
      <List
        query={found}
        lines={2}
        caption={t("callersTitle")}
        columns={useColumns(found.data?.timeZone ?? "Asia/Jakarta")}
        empty={{ text: t("callersEmpty") }}
      />
    </section>
  );
}

function useColumns(timeZone: string): readonly Column<Row>[] {
  const t = useTranslations("web.widgets");
  const locale = useLocale();
  const at = (instant: string): string => callMinute(instant, timeZone, locale);
  return [
    { id: "at", header: t("blockAt"), look: "figures", cell: ({ blockedAt }) => at(blockedAt) },
    { id: "until", header: t("callerUntil"), look: "figures", cell: ({ untilAt }) => at(untilAt) },
    { id: "widget", header: t("callerWidget"), look: "wrap", cell: ({ widgetName }) => widgetName },
    { id: "by", header: t("blockBy"), look: "wrap", cell: ({ byName }) => byName },
    {
      id: "acts",
      header: t("unblock"),
      actions: (row) => [
        {
          text: t("unblock"),
          label: t("callerUnblock", { at: at(row.blockedAt) }),
          ends: {
            title: t("callerUnblockTitle"),
            text: t("callerUnblockText"),
            yes: t("callerUnblockYes"),
            end: () => read(api.DELETE("/api/service/widget-caller-blocks/{id}", { params: { path: { id: row.id } } })),
          },
        },
      ],
    },
  ];
}
