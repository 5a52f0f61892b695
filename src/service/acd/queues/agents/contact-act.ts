import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { type AcdState, agentOf, contactOf, queueOf } from "../routing/acd-state.ts";
import type { Contact } from "../routing/contact.ts";
import { type Draft, recorded } from "../routing/draft.ts";
import { entered, refusalOf } from "../routing/enqueue-call.ts";
import { offeredByHand } from "../routing/match.ts";
import { withdrawn } from "../routing/offers.ts";
import type { QueueInput } from "../routing/queue-input.ts";

/** A supervisor's command on a waiting contact: send it to another queue, or assign it to an available agent. */
export type ContactAct =
  | { readonly act: "send"; readonly queueId: string }
  | { readonly act: "give"; readonly agentId: string };

/** Why the ACD refused it. */
export type ContactActRefusal =
  | "contact-not-waiting"
  | "contact-in-queue"
  | "contact-queue-refuses"
  | "contact-agent-not-free"
  | "agent-act-late";

/** Decides a supervisor's command in the current state of the contact. */
export function decideContactAct(
  acdState: AcdState,
  contactId: string,
  act: ContactAct,
): Result<QueueInput, ContactActRefusal> {
  const contact = contactOf(acdState, contactId);
  if (contact === undefined || !mayBeTaken(contact)) return refuse("contact-not-waiting");
  if (act.act === "give") {
    const agent = agentOf(acdState, act.agentId);
    const isFree = agent?.state.is === "available" && (contact.kind !== "message" || agent.isAtDesk);
    if (!isFree) return refuse("contact-agent-not-free");
    return ok({ input: "given", contactId, agentId: act.agentId });
  }
  const { queueId } = act;
  if (queueId === contact.queueId) return refuse("contact-in-queue");
  if (refusalOf(acdState, queueOf(acdState, queueId)) !== null) return refuse("contact-queue-refuses");
  return ok({ input: "sent", contactId, queueId });
}

/** A waiting or ringing contact may be taken; not one whose agent has answered, nor a callback whose agent's phone rings already. */
function mayBeTaken({ state, kind }: Contact): boolean {
  return state.is === "waiting" || (state.is === "offered" && kind !== "callback");
}

/** Moves a contact to another queue, with its join time and its place in the order. */
export function sent(draft: Draft, contactId: string, toQueueId: string): Draft {
  const contact = contactOf(draft.floor, contactId);
  const decided = decideContactAct(draft.floor, contactId, { act: "send", queueId: toQueueId });
  if (contact === undefined || !decided.ok) return draft;
  const { queueId, enteredAtMs } = contact;
  const waitedMs = draft.floor.nowMs - enteredAtMs;
  const said = recorded(draft, {
    kind: "contact.moved",
    contactId,
    queueId,
    toQueueId,
    reason: "supervisor",
    waitedMs,
  });
  return letGo(entered(said, contact, toQueueId), contact);
}

/** Offers a contact to this agent only. */
export function given(draft: Draft, contactId: string, agentId: string): Draft {
  const contact = contactOf(draft.floor, contactId);
  const decided = decideContactAct(draft.floor, contactId, { act: "give", agentId });
  if (contact === undefined || !decided.ok) return draft;
  return letGo(offeredByHand(draft, { ...contact, heldFor: null }, agentId), contact);
}

/** Releases agents who were rung for it before, without counting it as missed. */
function letGo(draft: Draft, { id, state }: Contact): Draft {
  const before = state.is === "offered" ? state.agentIds : [];
  return before.reduce((next, agentId) => withdrawn(next, id, agentId, "taken"), draft);
}
