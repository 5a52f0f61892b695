/** Campaigns of short messages: one approved text to the lines of a file, newest first. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment } from "../../words/dates.ts";
import { MessageWays } from "../sms-templates/message-ways.tsx";
import { CampaignBadge } from "./campaign-badge.tsx";
import { type CampaignRow, campaignsQuery } from "./campaign-data.ts";

/** The screen of `/layanan/pesan/kampanye`. */
export function CampaignsScreen(): ReactNode {
  const t = useTranslations("web.smsCampaigns");
  const { after = "" }: { readonly after?: string | undefined } = useSearch({ from: "/layanan/pesan/kampanye" });
  const navigate = useNavigate({ from: "/layanan/pesan/kampanye" });
  const found = useQuery(campaignsQuery(after));
  const columns = useColumns();
  const { data } = found;
  const hasAny = data !== undefined && data.items.length > 0;
  const next = data?.next ?? null;
  const go = (place: string) => void navigate({ search: { after: place } });
  const prepare = (
    <Link to="/layanan/pesan/kampanye/baru" className="button button-main">
      {t("prepare")}
    </Link>
  );
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      above={<MessageWays />}
      actions={hasAny ? prepare : undefined}
    >
      <Awaiting query={found} lines={6} />
      {data?.items.length === 0 ? (
        <Empty title={t("emptyTitle")} action={prepare}>
          {t("emptyText")}
        </Empty>
      ) : null}
      {hasAny ? <DataTable caption={t("title")} columns={columns} rows={data.items} rowId={({ id }) => id} /> : null}
      <p className="mt-4 flex flex-wrap gap-3">
        {after === "" ? null : (
          <button type="button" className="button button-small" onClick={() => go("")}>
            {t("newest")}
          </button>
        )}
        {next === null ? null : (
          <button type="button" className="button button-small" onClick={() => go(next)}>
            {t("older")}
          </button>
        )}
      </p>
    </Page>
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
