import type { Agent } from "../agents/agent.ts";
import { RING_AT_ONCE_MAX } from "../queue-rules.ts";
import { QUEUE_STRATEGIES } from "../queue-strategy.shared.ts";
import { type AcdState, agentOf, type Queue, queueOf } from "./acd-state.ts";
import type { Contact } from "./contact.ts";
import { type CandidateRank, compareCandidates, rankAgent } from "./decision.ts";
import { mayTake, shortfallOf, tierIn, type Wanted } from "./legal-pair.ts";
import { walk } from "./sorted.ts";

/** Agents kept with a decision besides those who got the offer. */
const RUNNERS_UP = 2;
/** How many more agents are compared for the runners-up once the choice is certain. */
const RUNNERS_UP_MAX = 32;

/** How many agents a queue rings for one contact; a callback is dialled for one. */
export function ringCount({ strategy, ringAtOnce }: Queue["rules"], { kind }: Contact): number {
  const isTogether = QUEUE_STRATEGIES[strategy].ringsTogether && kind === "call";
  return isTogether ? Math.max(1, Math.min(ringAtOnce, RING_AT_ONCE_MAX)) : 1;
}

/**
 * The best agents for a contact, best first: those who get the offer and the runners-up. `among` limits the agents; null for any. Empty without a suitable
 * agent.
 */
export function chooseAgents(
  acdState: AcdState,
  { contact, wanted }: { readonly contact: Contact; readonly wanted: Wanted },
  among: ReadonlySet<string> | null,
): readonly CandidateRank[] {
  const queue = queueOf(acdState, contact.queueId);
  if (queue === undefined) return [];
  const search = newSearch(queue, contact, wanted);
  if (among === null) {
    const own = contact.stickyAgentId === null ? undefined : agentOf(acdState, contact.stickyAgentId);
    if (own !== undefined) search.look(own);
    if (wanted.heldFor === null) walk(queue.available, search.look);
    return search.found();
  }
  for (const agentId of among) {
    const agent = agentOf(acdState, agentId);
    if (agent !== undefined) search.look(agent);
  }
  return search.found();
}

/**
 * Compares agents in the order of the strategy and retains the best. The search is complete when it has enough agents without a shortfall, because later
 * agents cannot be better; then it continues a little for the runners-up.
 */
function newSearch({ rules }: Queue, contact: Contact, wanted: Wanted) {
  const { criteria } = QUEUE_STRATEGIES[rules.strategy];
  const wantedCount = ringCount(rules, contact);
  const shortfallAt = criteria.indexOf("shortfall");
  const best: CandidateRank[] = [];
  let lookedOn = 0;
  const isCertain = () => (best[wantedCount - 1]?.values[shortfallAt] ?? 1) === 0;
  const rankOf = (agent: Agent): CandidateRank =>
    rankAgent(agent, tierIn(agent.profile, rules.id) ?? rules.tiersOpenMs.length, rules, {
      sticky: contact.stickyAgentId === agent.profile.id ? 0 : 1,
      shortfall: shortfallOf(agent.profile, contact.needs),
    });
  const look = (agent: Agent): "on" | "enough" => {
    if (isCertain()) lookedOn += 1;
    if (lookedOn > RUNNERS_UP_MAX) return "enough";
    if (agent.state.is !== "available" || (wanted.isWritten && !agent.isAtDesk)) return "on";
    if (!mayTake(agent.profile, wanted, rules.tiersOpenMs.length)) return "on";
    if (best.some(({ agentId }) => agentId === agent.profile.id)) return "on";
    best.push(rankOf(agent));
    best.sort(compareCandidates);
    if (best.length > wantedCount + RUNNERS_UP) best.pop();
    return isCertain() && best.length === wantedCount + RUNNERS_UP ? "enough" : "on";
  };
  return { look, found: (): readonly CandidateRank[] => best };
}
