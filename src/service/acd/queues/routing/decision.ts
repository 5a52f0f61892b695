import { type Agent, idleSinceMs } from "../agents/agent.ts";
import type { QueueRules } from "../queue-rules.ts";
import { type ContactCriterion, type Criterion, QUEUE_STRATEGIES } from "../queue-strategy.shared.ts";
import { compareText } from "./sorted.ts";

/** An agent who could have been chosen, with the agent's value in each criterion. */
export interface CandidateRank {
  readonly agentId: string;
  readonly values: readonly number[];
}

/**
 * The reason of an assignment: stored with the offer, and sufficient to repeat the choice. `considered` are the best agents in order; when more were suitable
 * than are listed, `chosen` is still right, since the list contains the first.
 */
export interface Decision {
  readonly atMs: number;
  /** The position of the contact: in the common order, and in its own queue at that moment. */
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

/** Values of an agent in the criteria that do not depend on a contact; a tier beyond the last one counts as the last. */
const AGENT_VALUES: Readonly<
  Record<Exclude<Criterion, ContactCriterion>, (agent: Agent, tier: number, rules: RankRules) => number>
> = {
  tier: (_agent, tier, { tiersOpenMs }) => Math.min(tier, tiersOpenMs.length),
  contacts: (agent) => agent.contacts,
  "idle-since": (agent, _tier, { idleClock }) => idleSinceMs(agent, idleClock),
};

/** The queue's rules that order agents. */
type RankRules = Pick<QueueRules, "strategy" | "idleClock" | "tiersOpenMs">;

/**
 * Ranks an agent of a tier by the strategy of a queue. Without `contactValues` the rank is the agent's place among the
 * available agents of the queue; with them it is the rank for that contact.
 */
export function rankAgent(
  agent: Agent,
  tier: number,
  rules: RankRules,
  contactValues?: Readonly<Record<ContactCriterion, number>>,
): CandidateRank {
  const values: number[] = [];
  for (const criterion of QUEUE_STRATEGIES[rules.strategy].criteria) {
    if (criterion !== "sticky" && criterion !== "shortfall") values.push(AGENT_VALUES[criterion](agent, tier, rules));
    else if (contactValues !== undefined) values.push(contactValues[criterion]);
  }
  return { agentId: agent.profile.id, values };
}

/** Orders two ranks by their values, then by agent id. */
export function compareCandidates(left: CandidateRank, right: CandidateRank): number {
  for (const [index, value] of left.values.entries()) {
    const other = right.values[index] ?? 0;
    if (value !== other) return value - other;
  }
  return compareText(left.agentId, right.agentId);
}

/** The criterion in which two ranks differ. */
export function decidedBy(
  criteria: readonly Criterion[],
  best: CandidateRank,
  next: CandidateRank | undefined,
): Decision["decidedBy"] {
  if (next === undefined) return "only-one";
  return criteria.find((_, index) => best.values[index] !== next.values[index]) ?? "agent-id";
}

/** Repeats a stored choice from its data; returns the agents. */
export function replayDecision({ considered, chosen }: Decision): readonly string[] {
  return considered
    .toSorted(compareCandidates)
    .slice(0, chosen)
    .map(({ agentId }) => agentId);
}
