/** Calls of one address and what they were answered, the newest first. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { count, moment } from "../../words/dates.ts";
import { DeliveryBadge, useAnswerWords, useKindWords } from "./webhook-badges.tsx";
import { type Exchange, exchangesQuery, type Webhook } from "./webhook-data.ts";

/** The list, by pages. */
export function ExchangesList({ webhook: { id } }: { readonly webhook: Webhook }): ReactNode {
  const t = useTranslations("web.webhooks");
  const paging = pagingOf(useSearch({ from: "/layanan/webhook/$id" }));
  const navigate = useNavigate({ from: "/layanan/webhook/$id" });
  const found = useQuery(exchangesQuery(id, paging));
  const columns = useColumns(id);
  const { data } = found;
  return (
    <>
      <Awaiting query={found} lines={4} />
      {data?.total === 0 ? <p className="text-soft">{t("noExchanges")}</p> : null}
      {data === undefined || data.total === 0 ? null : (
        <div>
          <DataTable
            caption={t("lists.exchanges")}
            columns={columns}
            rows={data.items}
            rowId={({ eventId, attempt }) => `${eventId} ${attempt}`}
          />
          <Pager
            total={data.total}
            hasMore={data.hasMore}
            {...paging}
            onPage={(page) => void navigate({ search: (before) => ({ ...before, page: String(page) }) })}
            onPageSize={(size) => void navigate({ search: (before) => ({ ...before, page: "", size: String(size) }) })}
          />
        </div>
      )}
    </>
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
      cell: ({ durationMs }) => (
        <span className="whitespace-nowrap">{t("milliseconds", { value: count(durationMs, locale) })}</span>
      ),
    },
  ];
}
