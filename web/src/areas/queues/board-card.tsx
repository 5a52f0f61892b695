/** One queue of the board, readable from five metres: who waits, how long the first has, how many agents are ready. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import { useNow } from "../../parts/countdown.tsx";
import { lengthText } from "../calls/call-words.ts";
import {
  agentCounts,
  type BoardAgent,
  type BoardQueue,
  isUnserved,
  longestMs,
  type WaitLevel,
  waitLevel,
} from "./board-view.ts";

const LEVELS: Readonly<Record<WaitLevel, { readonly shape: Shape; readonly tone: Tone }>> = {
  nobody: { shape: "dash", tone: "quiet" },
  unknown: { shape: "ring", tone: "quiet" },
  fine: { shape: "disc", tone: "good" },
  long: { shape: "half", tone: "wait" },
  near: { shape: "triangle", tone: "bad" },
  over: { shape: "cross", tone: "bad" },
};

interface BoardCardProps {
  readonly queue: BoardQueue;
  readonly agents: readonly BoardAgent[];
  readonly aheadMs: number;
  /** Whether the tables below show this queue alone. */
  readonly isChosen: boolean;
}

/** A queue's card; its name leads to who waits in it. */
export function BoardCard({ queue, agents, aheadMs, isChosen }: BoardCardProps): ReactNode {
  const t = useTranslations("web.queues");
  const waitedMs = longestMs(queue, useNow() + aheadMs);
  const counts = agentCounts(agents, queue.id);
  const level = isUnserved(queue, counts) ? "unserved" : waitLevel(waitedMs, queue.waitMaxMs);
  const look = level === "unserved" ? ({ shape: "cross", tone: "bad" } as const) : LEVELS[level];
  const { waitMaxMs } = queue;
  return (
    <li
      className={`board-card card tone-${look.tone}`}
      data-queue={queue.id}
      data-level={level}
      aria-current={isChosen ? "true" : undefined}
    >
      <h2 className="text-lead">
        <Link
          to="/layanan/papan"
          search={{ queue: queue.id }}
          hash="rincian"
          className="board-name line-clamp-2"
          title={queue.name}
        >
          {queue.name}
        </Link>
      </h2>
      <p className="flex flex-wrap gap-2">
        <Badge {...look}>{t(`board.levels.${level}`)}</Badge>
        {queue.isOpen ? null : (
          <Badge shape="cross" tone="quiet">
            {t("closed")}
          </Badge>
        )}
      </p>
      <dl className="board-figures">
        <Figure name={t("board.waiting")} value={String(queue.waiting)} size="large" />
        <Figure name={t("board.longest")} value={waitedMs === null ? "–" : lengthText(waitedMs)} size="large" />
      </dl>
      <dl className="board-figures">
        <Figure name={t("board.ready")} value={String(counts.ready)} size="middle" />
        <Figure name={t("board.talking")} value={String(counts.talking)} size="middle" />
        <Figure name={t("board.paused")} value={String(counts.paused)} size="middle" />
      </dl>
      <p className="text-small text-soft">
        {waitMaxMs === null ? t("board.noLimit") : t("board.limit", { limit: lengthText(waitMaxMs) })}
        {counts.others === 0 ? null : ` ${t("board.others", { count: counts.others })}`}
      </p>
    </li>
  );
}

function Figure({
  name,
  value,
  size,
}: {
  readonly name: string;
  readonly value: string;
  readonly size: "large" | "middle";
}): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-size={size}>{value}</dd>
    </div>
  );
}
