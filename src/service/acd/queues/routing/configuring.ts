import { isLoggedIn, newAgent } from "../agents/agent.ts";
import { requestLogout } from "../agents/agent-actions.ts";
import { loggedOut } from "../agents/agent-states.ts";
import {
  AGENTS_MAX,
  type AgentProfile,
  QUEUES_MAX,
  QUEUES_PER_AGENT_MAX,
  type QueueRules,
  SKILLS_PER_AGENT_MAX,
  STAGES_MAX,
} from "../queue-rules.ts";
import { type AcdState, agentOf, contactOf, type Queue, queueOf, withAgent, withQueue } from "./acd-state.ts";
import type { Contact } from "./contact.ts";
import { type Draft, setAgent, setContact } from "./draft.ts";
import { isHoldOver, waitLimitMs } from "./due.ts";
import { overflowed } from "./enqueue-call.ts";
import { NO_SERVICE_RATE } from "./service-rate.ts";
import { compareText, put, sizeOf, valuesOf, without } from "./sorted.ts";

/** Sets the rules of a queue: they apply to all contacts in it from now on. */
export function queueConfigured(draft: Draft, rules: QueueRules): Draft {
  const before = queueOf(draft.floor, rules.id);
  const isOff = before === undefined && sizeOf(draft.floor.queues) >= QUEUES_MAX;
  if (isOff || rules.tiersOpenMs.length > STAGES_MAX || rules.relaxations.length > STAGES_MAX) return draft;
  const agents = valuesOf(draft.floor.agents).filter(({ profile }) =>
    profile.queues.some(({ queueId }) => queueId === rules.id),
  );
  let acdState = draft.floor;
  for (const agent of agents) acdState = withAgent(acdState, agent, undefined);
  const standing = queueOf(acdState, rules.id);
  acdState = withQueue(acdState, standing === undefined ? emptyQueue(rules) : { ...standing, rules, isShut: false });
  acdState = { ...acdState, shut: without(acdState.shut, rules.id, compareText) };
  for (const agent of agents) acdState = withAgent(acdState, undefined, agent);
  const asked = agents.filter(({ state }) => state.is === "available").map(({ profile }) => profile.id);
  let next: Draft = {
    ...draft,
    floor: acdState,
    touched: {
      ...draft.touched,
      agents: new Set([...draft.touched.agents, ...asked]),
      queues: new Set([...draft.touched.queues, rules.id]),
    },
  };
  for (const contact of waitingIn(acdState, queueOf(acdState, rules.id))) next = underRules(next, contact, rules);
  return next;
}

/** Applies new rules to a waiting contact, by which its wait may already be too long. */
function underRules(draft: Draft, contact: Contact, rules: QueueRules): Draft {
  const { nowMs } = draft.floor;
  if (waitLimitMs(contact, rules) <= nowMs) return overflowed(draft, contact, "too-long");
  return setContact(draft, isHoldOver(contact, rules, nowMs) ? { ...contact, heldFor: null } : contact);
}

function emptyQueue(rules: QueueRules): Queue {
  const nobody = { line: null, available: null, classKeys: null, written: 0, loggedIn: 0, atWork: 0 };
  return { rules, ...nobody, pace: NO_SERVICE_RATE, isShut: false };
}

function waitingIn(acdState: AcdState, queue: Queue | undefined): readonly Contact[] {
  return valuesOf(queue?.line ?? null)
    .flatMap((id) => contactOf(acdState, id) ?? [])
    .filter(({ state }) => state.is === "waiting");
}

/** Removes a queue: its waiting contacts overflow by its rules. It stays, shut, while an agent is busy with one of its contacts. */
export function queueRemoved(draft: Draft, queueId: string): Draft {
  const queue = queueOf(draft.floor, queueId);
  if (queue === undefined) return draft;
  const { floor } = draft;
  const shut = {
    ...withQueue(floor, { ...queue, isShut: true }),
    shut: put(floor.shut, queueId, queueId, compareText),
  };
  let next: Draft = { ...draft, floor: shut };
  for (const contact of waitingIn(floor, queue)) next = overflowed(next, contact, "closed");
  return next;
}

/** Deletes removed queues that are empty. */
export function withoutShutQueues(draft: Draft): Draft {
  let { floor } = draft;
  if (floor.shut === null) return draft;
  const inUse = new Set(valuesOf(floor.contacts).map(({ queueId }) => queueId));
  for (const queueId of valuesOf(floor.shut)) {
    if (inUse.has(queueId)) continue;
    floor = {
      ...floor,
      queues: without(floor.queues, queueId, compareText),
      shut: without(floor.shut, queueId, compareText),
    };
  }
  return { ...draft, floor };
}

/** Adds an agent, or changes the agent's queues or skills. */
export function agentConfigured(draft: Draft, profile: AgentProfile): Draft {
  const before = agentOf(draft.floor, profile.id);
  const isOff = before === undefined && sizeOf(draft.floor.agents) >= AGENTS_MAX;
  if (isOff || profile.queues.length > QUEUES_PER_AGENT_MAX) return draft;
  if (Object.keys(profile.skills).length > SKILLS_PER_AGENT_MAX) return draft;
  return setAgent(draft, { ...(before ?? newAgent(profile)), profile, isLeaving: false });
}

/** An agent no longer works here: removed at once, or as soon as the agent's contact has ended. */
export function agentRemoved(draft: Draft, agentId: string): Draft {
  const agent = agentOf(draft.floor, agentId);
  if (agent === undefined) return draft;
  const leaving = { ...agent, isLeaving: true };
  return isLoggedIn(agent) ? requestLogout(setAgent(draft, leaving), leaving) : loggedOut(draft, leaving);
}
