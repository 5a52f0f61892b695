/** The alerts of a call centre: what stands, and what is set up. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Badge } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Freshness, LostConnection } from "../../parts/freshness.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../shell/use-may.ts";
import { moment } from "../../words/dates.ts";
import { queuesQuery } from "../queues/queue-data.ts";
import { EndDialog } from "../service/end-dialog.tsx";
import { type AlertRow, alertsQuery } from "./alert-data.ts";
import { useAlertWords } from "./alert-words.ts";
import { RaisedAloud, StandingList, useStanding } from "./standing-alerts.tsx";

/** The screen of `/layanan/peringatan`. */
export function AlertsScreen(): ReactNode {
  const t = useTranslations("web.alerts");
  const alerts = useQuery(alertsQuery);
  const standing = useStanding();
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
            <StandingList items={standing.items} />
          )}
        </section>
        <section className="grid gap-3" aria-labelledby="list">
          <h2 id="list">{t("list")}</h2>
          <Awaiting query={alerts} lines={4} />
          {rows === undefined ? null : <AlertTable rows={rows} />}
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

function AlertTable({ rows }: { readonly rows: readonly AlertRow[] }): ReactNode {
  const t = useTranslations("web.alerts");
  const [ending, setEnding] = useState<AlertRow | null>(null);
  const columns = useColumns(setEnding);
  if (rows.length === 0)
    return (
      <Empty title={t("emptyTitle")} action={<AddLink />}>
        {t("emptyText")}
      </Empty>
    );
  return (
    <>
      <DataTable caption={t("list")} columns={columns} rows={rows} rowId={({ id }) => id} />
      {ending === null ? null : (
        <EndDialog
          title={t("endTitle", { name: ending.name })}
          text={t("endText")}
          yes={t("endYes")}
          end={() => read(api.DELETE("/api/service/alerts/{id}", { params: { path: { id: ending.id } } }))}
          onClose={() => setEnding(null)}
        />
      )}
    </>
  );
}

function useColumns(onEnd: (alert: AlertRow) => void): readonly Column<AlertRow>[] {
  const t = useTranslations("web.alerts");
  const locale = useLocale();
  const words = useAlertWords();
  const { data: queues } = useQuery(queuesQuery);
  const nameOf = (id: string) => queues?.items.find((queue) => queue.id === id)?.name ?? "–";
  return [
    { id: "name", header: t("name"), cell: ({ name }) => <span className="font-semibold break-words">{name}</span> },
    {
      id: "watches",
      header: t("watches"),
      cell: ({ measure, queueIds }) => (
        <span className="[overflow-wrap:anywhere]">{words.scope(measure, queueIds.map(nameOf))}</span>
      ),
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
    { id: "acts", header: t("acts"), cell: (row) => <Acts row={row} onEnd={onEnd} /> },
  ];
}

/** How an alert stands, in shape, word and colour. */
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

function Acts({ row, onEnd }: { readonly row: AlertRow; readonly onEnd: (alert: AlertRow) => void }): ReactNode {
  const t = useTranslations("web.alerts");
  const { id, name } = row;
  return (
    <div className="flex flex-wrap gap-2">
      <Link
        to="/layanan/peringatan/$id"
        params={{ id }}
        className="button button-small"
        aria-label={t("changeOf", { name })}
      >
        {t("change")}
      </Link>
      <button
        type="button"
        className="button button-small"
        aria-label={t("endOf", { name })}
        onClick={() => onEnd(row)}
      >
        {t("end")}
      </button>
    </div>
  );
}
