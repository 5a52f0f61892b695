/** SMS templates: approved ones, those that await approval, and whether promotional messages require a template. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { Awaiting, FailureNotice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../shell/use-may.ts";
import { MessageWays } from "./message-ways.tsx";
import { TemplateBadge } from "./template-badge.tsx";
import { smsSettingQuery, type TemplateRow, templatesQuery } from "./template-data.ts";

/** The screen of `/layanan/pesan/templat`. */
export function TemplatesScreen(): ReactNode {
  const t = useTranslations("web.smsTemplates");
  const found = useQuery(templatesQuery);
  const columns = useColumns();
  const rows = found.data?.items;
  const write = (
    <Link to="/layanan/pesan/templat/baru" className="button button-main">
      {t("write")}
    </Link>
  );
  const hasAny = rows !== undefined && rows.length > 0;
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      above={<MessageWays />}
      actions={hasAny ? write : undefined}
    >
      <div className="grid gap-8">
        <div>
          <List
            query={found}
            lines={6}
            caption={t("title")}
            columns={columns}
            empty={{ title: t("emptyTitle"), text: t("emptyText"), action: write }}
          />
        </div>
        <PromotionPart />
      </div>
    </Page>
  );
}

/** Whether promotional messages require a template; users who manage the call centre can change it. */
function PromotionPart(): ReactNode {
  const t = useTranslations("web.smsTemplates.promotion");
  const cache = useQueryClient();
  const mayChange = useMay("service.manage");
  const found = useQuery(smsSettingQuery);
  const isBound = found.data?.promotionByTemplate;
  const changing = useMutation({
    mutationFn: (promotionByTemplate: boolean) =>
      read(api.PUT("/api/service/sms/settings", { body: { promotionByTemplate } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["service"] }),
  });
  if (isBound === undefined) return <Awaiting query={found} lines={2} />;
  return (
    <section className="card grid gap-3 p-5" aria-labelledby="promotion">
      <h2 id="promotion" className="text-lead">
        {t("title")}
      </h2>
      <p role="status" className="max-w-[70ch]">
        {isBound ? t("bound") : t("free")}
      </p>
      {changing.error === null ? null : <FailureNotice error={changing.error} />}
      {mayChange ? (
        <BusyButton
          type="button"
          className="button justify-self-start"
          isBusy={changing.isPending}
          onClick={() => changing.mutate(!isBound)}
        >
          {isBound ? t("unbind") : t("bind")}
        </BusyButton>
      ) : null}
    </section>
  );
}

function useColumns(): readonly Column<TemplateRow>[] {
  const t = useTranslations("web.smsTemplates");
  const categories = useTranslations("web.shortMessages.categories");
  return [
    {
      id: "name",
      header: t("name"),
      cell: ({ id, name, latest }) => (
        <Link to="/layanan/pesan/templat/$id" params={{ id }} className="grid [overflow-wrap:anywhere]">
          <span className="font-semibold">{name}</span>
          <span className="line-clamp-2">{latest.body}</span>
        </Link>
      ),
    },
    { id: "category", header: t("category"), cell: ({ latest }) => categories(latest.category) },
    {
      id: "state",
      header: t("state"),
      cell: ({ latest }) => (
        <span className="grid justify-items-start gap-1">
          <TemplateBadge state={latest.state} />
          <span className="text-small text-soft">{t("versionOf", { version: latest.version })}</span>
        </span>
      ),
    },
    {
      id: "sent",
      header: t("sent"),
      cell: ({ approved }) => (approved === null ? t("sentNone") : t("versionOf", { version: approved.version })),
    },
  ];
}
