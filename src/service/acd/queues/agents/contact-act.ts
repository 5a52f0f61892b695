import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { type AcdState, agentOf, contactOf, queueOf } from "../routing/acd-state.ts";
import type { Contact } from "../routing/contact.ts";
import { type Draft, recorded } from "../routing/draft.ts";
import { entered, refusalOf } from "../routing/enqueue-call.ts";
import { offeredByHand } from "../routing/match.ts";
import { withdrawn } from "../routing/offers.ts";
import type { QueueInput } from "../routing/queue-input.ts";

/** What a supervisor does with a contact that waits: sends it to another queue, or gives it to an agent who is free. */
export type ContactAct =
  | { readonly act: "send"; readonly queueId: string }
  | { readonly act: "give"; readonly agentId: string };

/** Why the floor did not do it. */
export type ContactActRefusal =
  | "contact-not-waiting"
  | "contact-in-queue"
  | "contact-queue-refuses"
  | "contact-agent-not-free"
  | "agent-act-late";

/** Decides what a supervisor's wish means where the contact stands. */
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

/** Whoever waits, or is rung for; not one whose agent has answered, nor a callback whose agent's phone rings already. */
function mayBeTaken({ state, kind }: Contact): boolean {
  return state.is === "waiting" || (state.is === "offered" && kind !== "callback");
}

/** A contact goes to another queue, with the time it joined at and its place among all. */
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

/** A contact is offered to this agent, and to nobody else any more. */
export function given(draft: Draft, contactId: string, agentId: string): Draft {
  const contact = contactOf(draft.floor, contactId);
  const decided = decideContactAct(draft.floor, contactId, { act: "give", agentId });
  if (contact === undefined || !decided.ok) return draft;
  return letGo(offeredByHand(draft, { ...contact, heldFor: null }, agentId), contact);
}

/** Whoever was rung for it before is not to blame, and free again. */
function letGo(draft: Draft, { id, state }: Contact): Draft {
  const before = state.is === "offered" ? state.agentIds : [];
  return before.reduce((next, agentId) => withdrawn(next, id, agentId, "taken"), draft);
}
