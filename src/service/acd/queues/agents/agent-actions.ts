import { agentOf } from "../routing/acd-state.ts";
import { type Draft, setAgent } from "../routing/draft.ts";
import { agentLeftOffer, isWritten, leftMessage } from "../routing/offers.ts";
import type { Agent } from "./agent.ts";
import { becameFree, freeState, loggedOut, paused } from "./agent-states.ts";

/** An agent begins to work: both his clocks start, so that nobody jumps the line by having been away. */
export function loggedIn(draft: Draft, agent: Agent): Draft {
  if (agent.state.is !== "logged-out" || agent.isLeaving) return draft;
  const { nowMs } = draft.floor;
  const fresh = { ...agent, lastContactEndedMs: nowMs, availableSinceMs: nowMs, contacts: 0, missed: 0, next: null };
  return setAgent(draft, { ...fresh, state: freeState(agent, nowMs) });
}

/** An agent wants to go: at once, or as soon as his contact lets him. */
export function requestLogout(draft: Draft, agent: Agent): Draft {
  switch (agent.state.is) {
    case "logged-out":
      return draft;
    case "connecting":
    case "talking": {
      // Nobody is on the line who would have to be talked to first.
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

/** An agent wants a break: at once, or as soon as his contact lets him. */
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

/** The agent changes first, so that the contact is not offered to him again; then it waits anew. */
function leftOffer(
  draft: Draft,
  agent: Agent,
  contactId: string,
  become: (draft: Draft, agent: Agent) => Draft,
): Draft {
  return agentLeftOffer(become(draft, agent), contactId, agent.profile.id);
}

/** An agent is ready again, or takes back the pause he asked for. */
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

/** An agent is in a call of his own: he is asked for nothing until it is over, whatever he does besides. */
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

/** An agent's own call is over. */
export function freeAgain(draft: Draft, before: Agent): Draft {
  if (!before.isBusy) return draft;
  const agent = { ...before, isBusy: false };
  return agent.state.is === "elsewhere" ? becameFree(draft, agent, "to-the-back") : setAgent(draft, agent);
}

/** An agent's desk was opened on a page, or is open on none any more: what was written to him waits for somebody else then. */
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

/** A state that ends by itself is over: a forgotten pause logs out, everything else makes ready. */
export function agentDue(draft: Draft, agentId: string): Draft {
  const agent = agentOf(draft.floor, agentId);
  if (agent === undefined || !("untilMs" in agent.state)) return draft;
  if (agent.state.is === "paused") return loggedOut(draft, agent);
  // A call of his own that lasts too long holds him no more.
  const isOver = agent.state.is === "elsewhere";
  return becameFree(draft, isOver ? { ...agent, isBusy: false } : agent, "to-the-back");
}
