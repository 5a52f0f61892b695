import { compareText } from "./sorted.ts";

/**
 * What is compared, one after the other; the first difference decides. `sticky`: 0 for the caller's own agent; `tier`;
 * `shortfall`: levels missing to what the caller needed as he joined; `contacts` taken since log-in; `idle-since` by the
 * queue's clock. The least comes first in each.
 */
export type Criterion = "sticky" | "tier" | "shortfall" | "contacts" | "idle-since";

/** An agent who could have been chosen, with the agent's value in each criterion. */
export interface CandidateRank {
  readonly agentId: string;
  readonly values: readonly number[];
}

/**
 * Why these agents got this contact: kept with the offer, and enough to make the choice again. `considered` are the best
 * agents in order; when more were fit than are listed, `chosen` is still right, since the list holds the first.
 */
export interface Decision {
  readonly atMs: number;
  /** Where the contact stood: in the order of everybody, and in its own queue at that moment. */
  readonly joinedAtMs: number;
  readonly waitedMs: number;
  readonly priority: number;
  readonly rankMs: number;
  readonly position: number;
  readonly criteria: readonly Criterion[];
  readonly considered: readonly CandidateRank[];
  /** How many from the start of `considered` got the offer. */
  readonly chosen: number;
  /** The criterion by which the chosen agent and the next one differ; `only-one` when there was no next, `supervisor` when a supervisor chose. */
  readonly decidedBy: Criterion | "agent-id" | "only-one" | "supervisor";
}

/** The criteria of a queue. */
export function criteriaOf(strategy: "longest-idle" | "fewest-contacts" | "ring-all"): readonly Criterion[] {
  return strategy === "fewest-contacts"
    ? ["sticky", "tier", "shortfall", "contacts", "idle-since"]
    : ["sticky", "tier", "shortfall", "idle-since"];
}

/** Who of two is asked first: by the criteria in their order, then by id. */
export function compareStandings(left: CandidateRank, right: CandidateRank): number {
  for (const [index, value] of left.values.entries()) {
    const other = right.values[index] ?? 0;
    if (value !== other) return value - other;
  }
  return compareText(left.agentId, right.agentId);
}

/** What sets two standings apart. */
export function decidedBy(
  criteria: readonly Criterion[],
  best: CandidateRank,
  next: CandidateRank | undefined,
): Decision["decidedBy"] {
  if (next === undefined) return "only-one";
  return criteria.find((_, index) => best.values[index] !== next.values[index]) ?? "agent-id";
}

/** Makes a kept choice again from what was kept with it; answers the agents. */
export function replayDecision({ considered, chosen }: Decision): readonly string[] {
  return considered
    .toSorted(compareStandings)
    .slice(0, chosen)
    .map(({ agentId }) => agentId);
}
