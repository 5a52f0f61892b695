/** The live board of queues as figures: how near a queue is to its limit, how its agents stand, what is shown of it. */
import type { QueueBoard } from "../../../../src/service/acd/queues/contract.ts";

/** A queue of the board. */
export type BoardQueue = QueueBoard["queues"][number];
/** A contact of the board. */
export type BoardContact = QueueBoard["contacts"][number];
/** An agent of the board. */
export type BoardAgent = QueueBoard["agents"][number];

/** From which share of the queue's own longest wait on its first caller waits long, and is nearly sent away. */
const LONG_SHARE = 0.5;
const NEAR_SHARE = 0.8;

/**
 * How the longest wait stands to the longest the queue allows. `over` is possible: whoever came from another queue brings
 * the time he waited there. `unknown`: the queue's rules cannot be read.
 */
export type WaitLevel = "nobody" | "fine" | "long" | "near" | "over" | "unknown";

/** How near the first caller of a queue is to its longest wait; `longestMs` is null when nobody waits on the line. */
export function waitLevel(longestMs: number | null, waitMaxMs: number | null): WaitLevel {
  if (longestMs === null) return "nobody";
  if (waitMaxMs === null || waitMaxMs <= 0) return "unknown";
  const share = longestMs / waitMaxMs;
  if (share >= 1) return "over";
  if (share >= NEAR_SHARE) return "near";
  return share >= LONG_SHARE ? "long" : "fine";
}

/** How long the first caller has waited at an instant; null when nobody waits on the line. */
export function longestMs({ longestSince }: Pick<BoardQueue, "longestSince">, nowMs: number): number | null {
  return longestSince === null ? null : Math.max(0, nowMs - Date.parse(longestSince));
}

/** How many agents stand how; `others` wrap up, rest after a missed call or are in a call of their own. */
export interface AgentCounts {
  readonly ready: number;
  readonly talking: number;
  readonly paused: number;
  readonly others: number;
}

/** Whoever is being rung or connected is as good as talking: no other caller can have him. */
const COUNTED_AS: Readonly<Record<string, keyof AgentCounts>> = {
  available: "ready",
  offered: "talking",
  connecting: "talking",
  talking: "talking",
  paused: "paused",
};

/** How the agents who serve a queue stand, those who serve several in each of them. */
export function agentCounts(agents: readonly BoardAgent[], queueId: string): AgentCounts {
  const counts = { ready: 0, talking: 0, paused: 0, others: 0 };
  for (const { state, queueIds } of agents) if (queueIds.includes(queueId)) counts[COUNTED_AS[state] ?? "others"] += 1;
  return counts;
}

/** Whether somebody waits while nobody who serves the queue is at work. */
export function isUnserved({ waiting }: Pick<BoardQueue, "waiting">, { ready, talking, others }: AgentCounts): boolean {
  return waiting > 0 && ready + talking + others === 0;
}

/** Those who wait in one queue, or in all when none is named; in the order of the board, so that nobody jumps. */
export function waitingIn(board: QueueBoard, queueId: string | undefined): readonly BoardContact[] {
  return board.contacts.filter((one) => one.state !== "connected" && (queueId ?? one.queueId) === one.queueId);
}

/** The agents of one queue, or all when none is named. */
export function agentsOf({ agents }: QueueBoard, queueId: string | undefined): readonly BoardAgent[] {
  return queueId === undefined ? agents : agents.filter(({ queueIds }) => queueIds.includes(queueId));
}

/** What is wrong with a queue: nobody serves it, or its first caller is near the limit or over it; null for nothing. */
export function alarmOf(
  queue: BoardQueue,
  agents: readonly BoardAgent[],
  nowMs: number,
): "unserved" | "near" | "over" | null {
  if (isUnserved(queue, agentCounts(agents, queue.id))) return "unserved";
  const level = waitLevel(longestMs(queue, nowMs), queue.waitMaxMs);
  return level === "near" || level === "over" ? level : null;
}

/** Queues by name as people count: "Wilayah 2" before "Wilayah 10". */
export function byName(queues: readonly BoardQueue[], locale: string): readonly BoardQueue[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return queues.toSorted((left, right) => compare(left.name, right.name));
}

/** The figures of the whole board. */
export interface BoardTotals {
  readonly queues: number;
  readonly waiting: number;
  /** Queues whose first caller is near the limit or over it. */
  readonly late: number;
  readonly unserved: number;
}

/** What the whole board comes to at an instant. */
export function boardTotals({ queues, agents }: QueueBoard, nowMs: number): BoardTotals {
  const levels = queues.map((queue) => waitLevel(longestMs(queue, nowMs), queue.waitMaxMs));
  return {
    queues: queues.length,
    waiting: queues.reduce((sum, { waiting }) => sum + waiting, 0),
    late: levels.filter((level) => level === "near" || level === "over").length,
    unserved: queues.filter((queue) => isUnserved(queue, agentCounts(agents, queue.id))).length,
  };
}
