import { PAUSE_MAX_MS, type QueueRules, TALK_MAX_MS } from "../queue-rules.ts";
import { type Draft, dropAgent, setAgent } from "../routing/draft.ts";
import type { Agent, AgentState } from "./agent.ts";

/** The reason of an automatic pause. */
const MISSED_REASON = "missed";

/** The state of an agent who may be offered a contact, unless in a call outside the queues. */
export function freeState({ isBusy }: Agent, nowMs: number): AgentState {
  return isBusy ? { is: "elsewhere", untilMs: nowMs + TALK_MAX_MS } : { is: "available" };
}

/**
 * An agent's contact has ended: the requested next state begins, or the agent is available again. `to-the-back` restarts the clock of availability;
 * `keeps-place` leaves it, since the agent did nothing.
 */
export function becameFree(draft: Draft, agent: Agent, how: "to-the-back" | "keeps-place"): Draft {
  if (agent.next?.is === "logged-out") return loggedOut(draft, agent);
  if (agent.next?.is === "paused") return paused(draft, agent, agent.next.reason);
  const availableSinceMs = how === "to-the-back" ? draft.floor.nowMs : agent.availableSinceMs;
  return setAgent(draft, { ...agent, state: freeState(agent, draft.floor.nowMs), availableSinceMs });
}

/** An agent missed an offer: after too many in a row the agent is paused, otherwise rests a little and goes to the back. */
export function missedOffer(draft: Draft, agent: Agent, rules: QueueRules | undefined): Draft {
  const counted = { ...agent, missed: agent.missed + 1 };
  if (counted.next !== null) return becameFree(draft, counted, "keeps-place");
  const missedMax = rules?.missedMax ?? 0;
  if (missedMax > 0 && counted.missed >= missedMax) return paused(draft, counted, MISSED_REASON);
  const restMs = rules?.restMs ?? 0;
  if (restMs <= 0) return becameFree(draft, counted, "to-the-back");
  return setAgent(draft, { ...counted, state: { is: "resting", untilMs: draft.floor.nowMs + restMs } });
}

/** The minimum time before a callback without a trunk channel is tried again. */
const NO_LINE_REST_MS = 5_000;

/** An offer failed because no trunk channel was free: no agent missed it, and it is not tried again at once. */
export function restedWithout(draft: Draft, agent: Agent, rules: QueueRules | undefined): Draft {
  if (agent.next !== null) return becameFree(draft, agent, "keeps-place");
  const untilMs = draft.floor.nowMs + Math.max(rules?.restMs ?? 0, NO_LINE_REST_MS);
  return setAgent(draft, { ...agent, state: { is: "resting", untilMs } });
}

/** Pauses an agent. */
export function paused(draft: Draft, agent: Agent, reason: string): Draft {
  const state: AgentState = { is: "paused", reason, untilMs: draft.floor.nowMs + PAUSE_MAX_MS };
  return setAgent(draft, { ...agent, state, next: null });
}

/** Logs an agent out; a removed agent is deleted from the state. */
export function loggedOut(draft: Draft, agent: Agent): Draft {
  const out: Agent = { ...agent, state: { is: "logged-out" }, next: null, missed: 0, contacts: 0 };
  const set = setAgent(draft, out);
  return agent.isLeaving ? dropAgent(set, out) : set;
}
