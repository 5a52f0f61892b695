/** Pending and expired events of one webhook endpoint; expired events can be resent. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { FailureNotice } from "../../parts/notice.tsx";
import { count, moment } from "../../words/dates.ts";
import { useKindWords } from "./webhook-badges.tsx";
import { type Delivery, deliveriesQuery, type Webhook } from "./webhook-data.ts";

/** The list with pages. */
export function DeliveriesList({
  webhook: { id, isOn },
  state,
}: {
  readonly webhook: Webhook;
  readonly state: "waiting" | "dead";
}): ReactNode {
  const t = useTranslations("web.webhooks");
  const { pages, paging } = useListAddress(useSearch({ from: "/layanan/webhook/$id" }));
  const found = useQuery(deliveriesQuery(id, state, pages));
  const replaying = useReplay(id);
  const columns = useColumns({ id, state, isOn, replaying });
  const mayReplay = state === "dead" && isOn && (found.data?.total ?? 0) > 0;
  return (
    <>
      <p className="max-w-[70ch] text-soft">{t(`listText.${state}`)}</p>
      {mayReplay ? (
        <BusyButton
          type="button"
          className="button justify-self-start"
          isBusy={replaying.isPending && replaying.variables === null}
          onClick={() => replaying.mutate(null)}
        >
          {t("replayAll")}
        </BusyButton>
      ) : null}
      <p role="status" className="text-small text-soft empty:hidden">
        {replaying.data === undefined ? "" : t("replayed", { count: replaying.data.count })}
      </p>
      {replaying.error === null ? null : <FailureNotice error={replaying.error} />}
      <List
        query={found}
        lines={4}
        caption={t(`lists.${state}`)}
        columns={columns}
        rowId={({ eventId }) => eventId}
        paging={paging}
        empty={{ text: t(`listEmpty.${state}`) }}
      />
    </>
  );
}

/** Resends one event, or with null all expired events. */
export function useReplay(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (eventId: string | null) =>
      read<{ readonly count: number }>(
        eventId === null
          ? api.POST("/api/service/webhooks/{id}/replays", { params: { path: { id } } })
          : api.POST("/api/service/webhooks/{id}/deliveries/{eventId}/replay", { params: { path: { id, eventId } } }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["service", "webhooks"] }),
  });
}

function useColumns({
  id,
  state,
  isOn,
  replaying,
}: {
  readonly id: string;
  readonly state: "waiting" | "dead";
  readonly isOn: boolean;
  readonly replaying: ReturnType<typeof useReplay>;
}): readonly Column<Delivery>[] {
  const t = useTranslations("web.webhooks");
  const locale = useLocale();
  const kindOf = useKindWords();
  const columns: readonly Column<Delivery>[] = [
    {
      id: "kind",
      header: t("event"),
      cell: ({ kind, eventId }) => (
        <Link to="/layanan/webhook/$id/kejadian/$eventId" params={{ id, eventId }}>
          {kindOf(kind)}
        </Link>
      ),
    },
    { id: "created", header: t("happenedAt"), cell: ({ createdAt }) => moment(createdAt, locale) },
    { id: "attempts", header: t("attempts"), numeric: true, cell: ({ attempts }) => count(attempts, locale) },
  ];
  if (state === "waiting") {
    const next: Column<Delivery> = {
      id: "next",
      header: t("nextTry"),
      cell: ({ nextTryAt }) => (nextTryAt === null ? "–" : moment(nextTryAt, locale)),
    };
    return [...columns, next];
  }
  const over: Column<Delivery> = {
    id: "over",
    header: t("givenUpAt"),
    cell: ({ overAt }) => (overAt === null ? "–" : moment(overAt, locale)),
  };
  const act: Column<Delivery> = {
    id: "acts",
    header: t("acts"),
    cell: ({ eventId, kind, createdAt }) => (
      <BusyButton
        type="button"
        className="button button-small"
        isBusy={replaying.isPending && replaying.variables === eventId}
        aria-label={t("replayOf", { event: kindOf(kind), at: moment(createdAt, locale) })}
        onClick={() => replaying.mutate(eventId)}
      >
        {t("replay")}
      </BusyButton>
    ),
  };
  return isOn ? [...columns, over, act] : [...columns, over];
}
