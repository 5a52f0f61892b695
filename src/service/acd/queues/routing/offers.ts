import { present } from "../../../../kernel/index.ts";
import { type Agent, newAgent } from "../agents/agent.ts";
import { becameFree, missedOffer, restedWithout } from "../agents/agent-states.ts";
import { CALLBACK_CONNECT_MS, TALK_MAX_MS } from "../queue-rules.ts";
import { agentOf, contactOf, queueOf, withQueue } from "./acd-state.ts";
import { agentsOf, type Contact, isOn } from "./contact.ts";
import { type Draft, dropContact, recorded, setAgent, setContact, withEffects } from "./draft.ts";
import { announcementIntervalMs, waitLimitMs } from "./due.ts";
import { overflowed } from "./enqueue-call.ts";
import type { ContactOutcome, MissReason } from "./queue-event.ts";
import type { WithdrawReason } from "./queue-input.ts";
import { withTurn } from "./service-rate.ts";

/** The agent in the state; a removed one counts as logged out. */
function agentNow(draft: Draft, agentId: string): Agent {
  return agentOf(draft.floor, agentId) ?? newAgent({ id: agentId, queues: [], skills: {} });
}

/** Withdraws an offer or a connection through no fault of the agent, who keeps the place among the idle agents. */
export function withdrawn(draft: Draft, contactId: string, agentId: string, why: WithdrawReason): Draft {
  const told = withEffects(draft, { effect: "withdraw", contactId, agentId, why });
  return becameFree(told, agentNow(told, agentId), "keeps-place");
}

/** An agent answers: while the lease runs, the contact is connected to the agent, and the other agents stop ringing. */
export function answered(draft: Draft, contactId: string, agentId: string): Draft {
  const contact = contactOf(draft.floor, contactId);
  if (contact === undefined || contact.state.is !== "offered" || !isOn(contact, agentId)) {
    if (contact !== undefined && contact.state.is !== "offered" && isOn(contact, agentId)) return draft;
    return withEffects(draft, { effect: "withdraw", contactId, agentId, why: "too-late" });
  }
  const connectMs = queueOf(draft.floor, contact.queueId)?.rules.connectMs ?? 0;
  // The customer of a callback has to answer first.
  const untilMs = draft.floor.nowMs + Math.max(connectMs, contact.kind === "callback" ? CALLBACK_CONNECT_MS : 0);
  let next = setContact(draft, { ...contact, state: { is: "connecting", agentId, untilMs } });
  next = setAgent(next, { ...agentNow(next, agentId), state: { is: "connecting", contactId }, missed: 0 });
  for (const other of contact.state.agentIds) if (other !== agentId) next = withdrawn(next, contactId, other, "taken");
  if (contact.kind !== "callback") return withEffects(next, { effect: "connect", contactId, agentId, untilMs });
  const { queueId } = contact;
  return withEffects(recorded(next, { kind: "contact.dialled", contactId, queueId, agentId }), {
    effect: "dial",
    contactId,
    agentId,
    untilMs,
  });
}

/** An agent does not answer an offer: the agent rests, and the contact waits again unless other agents still ring. */
export function missed(draft: Draft, contactId: string, agentId: string, why: MissReason): Draft {
  const contact = contactOf(draft.floor, contactId);
  if (contact === undefined || contact.state.is !== "offered" || !isOn(contact, agentId)) return draft;
  const { queueId } = contact;
  const rules = queueOf(draft.floor, queueId)?.rules;
  const said = recorded(draft, { kind: "contact.missed", contactId, queueId, agentId, why });
  const agent = agentNow(said, agentId);
  const rested = why === "no-line" ? restedWithout(said, agent, rules) : missedOffer(said, agent, rules);
  return withoutAgent(rested, contact, agentId);
}

/** An agent who was offered a contact becomes unavailable, for example by a pause. */
export function agentLeftOffer(draft: Draft, contactId: string, agentId: string): Draft {
  const contact = contactOf(draft.floor, contactId);
  if (contact === undefined || contact.state.is !== "offered" || !isOn(contact, agentId)) return draft;
  const told = withEffects(draft, { effect: "withdraw", contactId, agentId, why: "agent-left" });
  return withoutAgent(told, contact, agentId);
}

function withoutAgent(draft: Draft, contact: Contact, agentId: string): Draft {
  if (contact.state.is !== "offered") return draft;
  const agentIds = contact.state.agentIds.filter((id) => id !== agentId);
  if (agentIds.length > 0) return setContact(draft, { ...contact, state: { ...contact.state, agentIds } });
  return returned(draft, contact);
}

/** A contact waits again at its former place: its join time and its rank do not change. */
function returned(draft: Draft, contact: Contact): Draft {
  const { rules, isShut } = present(queueOf(draft.floor, contact.queueId), "the queue of a contact");
  const { id: contactId, queueId } = contact;
  const said = recorded(draft, { kind: "contact.returned", contactId, queueId });
  const everyMs = announcementIntervalMs(contact, rules);
  const waiting: Contact = {
    ...contact,
    state: { is: "waiting" },
    tellAtMs: contact.tellAtMs ?? (everyMs > 0 ? draft.floor.nowMs + everyMs : null),
  };
  const isOver = waitLimitMs(waiting, rules) <= draft.floor.nowMs;
  if (isOver || isShut) return overflowed(said, waiting, isShut ? "closed" : "too-long");
  return setContact(said, waiting);
}

/** The lease of an offer has run out without an answer. */
export function offerExpired(draft: Draft, contact: Contact): Draft {
  let next = draft;
  for (const agentId of agentsOf(contact)) {
    next = withEffects(next, { effect: "withdraw", contactId: contact.id, agentId, why: "expired" });
    next = missed(next, contact.id, agentId, "no-answer");
  }
  return next;
}

/** Both sides are connected. */
export function bridged(draft: Draft, contactId: string, agentId: string): Draft {
  const contact = contactOf(draft.floor, contactId);
  if (contact === undefined || contact.state.is !== "connecting" || !isOn(contact, agentId)) return draft;
  const { nowMs } = draft.floor;
  const { queueId, entry } = contact;
  const waitedMs = nowMs - contact.enteredAtMs;
  const paced = recordServiceRate(draft, contact, waitedMs);
  const pace = queueOf(paced.floor, queueId)?.pace;
  const talking = setAgent(paced, { ...agentNow(paced, agentId), state: { is: "talking", contactId } });
  const state = { is: "connected", agentId, sinceMs: nowMs, untilMs: nowMs + TALK_MAX_MS } as const;
  return recorded(setContact(talking, { ...contact, state }), {
    kind: "contact.answered",
    contactId,
    queueId,
    agentId,
    waitedMs,
    toldMs: entry?.waitMs ?? null,
    ...(pace === undefined ? {} : { pace }),
  });
}

/** The wait of a contact that had to wait for its turn is a sample of the queue's service rate. */
function recordServiceRate(draft: Draft, { queueId, entry, kind }: Contact, waitedMs: number): Draft {
  const queue = queueOf(draft.floor, queueId);
  if (queue === undefined || entry === null || kind !== "call") return draft;
  const atWork = Math.max(1, (entry.atWork + queue.atWork) / 2);
  const pace = withTurn(queue.pace, { waitedMs, position: entry.position, atWork });
  return { ...draft, floor: withQueue(draft.floor, { ...queue, pace }) };
}

/**
 * The sides could not be connected. A caller on the line waits again; a callback has used its one call. An agent whose side failed counts as having missed the
 * contact.
 */
export function bridgeFailed(
  draft: Draft,
  {
    contactId,
    agentId,
    fault,
  }: { readonly contactId: string; readonly agentId: string; readonly fault: "agent" | "system" },
): Draft {
  const contact = contactOf(draft.floor, contactId);
  if (contact === undefined || contact.state.is !== "connecting" || !isOn(contact, agentId)) return draft;
  const told = withEffects(draft, { effect: "withdraw", contactId, agentId, why: "failed" });
  const rules = queueOf(told.floor, contact.queueId)?.rules;
  const agent = agentNow(told, agentId);
  const freed = fault === "agent" ? missedOffer(told, agent, rules) : becameFree(told, agent, "keeps-place");
  return contact.kind === "callback" ? closed(freed, contact, "callback-unreached") : returned(freed, contact);
}

/** An agent leaves a message that was being answered; it waits again at its old place, for the same agent first. */
export function leftMessage(draft: Draft, contactId: string, agentId: string): Draft {
  const contact = contactOf(draft.floor, contactId);
  const isHis = contact?.state.is === "connecting" || contact?.state.is === "connected";
  if (contact === undefined || !isHis || contact.kind !== "message" || !isOn(contact, agentId)) return draft;
  const told = withEffects(draft, { effect: "withdraw", contactId, agentId, why: "agent-left" });
  return returned(told, { ...contact, stickyAgentId: agentId });
}

/** Whether a contact is a message. */
export function isWritten(draft: Draft, contactId: string): boolean {
  return contactOf(draft.floor, contactId)?.kind === "message";
}

/** The talk has ended: the contact is closed, and the agent wraps up. */
export function ended(draft: Draft, contactId: string, holdMs: number): Draft {
  const contact = contactOf(draft.floor, contactId);
  if (contact === undefined || contact.state.is !== "connected") return draft;
  const { agentId, sinceMs } = contact.state;
  const lastedMs = draft.floor.nowMs - sinceMs;
  const heldMs = Math.max(0, Math.min(holdMs, lastedMs));
  const { id, queueId } = contact;
  const said = recorded(dropContact(draft, contact), {
    kind: "contact.closed",
    contactId: id,
    queueId,
    outcome: "answered",
    waitedMs: sinceMs - contact.enteredAtMs,
    talkMs: lastedMs - heldMs,
    holdMs: heldMs,
  });
  const agent = agentNow(said, agentId);
  const { nowMs } = draft.floor;
  const served = { ...agent, contacts: agent.contacts + 1, lastContactEndedMs: nowMs };
  const wrapUpMs = queueOf(draft.floor, queueId)?.rules.wrapUpMs ?? 0;
  if (served.next !== null || wrapUpMs <= 0) return becameFree(said, served, "to-the-back");
  return setAgent(said, { ...served, state: { is: "wrap-up", contactId, untilMs: nowMs + wrapUpMs } });
}

/** The contact ends without an agent; agents who were busy for it are free again. */
function closed(draft: Draft, contact: Contact, outcome: ContactOutcome): Draft {
  let next = dropContact(draft, contact);
  for (const agentId of agentsOf(contact)) {
    const isHis = agentNow(next, agentId).state;
    if ("contactId" in isHis && isHis.contactId === contact.id)
      next = withdrawn(next, contact.id, agentId, "caller-left");
  }
  return recorded(next, {
    kind: "contact.closed",
    contactId: contact.id,
    queueId: contact.queueId,
    outcome,
    waitedMs: next.floor.nowMs - contact.enteredAtMs,
    talkMs: null,
    holdMs: null,
  });
}

/** The caller is gone. */
export function left(draft: Draft, contactId: string, why: "hung-up" | "own-choice"): Draft {
  const contact = contactOf(draft.floor, contactId);
  if (contact === undefined) return draft;
  if (contact.state.is === "connected") return ended(draft, contactId, 0);
  if (contact.kind === "callback")
    return closed(draft, contact, contact.state.is === "connecting" ? "callback-unreached" : "left");
  return closed(draft, contact, why === "hung-up" ? "abandoned" : "left");
}

/** A callback may not be made: it ends, and its agents stop ringing. */
export function callbackBarred(draft: Draft, contactId: string): Draft {
  const contact = contactOf(draft.floor, contactId);
  if (contact === undefined || contact.kind !== "callback" || contact.state.is === "connected") return draft;
  return closed(draft, contact, "callback-barred");
}

/** A waiting caller asks to be called back: the place is kept, and the line may be hung up. */
export function requestCallback(draft: Draft, contactId: string): Draft {
  const contact = contactOf(draft.floor, contactId);
  if (contact === undefined || contact.kind !== "call") return draft;
  if (contact.state.is !== "waiting") return withEffects(draft, { effect: "callback-not-kept", contactId });
  const kept = setContact(draft, { ...contact, kind: "callback", heldFor: null, tellAtMs: null });
  const said = recorded(kept, { kind: "contact.callback-asked", contactId, queueId: contact.queueId });
  return withEffects(said, { effect: "callback-kept", contactId });
}
