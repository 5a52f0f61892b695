import type { Agent } from "../agents/agent.ts";
import {
  type AgentRow,
  type CallbackRow,
  type ContactRow,
  emptyDraft,
  type QueueDraft,
  type StoredEventBody,
} from "../queue-draft.ts";
import { type AcdState, agentOf, contactOf } from "./acd-state.ts";
import type { Contact } from "./contact.ts";
import type { QueueEventBody } from "./queue-event.ts";
import type { QueueEffect, QueueInput } from "./queue-input.ts";
import { heldAgent, toRestoredCallback } from "./restored-callback.ts";

/** The data of a contact outside the ACD state. */
export interface ContactLink {
  /** The call that waits, talks or is being originated; null for a waiting callback. */
  readonly callId: string | null;
  readonly caller: string;
  readonly called: string;
  /** The wall-clock time of joining. */
  readonly joinedAtMs: number;
  /** The requested callback number; null before a request. */
  readonly number: string | null;
}

/** The data of an agent outside the ACD state. */
export interface AgentLink {
  readonly phoneId: string | null;
  /** Since when the agent has been in this state, by wall-clock time. */
  readonly sinceMs: number;
}

/** A step with the data that its storage needs. */
export interface WrittenStep {
  readonly of: Pick<QueueDraft, "tenantId" | "fence" | "atMs">;
  readonly input: QueueInput;
  readonly floor: AcdState;
  readonly effects: readonly QueueEffect[];
  readonly firstSequence: number;
  readonly links: ReadonlyMap<string, ContactLink>;
  readonly agentLinks: ReadonlyMap<string, AgentLink>;
}

/** The draft of a step: its events, and the current rows of everything that they name. */
export function draftOfStep(step: WrittenStep): QueueDraft {
  const { of, input, floor, effects, firstSequence, links, agentLinks } = step;
  const recorded = effects.flatMap((one) => (one.effect === "record" ? [one.event] : []));
  const bodies = recorded.map(({ body }) => body);
  const events = recorded.map(({ atMs, body }, index) => ({
    sequence: firstSequence + index,
    atMs: of.atMs,
    steadyMs: Math.round(atMs),
    body: withCall(body, links),
  }));
  const contactIds = new Set(bodies.flatMap((body) => contactIdOf(body)));
  const agentIds = new Set([...bodies.flatMap(agentIdOf), ...("agentId" in input ? [input.agentId] : [])]);
  return {
    ...emptyDraft(of),
    events,
    contacts: new Map([...contactIds].map((id) => [id, contactRow(contactOf(floor, id), links.get(id))])),
    agents: new Map([...agentIds].map((id) => [id, agentRow(agentOf(floor, id), agentLinks.get(id))])),
    asked: bodies.flatMap((body) => callbackRows(step, body)),
    closedCallbacks: bodies.flatMap((body) =>
      body.kind === "contact.closed" && isCallback(links.get(body.contactId))
        ? [{ contactId: body.contactId, outcome: body.outcome }]
        : [],
    ),
  };
}

/** The link between a call and its contact is stored in the contact's first event, and in that of dialling, since it is needed after both have ended. */
function withCall(body: QueueEventBody, links: WrittenStep["links"]): StoredEventBody {
  if (body.kind !== "contact.entered" && body.kind !== "contact.refused" && body.kind !== "contact.dialled")
    return body;
  return { ...body, callId: links.get(body.contactId)?.callId ?? null };
}

/** Whether a step has nothing to store. */
export function isEmptyDraft({ events, contacts, agents, commands, closedCallbacks }: QueueDraft): boolean {
  return events.length + contacts.size + agents.size + commands.length + closedCallbacks.length === 0;
}

/** A refused contact never entered the state; moves and offers are visible in the contact's row. */
function contactIdOf(body: QueueEventBody): readonly string[] {
  return "contactId" in body && body.contactId !== null && body.kind !== "contact.refused" ? [body.contactId] : [];
}

function agentIdOf(body: QueueEventBody): readonly string[] {
  return body.kind === "agent.changed" ? [body.agentId] : [];
}

function isCallback(link: ContactLink | undefined): boolean {
  return link !== undefined && link.number !== null;
}

function contactRow(contact: Contact | undefined, link: ContactLink | undefined): ContactRow | null {
  if (contact === undefined || link === undefined) return null;
  const { id, queueId, kind, state, priority, joinedAtMs, enteredAtMs } = contact;
  const { callId, caller, called } = link;
  return {
    contactId: id,
    queueId,
    callId,
    caller,
    called,
    kind,
    priority,
    state: state.is,
    agentId: state.is === "connecting" || state.is === "connected" ? state.agentId : null,
    joinedAtMs: link.joinedAtMs,
    joinedMs: Math.round(joinedAtMs),
    enteredMs: Math.round(enteredAtMs),
    connectedMs: state.is === "connected" ? Math.round(state.sinceMs) : null,
  };
}

function agentRow(agent: Agent | undefined, link: AgentLink | undefined): AgentRow | null {
  if (agent === undefined || agent.state.is === "logged-out") return null;
  const { state } = agent;
  return {
    agentId: agent.profile.id,
    phoneId: link?.phoneId ?? null,
    contactId: "contactId" in state ? state.contactId : null,
    sinceMs: link?.sinceMs ?? 0,
    held: heldAgent(agent),
  };
}

function callbackRows({ floor, links, of }: WrittenStep, body: QueueEventBody): readonly CallbackRow[] {
  if (body.kind !== "contact.callback-asked" && body.kind !== "contact.planned") return [];
  const [contact, link] = [contactOf(floor, body.contactId), links.get(body.contactId)];
  if (contact === undefined || link === undefined || link.number === null) return [];
  const { number, called, joinedAtMs } = link;
  return [
    { contactId: contact.id, number, called, joinedAtMs, askedAtMs: of.atMs, place: toRestoredCallback(contact) },
  ];
}
