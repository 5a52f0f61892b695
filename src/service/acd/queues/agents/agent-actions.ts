import { agentOf } from "../routing/acd-state.ts";
import { type Draft, setAgent } from "../routing/draft.ts";
import { agentLeftOffer, isWritten, leftMessage } from "../routing/offers.ts";
import type { Agent } from "./agent.ts";
import { becameFree, freeState, loggedOut, paused } from "./agent-states.ts";

/** Logs an agent in: both idle clocks start now, so that an absence gives no advantage in the order. */
export function loggedIn(draft: Draft, agent: Agent): Draft {
  if (agent.state.is !== "logged-out" || agent.isLeaving) return draft;
  const { nowMs } = draft.floor;
  const fresh = { ...agent, lastContactEndedMs: nowMs, availableSinceMs: nowMs, contacts: 0, missed: 0, next: null };
  return setAgent(draft, { ...fresh, state: freeState(agent, nowMs) });
}

/** Logs an agent out: at once, or as soon as the contact has ended. */
export function requestLogout(draft: Draft, agent: Agent): Draft {
  switch (agent.state.is) {
    case "logged-out":
      return draft;
    case "connecting":
    case "talking": {
      // A message has no caller on the line, so the agent can leave it at once.
      const { contactId } = agent.state;
      if (isWritten(draft, contactId)) return leftMessage(loggedOut(draft, agent), contactId, agent.profile.id);
      return setAgent(draft, { ...agent, next: { is: "logged-out" } });
    }
    case "offered":
      return leftOffer(draft, agent, agent.state.contactId, loggedOut);
    case "available":
    case "wrap-up":
    case "resting":
    case "paused":
    case "elsewhere":
      return loggedOut(draft, agent);
  }
}

/** Pauses an agent: at once, or as soon as the contact has ended. */
export function requestPause(draft: Draft, agent: Agent, reason: string): Draft {
  switch (agent.state.is) {
    case "logged-out":
      return draft;
    case "connecting":
    case "talking":
      return agent.next?.is === "logged-out" ? draft : setAgent(draft, { ...agent, next: { is: "paused", reason } });
    case "offered":
      return leftOffer(draft, agent, agent.state.contactId, (now, one) => paused(now, one, reason));
    case "available":
    case "wrap-up":
    case "resting":
    case "paused":
    case "elsewhere":
      return paused(draft, agent, reason);
  }
}

/** The agent changes first, so that the contact is not offered to the same agent; then it waits again. */
function leftOffer(
  draft: Draft,
  agent: Agent,
  contactId: string,
  become: (draft: Draft, agent: Agent) => Draft,
): Draft {
  return agentLeftOffer(become(draft, agent), contactId, agent.profile.id);
}

/** Makes an agent ready, or cancels a requested pause. */
export function readyAgain(draft: Draft, agent: Agent): Draft {
  switch (agent.state.is) {
    case "connecting":
    case "talking":
      return agent.next?.is === "paused" ? setAgent(draft, { ...agent, next: null }) : draft;
    case "wrap-up":
    case "resting":
      return becameFree(draft, agent, "to-the-back");
    case "paused":
      return becameFree(draft, { ...agent, missed: 0 }, "to-the-back");
    case "logged-out":
    case "available":
    case "offered":
    case "elsewhere":
      return draft;
  }
}

/** An agent begins a call that is no contact: no contact is offered until it ends, whatever the agent's state. */
export function busyElsewhere(draft: Draft, before: Agent): Draft {
  if (before.isBusy) return draft;
  const agent = { ...before, isBusy: true };
  const elsewhere = (now: Draft, one: Agent) => setAgent(now, { ...one, state: freeState(one, now.floor.nowMs) });
  switch (agent.state.is) {
    case "available":
    case "resting":
    case "wrap-up":
      return elsewhere(draft, agent);
    case "offered":
      return leftOffer(draft, agent, agent.state.contactId, elsewhere);
    case "logged-out":
    case "connecting":
    case "talking":
    case "paused":
    case "elsewhere":
      return setAgent(draft, agent);
  }
}

/** An agent's call outside the queues has ended. */
export function freeAgain(draft: Draft, before: Agent): Draft {
  if (!before.isBusy) return draft;
  const agent = { ...before, isBusy: false };
  return agent.state.is === "elsewhere" ? becameFree(draft, agent, "to-the-back") : setAgent(draft, agent);
}

/** The agent desktop was opened on a page, or is open on none any more: then the agent's messages wait for another agent. */
export function setDesktopPresence(draft: Draft, before: Agent, isAtDesk: boolean): Draft {
  if (before.isAtDesk === isAtDesk) return draft;
  const agent = { ...before, isAtDesk };
  const set = setAgent(draft, agent);
  if (isAtDesk || !("contactId" in agent.state) || !isWritten(draft, agent.state.contactId)) return set;
  const { contactId } = agent.state;
  const { id } = agent.profile;
  switch (agent.state.is) {
    case "offered":
      return agentLeftOffer(becameFree(set, agent, "keeps-place"), contactId, id);
    case "connecting":
    case "talking":
      return leftMessage(becameFree(set, agent, "to-the-back"), contactId, id);
    case "wrap-up":
      return set;
  }
}

/** A timed state has ended: an overlong pause logs out, any other state makes the agent ready. */
export function agentDue(draft: Draft, agentId: string): Draft {
  const agent = agentOf(draft.floor, agentId);
  if (agent === undefined || !("untilMs" in agent.state)) return draft;
  if (agent.state.is === "paused") return loggedOut(draft, agent);
  // A call outside the queues that lasts too long no longer blocks the agent.
  const isOver = agent.state.is === "elsewhere";
  return becameFree(draft, isOver ? { ...agent, isBusy: false } : agent, "to-the-back");
}
