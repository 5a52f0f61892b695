import {
  type AcdState,
  type Agent,
  type Contact,
  type Draft,
  type QueueRules,
  valuesOf,
} from "../../../src/service/acd/queues/index.ts";
import type { Engine } from "./engine.ts";

/** The facts of an ACD state, without its indexes. */
export interface Plain {
  readonly contacts: readonly Contact[];
  readonly agents: readonly Agent[];
  readonly rules: ReadonlyMap<string, QueueRules>;
  readonly priorityWorthMs: number;
  readonly nowMs: number;
}

/** Extracts the facts of an ACD state. */
export function plainOf(acdState: AcdState): Plain {
  return {
    contacts: valuesOf(acdState.contacts),
    agents: valuesOf(acdState.agents),
    rules: new Map(valuesOf(acdState.queues).map(({ rules }) => [rules.id, rules])),
    priorityWorthMs: acdState.priorityWorthMs,
    nowMs: acdState.nowMs,
  };
}

/** Whether this agent, if available, may get this contact, by the definitions of the routing rules. */
export function isLegal(contact: Contact, agent: Agent, { rules: all, nowMs }: Plain): boolean {
  const rules = all.get(contact.queueId);
  const membership = agent.profile.queues.find(({ queueId }) => queueId === contact.queueId);
  if (rules === undefined || membership === undefined) return false;
  const waitedMs = nowMs - contact.enteredAtMs;
  const relaxedBy = rules.relaxations.filter(({ afterMs }) => afterMs <= waitedMs).reduce((sum, { by }) => sum + by, 0);
  const isSkilled = contact.needs.every(
    ({ skill, level, mayRelax }) => (agent.profile.skills[skill] ?? 0) >= (mayRelax ? level - relaxedBy : level),
  );
  if (!isSkilled) return false;
  if (contact.heldFor !== null) return contact.heldFor === agent.profile.id;
  const tier = Math.min(membership.tier, rules.tiersOpenMs.length);
  return tier === 1 || (rules.tiersOpenMs[tier - 1] ?? 0) <= waitedMs;
}

/** The order of contacts: join time minus the worth of the priority, then the ticket number. */
export function isBefore(left: Contact, right: Contact, { priorityWorthMs }: Plain): boolean {
  const rank = ({ joinedAtMs, priority }: Contact) => joinedAtMs - priority * priorityWorthMs;
  if (rank(left) !== rank(right)) return rank(left) < rank(right);
  return left.ticket < right.ticket;
}

/** The values by which two agents are compared, in order. */
function valuesFor(contact: Contact, agent: Agent, rules: QueueRules): readonly number[] {
  const tier = agent.profile.queues.find(({ queueId }) => queueId === contact.queueId)?.tier ?? 0;
  const shortfall = contact.needs.reduce(
    (sum, { skill, level }) => sum + Math.max(0, level - (agent.profile.skills[skill] ?? 0)),
    0,
  );
  const idleSince = rules.idleClock === "since-available" ? agent.availableSinceMs : agent.lastContactEndedMs;
  return [
    contact.stickyAgentId === agent.profile.id ? 0 : 1,
    Math.min(tier, rules.tiersOpenMs.length),
    shortfall,
    ...(rules.strategy === "fewest-contacts" ? [agent.contacts] : []),
    idleSince,
  ];
}

/** The next pair of contact and agents by exhaustive search; undefined when no pair is allowed. */
export function nextPair(plain: Plain): { readonly contact: Contact; readonly agents: readonly Agent[] } | undefined {
  const waiting = plain.contacts.filter(({ state }) => state.is === "waiting");
  waiting.sort((left, right) => (isBefore(left, right, plain) ? -1 : 1));
  const free = plain.agents.filter(({ state }) => state.is === "available");
  for (const contact of waiting) {
    const rules = plain.rules.get(contact.queueId);
    const fit = free.filter((agent) => isLegal(contact, agent, plain));
    if (rules === undefined || fit.length === 0) continue;
    const ranked = fit
      .map((agent) => ({ agent, values: valuesFor(contact, agent, rules) }))
      .sort(
        (left, right) =>
          compareLists(left.values, right.values) || (left.agent.profile.id < right.agent.profile.id ? -1 : 1),
      );
    return { contact, agents: ranked.map(({ agent }) => agent) };
  }
  return undefined;
}

function compareLists(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((value, index) => value !== right[index]);
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

/** A matcher without indexes: it searches all contacts and all agents for every offer. */
export function plainMatcher({ offered }: Pick<Engine, "offered">): (draft: Draft) => Draft {
  return (draft) => {
    let next = draft;
    for (let pair = nextPair(plainOf(next.floor)); pair !== undefined; pair = nextPair(plainOf(next.floor))) {
      const { contact } = pair;
      const rules = plainOf(next.floor).rules.get(contact.queueId);
      const standings = pair.agents.map((agent) => ({
        agentId: agent.profile.id,
        values: rules === undefined ? [] : valuesFor(contact, agent, rules),
      }));
      next = offered(next, contact, standings);
    }
    return { ...next, touched: { ...next.touched, classes: new Set(), agents: new Set() } };
  };
}
