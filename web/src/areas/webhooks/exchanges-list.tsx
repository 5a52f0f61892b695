/** Requests to one webhook endpoint with their responses, newest first. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { count, moment } from "../../words/dates.ts";
import { DeliveryBadge, useAnswerWords, useKindWords } from "./webhook-badges.tsx";
import { type Exchange, exchangesQuery, type Webhook } from "./webhook-data.ts";

/** The list with pages. */
export function ExchangesList({ webhook: { id } }: { readonly webhook: Webhook }): ReactNode {
  const t = useTranslations("web.webhooks");
  const { pages, paging } = useListAddress(useSearch({ from: "/layanan/webhook/$id" }));
  return (
    <List
      query={useQuery(exchangesQuery(id, pages))}
      lines={4}
      caption={t("lists.exchanges")}
      columns={useColumns(id)}
      rowId={({ eventId, attempt }) => `${eventId} ${attempt}`}
      paging={paging}
      empty={{ text: t("noExchanges") }}
    />
  );
}

function useColumns(id: string): readonly Column<Exchange>[] {
  const t = useTranslations("web.webhooks");
  const locale = useLocale();
  const answerOf = useAnswerWords();
  const kindOf = useKindWords();
  return [
    { id: "at", header: t("at"), cell: ({ at }) => moment(at, locale) },
    {
      id: "kind",
      header: t("event"),
      cell: ({ kind, eventId }) => (
        <Link to="/layanan/webhook/$id/kejadian/$eventId" params={{ id, eventId }}>
          {kindOf(kind)}
        </Link>
      ),
    },
    { id: "attempt", header: t("attempt"), numeric: true, cell: ({ attempt }) => count(attempt, locale) },
    { id: "state", header: t("eventState"), cell: ({ state }) => <DeliveryBadge state={state} /> },
    {
      id: "answer",
      header: t("answer"),
      cell: (row) => <span className="line-clamp-2 [overflow-wrap:anywhere]">{answerOf(row)}</span>,
    },
    {
      id: "duration",
      header: t("duration"),
      numeric: true,
      look: "line",
      cell: ({ durationMs }) => t("milliseconds", { value: count(durationMs, locale) }),
    },
  ];
}
