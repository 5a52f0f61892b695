/** One queue of the board, readable from five metres: contacts waiting, longest wait and ready agents. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge, Glyph, type Shape, type Tone } from "../../parts/badges.tsx";
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

const LEVELS: Readonly<Record<WaitLevel | "unserved", { readonly shape: Shape; readonly tone: Tone }>> = {
  nobody: { shape: "dash", tone: "quiet" },
  unknown: { shape: "ring", tone: "quiet" },
  fine: { shape: "disc", tone: "good" },
  long: { shape: "half", tone: "wait" },
  near: { shape: "triangle", tone: "bad" },
  over: { shape: "cross", tone: "bad" },
  unserved: { shape: "square", tone: "bad" },
};

/** The wait level of a queue as shape, label and colour. */
function LevelBadge({ level }: { readonly level: WaitLevel | "unserved" }): ReactNode {
  const t = useTranslations("web.queues.board.levels");
  return <Badge {...LEVELS[level]}>{t(level)}</Badge>;
}

/** A link to a queue with an alarm: its name with the shape of the alarm. */
export function AlarmLink({
  queue,
  level,
}: {
  readonly queue: BoardQueue;
  readonly level: WaitLevel | "unserved";
}): ReactNode {
  const t = useTranslations("web.queues.board.levels");
  const { shape, tone } = LEVELS[level];
  return (
    <Link
      to="/layanan/papan"
      search={{ queue: queue.id }}
      hash="rincian"
      className={`button button-small tone-${tone} max-w-full text-left`}
    >
      <span className="shrink-0 text-bad">
        <Glyph shape={shape} />
      </span>
      <span className="line-clamp-1 min-w-0 [overflow-wrap:anywhere]">{queue.name}</span>
      <span className="shrink-0 font-normal">{t(level)}</span>
    </Link>
  );
}

interface BoardCardProps {
  readonly queue: BoardQueue;
  readonly agents: readonly BoardAgent[];
  readonly aheadMs: number;
  /** Whether the tables below are filtered by this queue. */
  readonly isChosen: boolean;
}

/** The card of a queue; its name filters the tables by the queue. */
export function BoardCard({ queue, agents, aheadMs, isChosen }: BoardCardProps): ReactNode {
  const t = useTranslations("web.queues");
  const waitedMs = longestMs(queue, useNow() + aheadMs);
  const counts = agentCounts(agents, queue.id);
  const level = waitLevel(waitedMs, queue.waitMaxMs);
  const unserved = isUnserved(queue, counts);
  const { waitMaxMs } = queue;
  return (
    <li
      className={`board-card card tone-${unserved ? "bad" : LEVELS[level].tone}`}
      data-queue={queue.id}
      data-alarm={unserved ? "unserved" : level}
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
        <LevelBadge level={level} />
        {unserved ? <LevelBadge level="unserved" /> : null}
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
        {queue.messages === 0 ? null : ` ${t("board.messages", { count: queue.messages })}`}
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
