/** A call that was received at an access code. Durations count from its arrival. */
export interface CodeCall {
  readonly arrivedAtMs: number;
  /** When an agent answered it; null for never. */
  readonly agentAfterMs: number | null;
  readonly endedAfterMs: number;
  /** The flow gave the caller what he wanted, without an agent. */
  readonly isServedByFlow: boolean;
}

/** A time that does not count, by a decision that is on record. */
export interface ForceMajeure {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly decisionId: string;
}

/** The rule a level is reckoned by. That calls served by the flow are left out or counted is assumed until a clause says so. */
export interface RegulatoryRule {
  readonly withinMs: number;
  readonly droppedMs: number;
  readonly flowCalls: "out" | "as-answered";
  readonly standing: "confirmed" | "assumed";
}

/** The rule as Sambung reads it: within 30 s, without calls dropped within 5 s, calls of the flow shown beside it. */
export const ASSUMED_RULE: RegulatoryRule = {
  withinMs: 30_000,
  droppedMs: 5_000,
  flowCalls: "out",
  standing: "assumed",
};

/** What calls at codes came to by a rule. */
export interface RegulatoryCounts {
  readonly received: number;
  readonly excluded: number;
  readonly dropped: number;
  readonly servedByFlow: number;
  readonly answeredWithin: number;
}

/** The level with what it is made of. */
export interface RegulatoryLevel extends RegulatoryCounts {
  /** Null when no call counts. */
  readonly level: number | null;
}

/** Counts calls by a rule; those that `before` holds already are added. */
export function countCodeCalls(
  calls: Iterable<CodeCall>,
  periods: readonly ForceMajeure[],
  { before, rule = ASSUMED_RULE }: { readonly before?: RegulatoryCounts; readonly rule?: RegulatoryRule } = {},
): RegulatoryCounts {
  const nothing = { received: 0, excluded: 0, dropped: 0, servedByFlow: 0, answeredWithin: 0 };
  const counts = { ...nothing, ...before };
  for (const call of calls) {
    counts.received += 1;
    if (periods.some(({ fromMs, untilMs }) => call.arrivedAtMs >= fromMs && call.arrivedAtMs < untilMs))
      counts.excluded += 1;
    else if (call.agentAfterMs !== null) counts.answeredWithin += call.agentAfterMs <= rule.withinMs ? 1 : 0;
    else if (call.isServedByFlow) counts.servedByFlow += 1;
    else if (call.endedAfterMs <= rule.droppedMs) counts.dropped += 1;
  }
  return counts;
}

/** Calls answered by an agent in time, of the calls received at the code without those dropped at once. */
export function levelOf(counts: RegulatoryCounts, rule: RegulatoryRule = ASSUMED_RULE): RegulatoryLevel {
  const flow = rule.flowCalls === "as-answered" ? 0 : counts.servedByFlow;
  const whole = counts.received - counts.excluded - counts.dropped - flow;
  const answered = counts.answeredWithin + (rule.flowCalls === "as-answered" ? counts.servedByFlow : 0);
  return { ...counts, level: whole === 0 ? null : answered / whole };
}

/** The level of calls that are all at hand. */
export function regulatoryLevel(
  calls: Iterable<CodeCall>,
  periods: readonly ForceMajeure[],
  rule: RegulatoryRule = ASSUMED_RULE,
): RegulatoryLevel {
  return levelOf(countCodeCalls(calls, periods, { rule }), rule);
}
