/** SMS campaigns: one approved text for all rows of a file, newest first. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Column } from "../../parts/data-table.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { moment } from "../../words/dates.ts";
import { MessageWays } from "../sms-templates/message-ways.tsx";
import { CampaignBadge } from "./campaign-badge.tsx";
import { type CampaignRow, campaignsQuery } from "./campaign-data.ts";

/** The screen of `/layanan/pesan/kampanye`. */
export function CampaignsScreen(): ReactNode {
  const t = useTranslations("web.smsCampaigns");
  const list = useListAddress(useSearch({ from: "/layanan/pesan/kampanye" }));
  const { after }: { readonly after?: string | undefined } = list.address;
  const found = useQuery(campaignsQuery(after ?? ""));
  const prepare = (
    <Link to="/layanan/pesan/kampanye/baru" className="button button-main">
      {t("prepare")}
    </Link>
  );
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      above={<MessageWays />}
      actions={(found.data?.items.length ?? 0) > 0 ? prepare : undefined}
      query={found}
      lines={6}
      columns={useColumns()}
      cursors={{
        now: after,
        next: found.data?.next,
        newest: t("newest"),
        older: t("older"),
        onGo: (next) => list.change({ after: next }),
      }}
      empty={{ title: t("emptyTitle"), text: t("emptyText"), action: prepare }}
    />
  );
}

function useColumns(): readonly Column<CampaignRow>[] {
  const t = useTranslations("web.smsCampaigns");
  const locale = useLocale();
  return [
    {
      id: "name",
      header: t("name"),
      cell: ({ id, name, template, sender }) => (
        <Link to="/layanan/pesan/kampanye/$id" params={{ id }} className="grid [overflow-wrap:anywhere]">
          <span className="font-semibold">{name}</span>
          <span className="text-small text-soft">{t("madeOf", { template, sender })}</span>
        </Link>
      ),
    },
    {
      id: "state",
      header: t("state"),
      cell: ({ state, held }) => (
        <span className="grid justify-items-start gap-1">
          <CampaignBadge state={state} />
          {held === null ? null : <span className="text-small text-soft">{t("held")}</span>}
        </span>
      ),
    },
    {
      id: "progress",
      header: t("progress"),
      cell: ({ lines, waiting, state }) =>
        state === "prepared" ? t("linesOf", { count: lines }) : t("over", { over: lines - waiting, lines }),
    },
    { id: "sendAt", header: t("sendAt"), cell: ({ sendAt }) => moment(sendAt, locale) },
  ];
}
