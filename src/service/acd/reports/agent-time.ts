import { assert } from "../../../kernel/index.ts";
import { INTERVAL_MS, intervalStarts } from "./interval.ts";
import { type CountedRange, type ReportedEvent, share } from "./queue-figures.ts";

/** How agents spent one half hour, all together. Talk holds hold as well; ringing and own calls are neither busy nor idle. */
export interface AgentTime {
  readonly startMs: number;
  readonly talkMs: number;
  readonly wrapUpMs: number;
  readonly availableMs: number;
}

/** Busy of busy and available; null when there was neither. */
export function occupancyOf({ talkMs, wrapUpMs, availableMs }: Omit<AgentTime, "startMs">): number | null {
  return share(talkMs + wrapUpMs, talkMs + wrapUpMs + availableMs);
}

const COUNTED_STATES: Readonly<Record<string, keyof Omit<AgentTime, "startMs">>> = {
  talking: "talkMs",
  "wrap-up": "wrapUpMs",
  available: "availableMs",
};

/** A count of agents' time that goes on while events are read; they are given in the order they happened. */
export interface AgentTimeCount {
  take(event: ReportedEvent): void;
  /** The time by half hour, in the order of beginning; called once, at the end. */
  times(): readonly AgentTime[];
}

/** Begins to count the time of agents within a range, by the wall; a state that spans half hours is cut at their edges. */
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

/** The time of agents by half hour, up to `untilMs` by the wall. */
export function countAgentTime(
  events: Iterable<ReportedEvent>,
  { zone, untilMs }: { readonly zone: string; readonly untilMs: number },
): readonly AgentTime[] {
  const counting = openAgentTimeCount(zone, { fromMs: Number.NEGATIVE_INFINITY, untilMs });
  for (const event of events) counting.take(event);
  return counting.times();
}
