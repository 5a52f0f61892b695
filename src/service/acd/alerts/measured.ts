import { addCounts, figuresOf, share } from "../reports/index.ts";
import { type AcdMetrics, agentCounts, longestSince, waitingIn } from "../wallboards/index.ts";
import { type AlertRule, type Measure, RULE_LIMITS } from "./alert-rule.shared.ts";

type MeasuredRule = Pick<AlertRule, "measure" | "queueIds" | "leastContacts">;

/** What is measured, from the figures that the call centre's boards show; null where there is nothing to judge. */
export function measured(
  figures: AcdMetrics,
  { measure, queueIds, leastContacts }: MeasuredRule,
  beside: BesideFigures,
): number | null {
  const own = queueIds.length === 0 ? figures : ofQueues(figures, new Set(queueIds));
  if (queueIds.length > 0 && own.queues.length === 0) return null;
  return MEASURED[measure]({ figures: own, leastContacts, ...beside });
}

/** What is measured and stands on no board. */
export interface BesideFigures {
  readonly channelsMax: number;
  /** What is left for short messages; null where nothing limits them. */
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
  // More than a rule can name is as good as its most.
  "sms-left": ({ smsLeftRupiah }) =>
    smsLeftRupiah === null ? null : Math.min(smsLeftRupiah, RULE_LIMITS.figure.rupiah),
};

/** The figures of some queues, and of the agents who work in one of them. */
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
  /** How many were answered or hung up. */
  readonly over: number;
}

function ofContacts({ figures, leastContacts }: Measuring, shareOf: (day: DayOver) => number | null): number | null {
  const counts = addCounts(figures.today.map((one) => one.counts));
  const over = counts.answered + counts.abandoned;
  return over < leastContacts ? null : percentOf(shareOf({ counts, over }));
}

/** Whole per cent, rounded down as on boards: a goal of 80 is not reached by 79.9. */
function percentOf(part: number | null): number | null {
  return part === null ? null : Math.floor(part * 100);
}
