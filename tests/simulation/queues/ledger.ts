import { type QueueEffect, type QueueEventBody, replayDecision } from "../../../src/service/acd/queues/index.ts";

/** The external record of a contact, from its inputs and the effects about it. */
export interface KnownContact {
  readonly joinedAtMs: number;
  queueId: string;
  enteredAtMs: number;
  dials: number;
  /** The number of effects that ended the contact. */
  endings: number;
  /** Agents with an offer, a connection or the call. */
  readonly agentIds: Set<string>;
  lastTold: { readonly position: number; readonly waitMs: number | null; readonly atWork: number } | null;
}

/** The external record of a schedule: ringing agents, announcements to callers, and ended contacts. */
export interface Ledger {
  readonly contacts: Map<string, KnownContact>;
  /** The contact of each busy agent. */
  readonly busy: Map<string, string>;
}

/** A violated property with the observation. */
export interface Complaint {
  readonly property: string;
  readonly text: string;
}

/** An empty ledger. */
export function newLedger(): Ledger {
  return { contacts: new Map(), busy: new Map() };
}

/** Releases an agent who is busy with a contact. */
export function letGo({ contacts, busy }: Ledger, contactId: string, agentId: string): void {
  if (busy.get(agentId) === contactId) busy.delete(agentId);
  contacts.get(contactId)?.agentIds.delete(agentId);
}

/** Enters an effect into the ledger; returns the violations. */
export function enter(ledger: Ledger, effect: QueueEffect, nowMs: number): readonly Complaint[] {
  if (effect.effect === "offer") return offered(ledger, effect);
  if (effect.effect === "record") return recorded(ledger, effect.event.body, nowMs);
  if (effect.effect === "withdraw") letGo(ledger, effect.contactId, effect.agentId);
  return effect.effect === "dial" ? dialled(ledger, effect.contactId) : [];
}

function dialled({ contacts }: Ledger, contactId: string): readonly Complaint[] {
  const known = contacts.get(contactId);
  if (known === undefined) return [];
  known.dials += 1;
  if (known.dials === 1) return [];
  return [{ property: "a callback is dialled once", text: `${contactId} was dialled ${known.dials} times` }];
}

function offered(
  { contacts, busy }: Ledger,
  { contactId, agentIds, decision }: Extract<QueueEffect, { readonly effect: "offer" }>,
): readonly Complaint[] {
  const complaints: Complaint[] = [];
  if (replayDecision(decision).join() !== agentIds.join())
    complaints.push({ property: "a choice can be made again", text: `${contactId} was for ${agentIds.join()}` });
  const known = contacts.get(contactId);
  const property = "nobody is offered twice";
  if (known !== undefined && known.agentIds.size > 0)
    complaints.push({ property, text: `${contactId} is offered while ${[...known.agentIds].join()} has it` });
  if (known !== undefined && known.dials > 0)
    complaints.push({ property: "a callback is dialled once", text: `${contactId} waits again after its call` });
  for (const agentId of agentIds) {
    const other = busy.get(agentId);
    if (other !== undefined) complaints.push({ property, text: `${agentId} gets ${contactId} beside ${other}` });
    busy.set(agentId, contactId);
    known?.agentIds.add(agentId);
  }
  return complaints;
}

function recorded({ contacts, busy }: Ledger, body: QueueEventBody, nowMs: number): readonly Complaint[] {
  if (!("contactId" in body) || body.contactId === null) return [];
  const known = contacts.get(body.contactId);
  if (known === undefined) return [{ property: "everybody is accounted for", text: `${body.contactId} never joined` }];
  if (body.kind === "contact.entered") {
    known.queueId = body.queueId;
    known.enteredAtMs = nowMs;
    known.lastTold = null;
  }
  if (body.kind === "contact.missed") letGo({ contacts, busy }, body.contactId, body.agentId);
  if (body.kind !== "contact.closed" && body.kind !== "contact.refused") return [];
  known.endings += 1;
  if (body.kind === "contact.closed" && body.outcome === "answered")
    for (const agentId of known.agentIds) letGo({ contacts, busy }, body.contactId, agentId);
  if (known.endings === 1) return [];
  return [{ property: "everybody is accounted for", text: `${body.contactId} ended ${known.endings} times` }];
}
