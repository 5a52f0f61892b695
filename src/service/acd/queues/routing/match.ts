import { present } from "../../../../kernel/index.ts";
import { QUEUE_STRATEGIES } from "../queue-strategy.shared.ts";
import { type AcdState, agentOf, classOf, queueOf, type WaitingClass } from "./acd-state.ts";
import { chooseAgents, ringCount } from "./choose-agents.ts";
import { type Contact, comparePlaces } from "./contact.ts";
import { type CandidateRank, type Decision, decidedBy } from "./decision.ts";
import { type Draft, recorded, setAgent, setContact, withEffects } from "./draft.ts";
import { compareText, countBefore, find, first, valuesOf } from "./sorted.ts";

const NO_IDS: ReadonlySet<string> = new Set();

/** A waiting class in the matching, by its first contact. */
interface Candidate {
  readonly key: string;
  readonly head: Contact;
}

/**
 * Matches contacts and agents over all queues until no permitted pair is left: the first contact in the common order, among those that an available agent may
 * take, gets the best agent; then the next. Before a step no pair was left, so that only classes in which a contact began to wait and agents who became
 * available can form one, and only these are checked. It terminates, because each offer uses an available agent.
 */
export function matchAll(draft: Draft): Draft {
  const { classes, agents } = draft.touched;
  const pool = candidatesOf(draft.floor, classes, agents);
  let matched = draft;
  for (let at = pool.shift(); at !== undefined; at = pool.shift()) {
    const one = classOf(matched.floor, at.key);
    if (one === undefined) continue;
    const standings = chooseAgents(
      matched.floor,
      { contact: at.head, wanted: one.wanted },
      classes.has(at.key) ? null : agents,
    );
    if (standings.length === 0) continue;
    matched = offered(matched, at.head, standings);
    const next = candidateOf(classOf(matched.floor, at.key));
    if (next !== undefined) insert(pool, next);
  }
  return { ...matched, touched: { ...matched.touched, classes: NO_IDS, agents: NO_IDS } };
}

function candidatesOf(acdState: AcdState, classes: ReadonlySet<string>, agents: ReadonlySet<string>): Candidate[] {
  const keys = new Set(classes);
  for (const agentId of agents) {
    for (const key of valuesOf(find(acdState.held, agentId, compareText) ?? null)) keys.add(key);
    for (const { queueId } of agentOf(acdState, agentId)?.profile.queues ?? [])
      for (const key of valuesOf(queueOf(acdState, queueId)?.classKeys ?? null)) keys.add(key);
  }
  return [...keys]
    .flatMap((key) => candidateOf(classOf(acdState, key)) ?? [])
    .sort((left, right) => comparePlaces(left.head, right.head));
}

function candidateOf(one: WaitingClass | undefined): Candidate | undefined {
  const head = first(one?.line ?? null)?.value;
  return one === undefined || head === undefined ? undefined : { key: one.key, head };
}

/** Inserts a candidate at its contact's place in the order. */
function insert(pool: Candidate[], candidate: Candidate): void {
  let low = 0;
  let high = pool.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comparePlaces(present(pool[middle], "a candidate").head, candidate.head) < 0) low = middle + 1;
    else high = middle;
  }
  pool.splice(low, 0, candidate);
}

/** Offers a contact to the best of the agents: from now on both are occupied, until the lease ends. */
export function offered(draft: Draft, contact: Contact, standings: readonly CandidateRank[]): Draft {
  return offeredAs(draft, contact, decisionOf(draft.floor, contact, standings));
}

/** Offers a contact to an agent whom a supervisor has chosen, whatever queues the agent serves. */
export function offeredByHand(draft: Draft, contact: Contact, agentId: string): Draft {
  const decision = decisionOf(draft.floor, contact, [{ agentId, values: [] }]);
  return offeredAs(draft, contact, { ...decision, criteria: [], decidedBy: "supervisor" });
}

function offeredAs(draft: Draft, contact: Contact, decision: Decision): Draft {
  const { floor } = draft;
  const { rules } = present(queueOf(floor, contact.queueId), "the queue of a contact");
  const standings = decision.considered;
  const agentIds = standings.slice(0, decision.chosen).map(({ agentId }) => agentId);
  const untilMs = floor.nowMs + rules.ringMs;
  const isAtOnce = contact.enteredAtMs === floor.nowMs;
  let leased = setContact(draft, {
    ...contact,
    state: { is: "offered", agentIds, untilMs },
    entry: isAtOnce ? null : contact.entry,
    tellAtMs: isAtOnce ? null : contact.tellAtMs,
  });
  for (const agentId of agentIds) {
    const agent = present(agentOf(leased.floor, agentId), "an agent who was chosen");
    leased = setAgent(leased, { ...agent, state: { is: "offered", contactId: contact.id } });
  }
  const { id: contactId, queueId } = contact;
  return withEffects(recorded(leased, { kind: "contact.presented", contactId, queueId, agentIds, decision }), {
    effect: "offer",
    contactId,
    agentIds,
    untilMs,
    decision,
  });
}

function decisionOf(acdState: AcdState, contact: Contact, standings: readonly CandidateRank[]): Decision {
  const queue = present(queueOf(acdState, contact.queueId), "the queue of a contact");
  const { criteria } = QUEUE_STRATEGIES[queue.rules.strategy];
  const chosen = Math.min(ringCount(queue.rules, contact), standings.length);
  const last = present(standings[chosen - 1], "an agent who was chosen");
  return {
    atMs: acdState.nowMs,
    joinedAtMs: contact.joinedAtMs,
    waitedMs: acdState.nowMs - contact.enteredAtMs,
    priority: contact.priority,
    rankMs: contact.rankMs,
    position: countBefore(queue.line, contact, comparePlaces) + 1,
    criteria,
    considered: standings,
    chosen,
    decidedBy: decidedBy(criteria, last, standings[chosen]),
  };
}
