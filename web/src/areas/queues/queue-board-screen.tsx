/** The live queue board: large figures readable from a distance, then tables of waiting contacts and agents. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { QueueBoard } from "../../../../src/service/acd/queues/contract.ts";
import { serverNowMs } from "../../data/client.ts";
import { type Liveness, useLive } from "../../data/live.ts";
import { sessionQuery } from "../../data/queries.ts";
import { useNow } from "../../parts/countdown.tsx";
import { Freshness, LostConnection, StaleNotice } from "../../parts/freshness.tsx";
import { Empty, Loading } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { may } from "../../shell/places.ts";
import { useMay } from "../../shell/use-may.ts";
import { AlertStrip } from "../alerts/active-alerts.tsx";
import { AlarmLink, BoardCard } from "./board-card.tsx";
import { AgentsTable, type BoardPart, WaitingTable } from "./board-tables.tsx";
import { alarmOf, type BoardQueue, boardTotals, byName } from "./board-view.ts";

const QUEUES = ["queues"] as const;
/** Above this number of queues the board does not fit on a screen, so queues with alarms are listed above it, up to a maximum. */
const AT_A_GLANCE = 9;
const ALARMS_MAX = 12;

interface BoardSnapshot {
  readonly board: QueueBoard;
  /** The difference between the board's clock and this page's clock on arrival; durations are computed from the server's instants. */
  readonly aheadMs: number;
  readonly lookedAtMs: number;
}

/** Subscribes to the board. Each event holds the complete board, so a reconnect misses nothing. */
function useBoard(): { readonly heard: BoardSnapshot | null; readonly liveness: Liveness } {
  const [snapshot, setHeard] = useState<BoardSnapshot | null>(null);
  const liveness = useLive("/api/service/queues/live", QUEUES, {
    onEvent: (_, data) => {
      const board = data as QueueBoard;
      const lookedAtMs = serverNowMs();
      setHeard({ board, aheadMs: board.atMs - lookedAtMs, lookedAtMs });
    },
    onReturn: () => undefined,
  });
  return { heard: snapshot, liveness };
}

/** The screen of `/layanan/papan`. */
export function QueueBoardScreen(): ReactNode {
  const t = useTranslations("web.queues.board");
  const { heard, liveness } = useBoard();
  return (
    <Page width="working" title={t("title")} lead={t("lead")} actions={<Freshness liveness={liveness} />}>
      <LostConnection liveness={liveness} />
      {useMay("queue.manage") ? <AlertStrip /> : null}
      {heard === null && liveness.state !== "lost" ? <Loading lines={4} height={160} /> : null}
      {heard === null ? null : (
        <>
          <StaleNotice lookedAtMs={heard.lookedAtMs} liveness={liveness}>
            {t("stale")}
          </StaleNotice>
          {heard.board.queues.length === 0 ? <NoQueue /> : <Board {...heard} />}
        </>
      )}
    </Page>
  );
}

function NoQueue(): ReactNode {
  const t = useTranslations("web.queues");
  const { data: session } = useQuery(sessionQuery);
  const add = may(session, "queue.manage") ? (
    <Link to="/layanan/antrean/baru" className="button button-main">
      {t("add")}
    </Link>
  ) : undefined;
  return (
    <Empty title={t("emptyTitle")} action={add}>
      {t("board.emptyText")}
    </Empty>
  );
}

function Board({ board, aheadMs }: BoardSnapshot): ReactNode {
  const t = useTranslations("web.queues.board");
  const { queue } = useSearch({ from: "/layanan/papan" });
  const locale = useLocale();
  const queues = byName(board.queues, locale);
  const chosen = queues.find(({ id }) => id === queue);
  const part: BoardPart = { board, aheadMs, queueId: chosen?.id };
  return (
    <div className="grid gap-6">
      <div className="grid gap-3">
        <Totals board={board} aheadMs={aheadMs} />
        {queues.length > AT_A_GLANCE ? <Alarms queues={queues} agents={board.agents} aheadMs={aheadMs} /> : null}
      </div>
      <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3" aria-label={t("queues")}>
        {queues.map((one) => (
          <BoardCard key={one.id} queue={one} agents={board.agents} aheadMs={aheadMs} isChosen={one.id === queue} />
        ))}
      </ul>
      <p className="max-w-[70ch] text-small text-soft">{t("limitText")}</p>
      <section id="rincian" className="grid scroll-mt-20 gap-6">
        {chosen === undefined ? null : (
          <p className="flex flex-wrap items-center gap-3">
            <span className="min-w-0 font-semibold break-words">{t("only", { name: chosen.name })}</span>
            <Link to="/layanan/papan" search={{}} resetScroll={false} className="button button-small">
              {t("all")}
            </Link>
          </p>
        )}
        <WaitingTable {...part} />
        <AgentsTable {...part} />
      </section>
    </div>
  );
}

/** Links to queues with alarms. One line of space is reserved, so that the first alarm does not move the layout. */
function Alarms({
  queues,
  agents,
  aheadMs,
}: Pick<QueueBoard, "agents"> & { readonly queues: readonly BoardQueue[]; readonly aheadMs: number }): ReactNode {
  const t = useTranslations("web.queues.board");
  const nowMs = useNow() + aheadMs;
  const alarms = queues.flatMap((queue) => {
    const level = alarmOf(queue, agents, nowMs);
    return level === null ? [] : [{ queue, level }];
  });
  return (
    <ul className="flex min-h-9 flex-wrap gap-2" aria-label={t("alarms")}>
      {alarms.slice(0, ALARMS_MAX).map((one) => (
        <li key={one.queue.id} className="max-w-full">
          <AlarmLink {...one} />
        </li>
      ))}
    </ul>
  );
}

/** The totals in one line; announced to screen readers only when a figure changes. */
function Totals({ board, aheadMs }: Pick<BoardSnapshot, "board" | "aheadMs">): ReactNode {
  const t = useTranslations("web.queues.board");
  const { queues, waiting, late, unserved } = boardTotals(board, useNow() + aheadMs);
  return (
    <p className="text-title font-semibold" role="status">
      {t("totals", { queues, waiting, late })}
      {unserved === 0 ? null : ` ${t("totalUnserved", { count: unserved })}`}
    </p>
  );
}
