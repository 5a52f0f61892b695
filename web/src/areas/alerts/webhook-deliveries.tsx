/** The newest deliveries to an address, and what they were answered. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { type DeliveryRow, deliveriesQuery, type WebhookRow } from "./alert-data.ts";

type State = DeliveryRow["state"];

const LOOK: Readonly<Record<State, { readonly shape: Shape; readonly tone: Tone }>> = {
  waiting: { shape: "half", tone: "wait" },
  delivered: { shape: "tick", tone: "good" },
  dead: { shape: "cross", tone: "bad" },
  dropped: { shape: "cross", tone: "bad" },
};

/** How a delivery stands, in shape, word and colour. */
export function DeliveryBadge({ state }: { readonly state: State }): ReactNode {
  const t = useTranslations("web.alerts.webhooks.states");
  return <Badge {...LOOK[state]}>{t(state)}</Badge>;
}

/** The deliveries of one address. */
export function Deliveries({ webhook: { id, name } }: { readonly webhook: WebhookRow }): ReactNode {
  const t = useTranslations("web.alerts.webhooks");
  const found = useQuery(deliveriesQuery(id));
  const columns = useColumns();
  return (
    <section className="grid gap-3" aria-labelledby="deliveries">
      <h2 id="deliveries" className="[overflow-wrap:anywhere]">
        {t("deliveriesOf", { name })}
      </h2>
      <Awaiting query={found} lines={3} />
      {found.data?.items.length === 0 ? <p className="text-soft">{t("noDeliveries")}</p> : null}
      {found.data === undefined || found.data.items.length === 0 ? null : (
        <DataTable
          caption={t("deliveriesOf", { name })}
          columns={columns}
          rows={found.data.items}
          rowId={(row) => `${row.eventId} ${row.attempt}`}
        />
      )}
    </section>
  );
}

function useColumns(): readonly Column<DeliveryRow>[] {
  const t = useTranslations("web.alerts.webhooks");
  const locale = useLocale();
  const answerOf = ({ status, fault, answer }: DeliveryRow): string => {
    if (fault !== null) return t(`faults.${fault}`);
    return status === null ? "–" : [t("status", { status }), answer].filter(Boolean).join(": ");
  };
  return [
    {
      id: "kind",
      header: t("kind"),
      cell: ({ kind }) => <span className="[overflow-wrap:anywhere]">{kind}</span>,
    },
    { id: "state", header: t("state"), cell: ({ state }) => <DeliveryBadge state={state} /> },
    {
      id: "triedAt",
      header: t("triedAt"),
      cell: ({ at }) => moment(at, locale),
    },
    { id: "tries", header: t("tries"), numeric: true, cell: ({ attempt }) => attempt },
    {
      id: "answer",
      header: t("answer"),
      cell: (row) => <span className="[overflow-wrap:anywhere]">{answerOf(row)}</span>,
    },
  ];
}
