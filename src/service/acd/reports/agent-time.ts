import { assert } from "../../../kernel/index.ts";
import { INTERVAL_MS, intervalStarts } from "./interval.ts";
import { type CountedRange, type ReportedEvent, share } from "./queue-figures.ts";

/** The time of all agents in one half hour. Talk includes hold; ringing and the agent's own calls are neither busy nor available. */
export interface AgentTime {
  readonly startMs: number;
  readonly talkMs: number;
  readonly wrapUpMs: number;
  readonly availableMs: number;
}

/** Busy time over busy and available time; null without either. */
export function occupancyOf({ talkMs, wrapUpMs, availableMs }: Omit<AgentTime, "startMs">): number | null {
  return share(talkMs + wrapUpMs, talkMs + wrapUpMs + availableMs);
}

const COUNTED_STATES: Readonly<Record<string, keyof Omit<AgentTime, "startMs">>> = {
  talking: "talkMs",
  "wrap-up": "wrapUpMs",
  available: "availableMs",
};

/** An incremental count of agents' time; events are passed in the order of their occurrence. */
export interface AgentTimeCount {
  take(event: ReportedEvent): void;
  /** The time by half hour, in chronological order; called once, at the end. */
  times(): readonly AgentTime[];
}

/** Opens a count of agents' time within a range of wall-clock time; a state that spans half hours is split at their boundaries. */
export function openAgentTimeCount(zone: string, { fromMs, untilMs }: CountedRange): AgentTimeCount {
  const times = new Map<number, AgentTime>();
  const since = new Map<string, { readonly state: string; readonly atMs: number }>();
  const startOf = intervalStarts(zone);
  const spend = (state: string, beganMs: number, endedMs: number): void => {
    const field = COUNTED_STATES[state];
    if (field === undefined) return;
    const toMs = Math.min(endedMs, untilMs);
    for (let atMs = Math.max(beganMs, fromMs); atMs < toMs; ) {
      const startMs = startOf(atMs);
      const endMs = Math.min(toMs, startMs + INTERVAL_MS);
      assert(endMs > atMs, "the end of a half hour lies ahead");
      const time = times.get(startMs) ?? { startMs, talkMs: 0, wrapUpMs: 0, availableMs: 0 };
      times.set(startMs, { ...time, [field]: time[field] + (endMs - atMs) });
      atMs = endMs;
    }
  };
  return {
    take: ({ wallMs, body }) => {
      if (body.kind !== "agent.changed") return;
      const before = since.get(body.agentId);
      if (before !== undefined) spend(before.state, before.atMs, wallMs);
      since.set(body.agentId, { state: body.state, atMs: wallMs });
    },
    times: () => {
      for (const { state, atMs } of since.values()) spend(state, atMs, untilMs);
      since.clear();
      return [...times.values()].sort((left, right) => left.startMs - right.startMs);
    },
  };
}

/** The time of agents by half hour, up to `untilMs` of wall-clock time. */
export function countAgentTime(
  events: Iterable<ReportedEvent>,
  { zone, untilMs }: { readonly zone: string; readonly untilMs: number },
): readonly AgentTime[] {
  const counting = openAgentTimeCount(zone, { fromMs: Number.NEGATIVE_INFINITY, untilMs });
  for (const event of events) counting.take(event);
  return counting.times();
}
