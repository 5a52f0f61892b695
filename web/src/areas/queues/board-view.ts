/** Calculations of the live queue board: wait level of a queue, agent counts and filters. */
import type { QueueBoard } from "../../../../src/service/acd/queues/contract.ts";

/** A queue of the board. */
export type BoardQueue = QueueBoard["queues"][number];
/** A contact of the board. */
export type BoardContact = QueueBoard["contacts"][number];
/** An agent of the board. */
export type BoardAgent = QueueBoard["agents"][number];

/** Shares of the queue's maximum wait from which the longest wait counts as long, and as near the limit. */
const LONG_SHARE = 0.5;
const NEAR_SHARE = 0.8;

/**
 * The longest wait compared with the maximum wait of the queue. `over` is possible, because a transferred contact
 * keeps the time waited in the previous queue. `unknown`: the queue's rules cannot be read.
 */
export type WaitLevel = "nobody" | "fine" | "long" | "near" | "over" | "unknown";

/** The wait level of a queue; `longestMs` is null when no caller is waiting. */
export function waitLevel(longestMs: number | null, waitMaxMs: number | null): WaitLevel {
  if (longestMs === null) return "nobody";
  if (waitMaxMs === null || waitMaxMs <= 0) return "unknown";
  const share = longestMs / waitMaxMs;
  if (share >= 1) return "over";
  if (share >= NEAR_SHARE) return "near";
  return share >= LONG_SHARE ? "long" : "fine";
}

/** The longest wait at an instant in milliseconds; null when no caller is waiting. */
export function longestMs({ longestSince }: Pick<BoardQueue, "longestSince">, nowMs: number): number | null {
  return longestSince === null ? null : Math.max(0, nowMs - Date.parse(longestSince));
}

/** Numbers of agents by state; `others` are in wrap-up, in the pause after a missed call, or in another call. */
export interface AgentCounts {
  readonly ready: number;
  readonly talking: number;
  readonly paused: number;
  readonly others: number;
}

/** Agents with an offered or connecting contact count as talking, because they cannot take another one. */
const COUNTED_AS: Readonly<Record<string, keyof AgentCounts>> = {
  available: "ready",
  offered: "talking",
  connecting: "talking",
  talking: "talking",
  paused: "paused",
};

/** The agent counts of a queue; agents with several queues count in each. */
export function agentCounts(agents: readonly BoardAgent[], queueId: string): AgentCounts {
  const counts = { ready: 0, talking: 0, paused: 0, others: 0 };
  for (const { state, queueIds } of agents) if (queueIds.includes(queueId)) counts[COUNTED_AS[state] ?? "others"] += 1;
  return counts;
}

/** Whether contacts are waiting while all agents of the queue are paused or logged out. */
export function isUnserved({ waiting }: Pick<BoardQueue, "waiting">, { ready, talking, others }: AgentCounts): boolean {
  return waiting > 0 && ready + talking + others === 0;
}

/** The waiting contacts of a queue, or of all queues, in the order of the board, so that rows do not move. */
export function waitingIn(board: QueueBoard, queueId: string | undefined): readonly BoardContact[] {
  return board.contacts.filter((one) => one.state !== "connected" && (queueId ?? one.queueId) === one.queueId);
}

/** The agents of a queue, or of all queues. */
export function agentsOf({ agents }: QueueBoard, queueId: string | undefined): readonly BoardAgent[] {
  return queueId === undefined ? agents : agents.filter(({ queueIds }) => queueIds.includes(queueId));
}

/** The alarm of a queue: no agent at work, or the longest wait near or over the limit; null for none. */
export function alarmOf(
  queue: BoardQueue,
  agents: readonly BoardAgent[],
  nowMs: number,
): "unserved" | "near" | "over" | null {
  if (isUnserved(queue, agentCounts(agents, queue.id))) return "unserved";
  const level = waitLevel(longestMs(queue, nowMs), queue.waitMaxMs);
  return level === "near" || level === "over" ? level : null;
}

/** Sorts queues by name in natural order: "Wilayah 2" before "Wilayah 10". */
export function byName(queues: readonly BoardQueue[], locale: string): readonly BoardQueue[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return queues.toSorted((left, right) => compare(left.name, right.name));
}

/** The totals of the board. */
export interface BoardTotals {
  readonly queues: number;
  readonly waiting: number;
  /** Queues whose longest wait is near or over the limit. */
  readonly late: number;
  readonly unserved: number;
}

/** Computes the totals of the board at an instant. */
export function boardTotals({ queues, agents }: QueueBoard, nowMs: number): BoardTotals {
  const levels = queues.map((queue) => waitLevel(longestMs(queue, nowMs), queue.waitMaxMs));
  return {
    queues: queues.length,
    waiting: queues.reduce((sum, { waiting }) => sum + waiting, 0),
    late: levels.filter((level) => level === "near" || level === "over").length,
    unserved: queues.filter((queue) => isUnserved(queue, agentCounts(agents, queue.id))).length,
  };
}
