import { isAtWork } from "../agents/agent.ts";
import {
  CONTACTS_MAX,
  NEEDS_PER_CONTACT_MAX,
  type OverflowReason,
  type OverflowTo,
  PRIORITY_MAX,
  SKILL_LEVEL_MAX,
  type SkillNeed,
  type Staffing,
} from "../queue-rules.ts";
import { type AcdState, agentOf, contactOf, type Queue, queueOf } from "./acd-state.ts";
import { type Contact, comparePlaces, type Place } from "./contact.ts";
import { type Draft, dropContact, recorded, setContact, withEffects } from "./draft.ts";
import { announcementIntervalMs } from "./due.ts";
import { noteEntry } from "./estimated-wait.ts";
import { hasLevels, levelsAfter, tierIn } from "./legal-pair.ts";
import type { QueueInput } from "./queue-input.ts";
import { compareText, countBefore, sizeOf } from "./sorted.ts";

/** How long a message waits for the agent who talked with its writer last, while that agent is at the desktop and at work. */
const MESSAGE_HOLD_MS = 120_000;

type Joined = Extract<QueueInput, { readonly input: "joined" }>;

/** A caller joins a queue, or follows the overflow of a queue that refuses it. */
export function joined(draft: Draft, input: Joined): Draft {
  const { floor } = draft;
  if (contactOf(floor, input.contactId) !== undefined) return draft;
  const priority = whole(input.priority + (queueOf(floor, input.queueId)?.rules.priority ?? 0), PRIORITY_MAX);
  const contact: Contact = {
    id: input.contactId,
    kind: "call",
    queueId: input.queueId,
    joinedAtMs: floor.nowMs,
    enteredAtMs: floor.nowMs,
    priority,
    rankMs: floor.nowMs - priority * floor.priorityWorthMs,
    ticket: floor.nextTicket,
    needs: needsOf(input.needs),
    waitMaxMs: input.waitMaxMs ?? null,
    tellEveryMs: input.tellEveryMs ?? null,
    stickyAgentId: input.stickyAgentId,
    heldFor: null,
    holdMs: null,
    visited: [],
    state: { is: "waiting" },
    entry: null,
    told: null,
    tellAtMs: null,
    classKey: null,
    dueMs: Number.POSITIVE_INFINITY,
  };
  const ticketed = { ...draft, floor: { ...floor, nextTicket: floor.nextTicket + 1 } };
  const route = routeFrom(ticketed.floor, contact, input.queueId);
  if (route.queueId !== null) return entered(ticketed, contact, route.queueId);
  const { reason, to } = route;
  return withEffects(
    recorded(ticketed, { kind: "contact.refused", contactId: contact.id, queueId: input.queueId, reason }),
    { effect: "overflow", contactId: contact.id, reason, to },
  );
}

function whole(value: number, max: number): number {
  return Math.max(0, Math.min(max, Math.round(value)));
}

/** Needs in the order of their names, each once, so that equal needs make equal classes. */
function needsOf(needs: readonly SkillNeed[]): readonly SkillNeed[] {
  const byName = new Map(needs.map((need) => [need.skill, { ...need, level: whole(need.level, SKILL_LEVEL_MAX) }]));
  return [...byName.values()]
    .filter(({ level }) => level > 0)
    .sort((left, right) => compareText(left.skill, right.skill))
    .slice(0, NEEDS_PER_CONTACT_MAX);
}

/** A contact begins to wait in a queue; it retains its place in the order and its join time. */
export function entered(draft: Draft, contact: Contact, queueId: string): Draft {
  const { floor } = draft;
  const rules = queueOf(floor, queueId)?.rules;
  if (rules === undefined) return draft;
  const inQueue: Contact = {
    ...contact,
    queueId,
    enteredAtMs: floor.nowMs,
    visited: [...contact.visited, queueId],
    state: { is: "waiting" },
    // The agent of the last contact is preferred for a short time when present; callers wait as long as their queue's rules allow.
    heldFor: null,
    holdMs: contact.kind === "message" ? MESSAGE_HOLD_MS : null,
    told: null,
    entry: null,
    tellAtMs: announcementIntervalMs(contact, rules) > 0 ? floor.nowMs : null,
  };
  const set = noteEntry(setContact(draft, { ...inQueue, heldFor: holderOf(floor, inQueue) }), contact.id);
  return recorded(set, {
    kind: "contact.entered",
    contactId: contact.id,
    queueId,
    contactKind: contact.kind,
    joinedAtMs: contact.joinedAtMs,
    priority: contact.priority,
    position: positionOf(set.floor, inQueue),
    toldMs: contactOf(set.floor, contact.id)?.entry?.waitMs ?? null,
  });
}

function positionOf(acdState: AcdState, contact: Contact): number {
  return countBefore<Place>(queueOf(acdState, contact.queueId)?.line ?? null, contact, comparePlaces) + 1;
}

/** The agent whom a caller waits for alone, while the agent is at work and fit; null for none. */
function holderOf(acdState: AcdState, contact: Contact): string | null {
  const queue = queueOf(acdState, contact.queueId);
  const { stickyAgentId } = contact;
  if (queue === undefined || stickyAgentId === null) return null;
  if (queue.rules.stickyMs === 0 && contact.kind !== "message") return null;
  return mayHold(acdState, contact, stickyAgentId) ? stickyAgentId : null;
}

/** Whether waiting for this agent alone makes sense. */
export function mayHold(acdState: AcdState, contact: Contact, agentId: string): boolean {
  const agent = agentOf(acdState, agentId);
  const queue = queueOf(acdState, contact.queueId);
  if (agent === undefined || queue === undefined || tierIn(agent.profile, contact.queueId) === undefined) return false;
  if (contact.kind === "message") return agent.isAtDesk && isAtWork(agent);
  // A caller who was promised the preferred agent waits through the agent's pause, and until the agent logs in.
  if (contact.holdMs !== null) return true;
  if (!isAtWork(agent) || agent.next !== null) return false;
  return hasLevels(agent.profile, levelsAfter(queue.rules, contact.needs, acdState.nowMs - contact.enteredAtMs));
}

/** Whether a queue is staffed as required. */
export function isStaffed({ loggedIn, atWork }: Queue, staffing: Staffing): boolean {
  if (staffing === "always") return true;
  return staffing === "logged-in" ? loggedIn > 0 : atWork > 0;
}

/** Why a queue accepts no contact now; null when it does. */
export function refusalOf(acdState: AcdState, queue: Queue | undefined): OverflowReason | null {
  if (queue === undefined || queue.isShut || queue.rules.isClosed === true) return "closed";
  if (!isStaffed(queue, queue.rules.joinWhile) || !isStaffed(queue, queue.rules.stayWhile)) return "empty";
  // Messages and calls have separate limits in a queue, so that neither fills the queue for the other.
  const isFull =
    sizeOf(queue.line) - queue.written >= queue.rules.waitingMax ||
    sizeOf(acdState.contacts) - acdState.written >= CONTACTS_MAX;
  return isFull ? "full" : null;
}

type Route =
  | { readonly queueId: string }
  | {
      readonly queueId: null;
      readonly reason: OverflowReason;
      readonly to: Exclude<OverflowTo, { readonly to: "queue" }>;
    };

/** The maximum of overflows of one contact, which ends a cycle of queues. */
const OVERFLOWS_MAX = 3;

/** The first queue from `queueId` on that accepts a contact, following overflows; never one that it has entered before. */
function routeFrom(acdState: AcdState, contact: Contact, queueId: string): Route {
  const seen = new Set(contact.visited);
  let at = queueId;
  let reason: OverflowReason = "closed";
  while (!seen.has(at) && seen.size <= OVERFLOWS_MAX) {
    const queue = queueOf(acdState, at);
    const refusal = refusalOf(acdState, queue);
    if (refusal === null) return { queueId: at };
    reason = refusal;
    const to = queue?.rules.overflow[refusal] ?? { to: "hang-up" };
    if (to.to !== "queue") return { queueId: null, reason, to };
    seen.add(at);
    at = to.queueId;
  }
  return { queueId: null, reason, to: { to: "hang-up" } };
}

/** A contact may not stay in its queue: it moves to the next one with its join time, or leaves the ACD. */
export function overflowed(draft: Draft, contact: Contact, reason: OverflowReason): Draft {
  const { floor } = draft;
  const to = queueOf(floor, contact.queueId)?.rules.overflow[reason] ?? { to: "hang-up" };
  const route: Route = to.to === "queue" ? routeFrom(floor, contact, to.queueId) : { queueId: null, reason, to };
  const waitedMs = floor.nowMs - contact.enteredAtMs;
  const { id: contactId, queueId } = contact;
  if (route.queueId !== null) {
    const moved = recorded(draft, {
      kind: "contact.moved",
      contactId,
      queueId,
      toQueueId: route.queueId,
      reason,
      waitedMs,
    });
    return entered(moved, contact, route.queueId);
  }
  const closed = recorded(dropContact(draft, contact), {
    kind: "contact.closed",
    contactId,
    queueId,
    outcome: contact.kind === "callback" ? "callback-expired" : "overflowed",
    waitedMs,
    talkMs: null,
    holdMs: null,
  });
  return withEffects(closed, { effect: "overflow", contactId, reason, to: route.to });
}
