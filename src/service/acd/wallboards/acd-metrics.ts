import type { Counts } from "../reports/index.ts";

/** How a queue stands. */
export interface QueueFigure {
  readonly id: string;
  readonly name: string;
  readonly isOpen: boolean;
  readonly waiting: number;
  readonly talking: number;
  /** Since when the first of those on the line waits; null when nobody does. */
  readonly longestSinceMs: number | null;
}

/** How an agent stands who is at work. */
export interface AgentFigure {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly sinceMs: number;
  readonly queueIds: readonly string[];
}

/** What was counted today of the contacts that entered one queue since local midnight. */
export interface DayFigure {
  readonly queueId: string;
  readonly counts: Counts;
}

/**
 * The figures of one call centre at one place of its log: all of them are those of the fold of its events up to `sequence`. Calls in
 * progress have a log of their own and are as they were at that instant.
 */
export interface AcdMetrics {
  readonly sequence: number;
  readonly atMs: number;
  /** The zone of the call centre's clocks (IANA name). */
  readonly timeZone: string;
  readonly queues: readonly QueueFigure[];
  readonly agents: readonly AgentFigure[];
  readonly calls: number;
  readonly today: readonly DayFigure[];
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

/** The agents of one queue, or all. */
export function agentsIn({ agents }: Pick<AcdMetrics, "agents">, queueId: string | null): readonly AgentFigure[] {
  return queueId === null ? agents : agents.filter(({ queueIds }) => queueIds.includes(queueId));
}

/** As what an agent counts who is in this state. */
export function countedAs(state: string): keyof AgentCounts {
  return COUNTED_AS[state] ?? "others";
}

/** How the agents of one queue stand, or all. */
export function agentCounts(figures: Pick<AcdMetrics, "agents">, queueId: string | null): AgentCounts {
  const counts = { ready: 0, talking: 0, paused: 0, others: 0 };
  for (const { state } of agentsIn(figures, queueId)) counts[countedAs(state)] += 1;
  return counts;
}

/** The queues a figure is about. */
export function queuesOf({ queues }: Pick<AcdMetrics, "queues">, queueId: string | null): readonly QueueFigure[] {
  return queueId === null ? queues : queues.filter(({ id }) => id === queueId);
}

/** How many wait in one queue, or in all. */
export function waitingIn(figures: Pick<AcdMetrics, "queues">, queueId: string | null): number {
  return queuesOf(figures, queueId).reduce((sum, { waiting }) => sum + waiting, 0);
}

/** Since when the first caller of one queue waits, or of all; null when nobody does. */
export function longestSince(figures: Pick<AcdMetrics, "queues">, queueId: string | null): number | null {
  const since = queuesOf(figures, queueId).flatMap(({ longestSinceMs }) =>
    longestSinceMs === null ? [] : [longestSinceMs],
  );
  return since.length === 0 ? null : Math.min(...since);
}
