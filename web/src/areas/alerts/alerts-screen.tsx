/** The alerts of a call centre: active alerts and alert rules. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Badge } from "../../parts/badges.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { Freshness, LostConnection } from "../../parts/freshness.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../shell/use-may.ts";
import { moment } from "../../words/dates.ts";
import { queuesQuery } from "../queues/queue-data.ts";
import { ActiveAlertList, RaisedAloud, useActiveAlerts } from "./active-alerts.tsx";
import { type AlertRow, alertsQuery } from "./alert-data.ts";
import { useAlertWords } from "./alert-words.ts";

/** The screen of `/layanan/peringatan`. */
export function AlertsScreen(): ReactNode {
  const t = useTranslations("web.alerts");
  const alerts = useQuery(alertsQuery);
  const standing = useActiveAlerts();
  const rows = alerts.data?.items;
  return (
    <Page width="working" title={t("title")} lead={t("lead")} actions={<Ways hasAlerts={(rows?.length ?? 0) > 0} />}>
      <LostConnection liveness={standing.liveness} />
      <RaisedAloud {...standing} />
      <div className="grid gap-10">
        <section className="grid gap-3" aria-labelledby="standing">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 id="standing">{t("standing")}</h2>
            <Freshness liveness={standing.liveness} />
          </div>
          {standing.items === null ? null : standing.items.length === 0 ? (
            <p className="text-soft">{t("standingNone")}</p>
          ) : (
            <ActiveAlertList items={standing.items} />
          )}
        </section>
        <section className="grid gap-3" aria-labelledby="list">
          <h2 id="list">{t("list")}</h2>
          <List
            query={alerts}
            lines={4}
            caption={t("list")}
            columns={useColumns()}
            empty={{ title: t("emptyTitle"), text: t("emptyText"), action: <AddLink /> }}
          />
        </section>
      </div>
    </Page>
  );
}

function Ways({ hasAlerts }: { readonly hasAlerts: boolean }): ReactNode {
  const t = useTranslations("web.alerts");
  return (
    <>
      <Link to="/layanan/peringatan/riwayat" className="button">
        {t("toHistory")}
      </Link>
      {useMay("service.manage") ? (
        <Link to="/layanan/webhook" className="button">
          {t("toWebhooks")}
        </Link>
      ) : null}
      {hasAlerts ? <AddLink /> : null}
    </>
  );
}

function AddLink(): ReactNode {
  const t = useTranslations("web.alerts");
  return (
    <Link to="/layanan/peringatan/baru" className="button button-main">
      {t("add")}
    </Link>
  );
}

function useColumns(): readonly Column<AlertRow>[] {
  const t = useTranslations("web.alerts");
  const locale = useLocale();
  const words = useAlertWords();
  const { data: queues } = useQuery(queuesQuery);
  const nameOf = (id: string) => queues?.items.find((queue) => queue.id === id)?.name ?? "–";
  return [
    { id: "name", header: t("name"), look: "strong-words", cell: ({ name }) => name },
    {
      id: "watches",
      header: t("watches"),
      look: "wrap",
      cell: ({ measure, queueIds }) => words.scope(measure, queueIds.map(nameOf)),
    },
    {
      id: "limit",
      header: t("limit"),
      cell: ({ measure, comparison, raiseAt }) => words.limit(measure, comparison, raiseAt),
    },
    { id: "state", header: t("state"), cell: (row) => <AlertState row={row} /> },
    {
      id: "last",
      header: t("last"),
      cell: ({ lastRaisedAt }) => (lastRaisedAt === null ? t("never") : moment(lastRaisedAt, locale)),
    },
    {
      id: "acts",
      header: t("acts"),
      actions: (row) => [
        { text: t("change"), label: t("changeOf", { name: row.name }), to: "/layanan/peringatan/$id" },
        {
          text: t("end"),
          label: t("endOf", { name: row.name }),
          ends: {
            title: t("endTitle", { name: row.name }),
            text: t("endText"),
            yes: t("endYes"),
            end: () => read(api.DELETE("/api/service/alerts/{id}", { params: { path: { id: row.id } } })),
          },
        },
      ],
    },
  ];
}

/** The state of an alert: shape, label and colour. */
function AlertState({ row: { isOn, standing } }: { readonly row: AlertRow }): ReactNode {
  const t = useTranslations("web.alerts.states");
  if (standing !== null)
    return (
      <Badge shape="triangle" tone="bad">
        {t("standing")}
      </Badge>
    );
  return isOn ? (
    <Badge shape="disc" tone="good">
      {t("calm")}
    </Badge>
  ) : (
    <Badge shape="dash" tone="quiet">
      {t("off")}
    </Badge>
  );
}
