/** A call to an access code. Durations count from its arrival. */
export interface CodeCall {
  readonly arrivedAtMs: number;
  /** When an agent answered it; null for never. */
  readonly agentAfterMs: number | null;
  readonly endedAfterMs: number;
  /** The flow served the caller without an agent. */
  readonly isServedByFlow: boolean;
}

/** A period that is excluded from the service level by a recorded decision. */
export interface ForceMajeure {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly decisionId: string;
}

/** The rule of a service level. Whether calls served by the flow are excluded or counted is an assumption until a clause decides it. */
export interface RegulatoryRule {
  readonly withinMs: number;
  readonly droppedMs: number;
  readonly flowCalls: "out" | "as-answered";
  readonly standing: "confirmed" | "assumed";
}

/** The rule as Sambung reads it: within 30 s, without calls that end within 5 s, calls served by the flow shown separately. */
export const ASSUMED_RULE: RegulatoryRule = {
  withinMs: 30_000,
  droppedMs: 5_000,
  flowCalls: "out",
  standing: "assumed",
};

/** The counts of calls to access codes by a rule. */
export interface RegulatoryCounts {
  readonly received: number;
  readonly excluded: number;
  readonly dropped: number;
  readonly servedByFlow: number;
  readonly answeredWithin: number;
}

/** The service level with the counts behind it. */
export interface RegulatoryLevel extends RegulatoryCounts {
  /** Null when no call counts. */
  readonly level: number | null;
}

/** Counts calls by a rule, added to the counts of `before`. */
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

/** Calls answered by an agent within the threshold, over the calls received at the code without those that ended at once. */
export function levelOf(counts: RegulatoryCounts, rule: RegulatoryRule = ASSUMED_RULE): RegulatoryLevel {
  const flow = rule.flowCalls === "as-answered" ? 0 : counts.servedByFlow;
  const whole = counts.received - counts.excluded - counts.dropped - flow;
  const answered = counts.answeredWithin + (rule.flowCalls === "as-answered" ? counts.servedByFlow : 0);
  return { ...counts, level: whole === 0 ? null : answered / whole };
}

/** The service level of a complete set of calls. */
export function regulatoryLevel(
  calls: Iterable<CodeCall>,
  periods: readonly ForceMajeure[],
  rule: RegulatoryRule = ASSUMED_RULE,
): RegulatoryLevel {
  return levelOf(countCodeCalls(calls, periods, { rule }), rule);
}
