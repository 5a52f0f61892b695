import { type AgentTime, occupancyOf } from "./agent-time.ts";
import {
  addCounts,
  type CountedInterval,
  type CountedRange,
  type Counts,
  figuresOf,
  type QueueFigures,
} from "./queue-figures.ts";
import type { RegulatoryLevel } from "./regulatory-level.ts";
import { halfHoursOf } from "./report-range.ts";

/** A queue in a report; the name is null when the queue has no row any more. */
export interface NamedQueue {
  readonly id: string;
  readonly name: string | null;
}

/** The number of contacts with one disposition. */
export interface DispositionCount {
  readonly id: string;
  readonly name: string;
  readonly contacts: number;
}

/** The data of a report. */
export interface ReadReport {
  readonly zone: string;
  readonly range: CountedRange;
  readonly queues: readonly NamedQueue[];
  readonly intervals: readonly CountedInterval[];
  readonly agentTimes: readonly AgentTime[];
  readonly regulatory: RegulatoryLevel;
  readonly dispositions: readonly DispositionCount[];
}

/** The counts and metrics of one queue or all queues, in one half hour or in the whole range. */
export type Reported = Counts & QueueFigures;

/** One half hour of one queue. */
export interface ReportRow extends Reported {
  readonly startMs: number;
  readonly queue: NamedQueue;
  /** Of all agents of the call centre in that half hour, since queues share them; null when none was on duty. */
  readonly occupancy: number | null;
}

const of = (counts: Counts): Reported => ({ ...counts, ...figuresOf(counts) });

/** Generates the rows of a report: each half hour with each queue; zeros without events. */
export function* rowsOf({ range, queues, intervals, agentTimes }: ReadReport): Generator<ReportRow> {
  const counted = new Map(intervals.map((one) => [`${one.queueId} ${one.startMs}`, one.counts]));
  const times = new Map(agentTimes.map((time) => [time.startMs, time]));
  const nothing = addCounts([]);
  for (const startMs of halfHoursOf(range)) {
    const time = times.get(startMs);
    const occupancy = time === undefined ? null : occupancyOf(time);
    for (const queue of queues)
      yield { startMs, queue, occupancy, ...of(counted.get(`${queue.id} ${startMs}`) ?? nothing) };
  }
}

/** All queues of a report together in one half hour. */
export interface HalfHour extends Reported {
  readonly startMs: number;
  readonly occupancy: number | null;
}

/** Generates each half hour of a report with all of its queues together. */
export function* halfHourRows({ range, intervals, agentTimes }: ReadReport): Generator<HalfHour> {
  const counted = Map.groupBy(intervals, ({ startMs }) => startMs);
  const times = new Map(agentTimes.map((time) => [time.startMs, time]));
  for (const startMs of halfHoursOf(range)) {
    const time = times.get(startMs);
    const counts = addCounts((counted.get(startMs) ?? []).map((one) => one.counts));
    yield { startMs, occupancy: time === undefined ? null : occupancyOf(time), ...of(counts) };
  }
}

/** The totals of the range: by queue in the order of the report, all queues together, and all agents. */
export interface ReportTotals {
  readonly queues: readonly (Reported & { readonly queue: NamedQueue })[];
  readonly all: Reported;
  readonly occupancy: number | null;
}

/** Sums a report up; metrics are computed from the sums, never from other metrics. */
export function totalsOf({ queues, intervals, agentTimes }: ReadReport): ReportTotals {
  const byQueue = Map.groupBy(intervals, ({ queueId }) => queueId);
  const sum = (list: readonly CountedInterval[]) => of(addCounts(list.map(({ counts }) => counts)));
  const spent = (field: "talkMs" | "wrapUpMs" | "availableMs") =>
    agentTimes.reduce((total, time) => total + time[field], 0);
  return {
    queues: queues.map((queue) => ({ queue, ...sum(byQueue.get(queue.id) ?? []) })),
    all: sum(intervals),
    occupancy: occupancyOf({ talkMs: spent("talkMs"), wrapUpMs: spent("wrapUpMs"), availableMs: spent("availableMs") }),
  };
}
