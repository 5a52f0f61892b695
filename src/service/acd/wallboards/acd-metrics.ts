import type { Counts } from "../reports/index.ts";

/** The live state of a queue. */
export interface QueueFigure {
  readonly id: string;
  readonly name: string;
  readonly isOpen: boolean;
  readonly waiting: number;
  readonly talking: number;
  /** Since when the first waiting call has waited, callbacks excluded; null without one. */
  readonly longestSinceMs: number | null;
}

/** The live state of an agent who is logged in. */
export interface AgentFigure {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly sinceMs: number;
  readonly queueIds: readonly string[];
}

/** The counts of the contacts that entered one queue since local midnight. */
export interface DayFigure {
  readonly queueId: string;
  readonly counts: Counts;
}

/**
 * The live metrics of one call centre at one position of its log: all of them result from the fold of its events up to `sequence`. Calls in
 * progress have a separate log and are read at that instant.
 */
export interface AcdMetrics {
  readonly sequence: number;
  readonly atMs: number;
  /** The time zone of the call centre (IANA name). */
  readonly timeZone: string;
  readonly queues: readonly QueueFigure[];
  readonly agents: readonly AgentFigure[];
  readonly calls: number;
  readonly today: readonly DayFigure[];
}

/** The number of agents in each state; `others` are in wrap-up, in pause after a missed call, or in their own calls. */
export interface AgentCounts {
  readonly ready: number;
  readonly talking: number;
  readonly paused: number;
  readonly others: number;
}

/** An agent who is being rung or connected counts as talking, since no other caller can reach that agent. */
const COUNTED_AS: Readonly<Record<string, keyof AgentCounts>> = {
  available: "ready",
  offered: "talking",
  connecting: "talking",
  talking: "talking",
  paused: "paused",
};

/** The agents of one queue, or all. */
export function agentsIn({ agents }: Pick<AcdMetrics, "agents">, queueId: string | null): readonly AgentFigure[] {
  return queueId === null ? agents : agents.filter(({ queueIds }) => queueIds.includes(queueId));
}

/** The group in which an agent in this state counts. */
export function countedAs(state: string): keyof AgentCounts {
  return COUNTED_AS[state] ?? "others";
}

/** The number of agents in each state, of one queue or of all. */
export function agentCounts(figures: Pick<AcdMetrics, "agents">, queueId: string | null): AgentCounts {
  const counts = { ready: 0, talking: 0, paused: 0, others: 0 };
  for (const { state } of agentsIn(figures, queueId)) counts[countedAs(state)] += 1;
  return counts;
}

/** The queues that a metric covers. */
export function queuesOf({ queues }: Pick<AcdMetrics, "queues">, queueId: string | null): readonly QueueFigure[] {
  return queueId === null ? queues : queues.filter(({ id }) => id === queueId);
}

/** The number of waiting callers in one queue, or in all. */
export function waitingIn(figures: Pick<AcdMetrics, "queues">, queueId: string | null): number {
  return queuesOf(figures, queueId).reduce((sum, { waiting }) => sum + waiting, 0);
}

/** Since when the first caller of one queue or of all waits; null without one. */
export function longestSince(figures: Pick<AcdMetrics, "queues">, queueId: string | null): number | null {
  const since = queuesOf(figures, queueId).flatMap(({ longestSinceMs }) =>
    longestSinceMs === null ? [] : [longestSinceMs],
  );
  return since.length === 0 ? null : Math.min(...since);
}
