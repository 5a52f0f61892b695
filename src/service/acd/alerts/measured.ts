import { addCounts, figuresOf, share } from "../reports/index.ts";
import { type AcdMetrics, agentCounts, longestSince, waitingIn } from "../wallboards/index.ts";
import { type AlertRule, type Measure, RULE_LIMITS } from "./alert-rule.shared.ts";

type MeasuredRule = Pick<AlertRule, "measure" | "queueIds" | "leastContacts">;

/** The value of a measure, from the metrics of the wallboards; null without one. */
export function measured(
  figures: AcdMetrics,
  { measure, queueIds, leastContacts }: MeasuredRule,
  beside: BesideFigures,
): number | null {
  const own = queueIds.length === 0 ? figures : ofQueues(figures, new Set(queueIds));
  if (queueIds.length > 0 && own.queues.length === 0) return null;
  return MEASURED[measure]({ figures: own, leastContacts, ...beside });
}

/** Values that no wallboard shows. */
export interface BesideFigures {
  readonly channelsMax: number;
  /** The amount left for SMS; null without a limit. */
  readonly smsLeftRupiah: number | null;
}

interface Measuring extends BesideFigures {
  readonly figures: AcdMetrics;
  readonly leastContacts: number;
}

const MEASURED: Readonly<Record<Measure, (asked: Measuring) => number | null>> = {
  waiting: ({ figures }) => waitingIn(figures, null),
  "longest-wait": ({ figures }) => {
    const sinceMs = longestSince(figures, null);
    return sinceMs === null ? 0 : Math.max(0, Math.floor((figures.atMs - sinceMs) / 1_000));
  },
  "level-today": (asked) => ofContacts(asked, ({ counts }) => figuresOf(counts).levelAll),
  "abandoned-today": (asked) => ofContacts(asked, ({ counts, over }) => share(counts.abandoned, over)),
  ready: ({ figures }) => agentCounts(figures, null).ready,
  "on-shift": ({ figures }) => figures.agents.length,
  "calls-share": ({ figures, channelsMax }) => percentOf(share(figures.calls, channelsMax)),
  // Values above the maximum of a rule are capped to it.
  "sms-left": ({ smsLeftRupiah }) =>
    smsLeftRupiah === null ? null : Math.min(smsLeftRupiah, RULE_LIMITS.figure.rupiah),
};

/** The metrics of some queues, and of the agents who serve one of them. */
function ofQueues(figures: AcdMetrics, ids: ReadonlySet<string>): AcdMetrics {
  return {
    ...figures,
    queues: figures.queues.filter(({ id }) => ids.has(id)),
    agents: figures.agents.filter(({ queueIds }) => queueIds.some((id) => ids.has(id))),
    today: figures.today.filter(({ queueId }) => ids.has(queueId)),
  };
}

interface DayOver {
  readonly counts: ReturnType<typeof addCounts>;
  /** The number of contacts that were answered or abandoned. */
  readonly over: number;
}

function ofContacts({ figures, leastContacts }: Measuring, shareOf: (day: DayOver) => number | null): number | null {
  const counts = addCounts(figures.today.map((one) => one.counts));
  const over = counts.answered + counts.abandoned;
  return over < leastContacts ? null : percentOf(shareOf({ counts, over }));
}

/** Whole per cent, rounded down as on wallboards: 79.9 does not reach a goal of 80. */
function percentOf(part: number | null): number | null {
  return part === null ? null : Math.floor(part * 100);
}
