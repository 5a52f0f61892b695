/** The webhook endpoints of the call centre. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { Page } from "../../parts/page.tsx";
import { count, moment } from "../../words/dates.ts";
import { IssuedSecret } from "./issued-secret.tsx";
import { DeliveryBadge, WebhookState } from "./webhook-badges.tsx";
import { type Webhook, webhooksQuery } from "./webhook-data.ts";
import { WebhookDialog } from "./webhook-dialog.tsx";

/** The screen of `/layanan/webhook`. */
export function WebhooksScreen(): ReactNode {
  const t = useTranslations("web.webhooks");
  const found = useQuery(webhooksQuery);
  const [isAdding, setIsAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const add = (
    <button type="button" className="button button-main" onClick={() => setIsAdding(true)}>
      {t("add")}
    </button>
  );
  return (
    <Page width="working" title={t("title")} lead={t("lead")} actions={add}>
      <div className="grid gap-8">
        {secret === null ? null : <IssuedSecret secret={secret} isNew />}
        <List
          query={found}
          lines={4}
          caption={t("title")}
          columns={useColumns()}
          empty={{ title: t("emptyTitle"), text: t("emptyText") }}
        />
      </div>
      {isAdding ? <WebhookDialog webhook={null} onAdded={setSecret} onClose={() => setIsAdding(false)} /> : null}
    </Page>
  );
}

function useColumns(): readonly Column<Webhook>[] {
  const t = useTranslations("web.webhooks");
  const locale = useLocale();
  return [
    {
      id: "name",
      header: t("name"),
      cell: ({ id, name, url }) => (
        <span className="[overflow-wrap:anywhere]">
          <Link to="/layanan/webhook/$id" params={{ id }} className="font-semibold">
            {name}
          </Link>
          <span className="block text-small text-soft">{url}</span>
        </span>
      ),
    },
    { id: "state", header: t("state"), cell: (row) => <WebhookState {...row} /> },
    {
      id: "last",
      header: t("lastState"),
      cell: ({ lastState }) => (lastState === null ? t("noneYet") : <DeliveryBadge state={lastState} />),
    },
    { id: "waiting", header: t("waiting"), numeric: true, cell: ({ waiting }) => <Counted of={waiting} /> },
    { id: "dead", header: t("dead"), numeric: true, cell: ({ dead }) => <Counted of={dead} /> },
    {
      id: "by",
      header: t("by"),
      cell: ({ createdBy, createdAt }) => `${createdBy ?? t("byApplications")}, ${moment(createdAt, locale)}`,
    },
  ];
}

const COUNTED_MAX = 1_000;

function Counted({ of }: { readonly of: number }): ReactNode {
  const locale = useLocale();
  return of >= COUNTED_MAX ? `${count(COUNTED_MAX, locale)}+` : count(of, locale);
}
