import {
  type AcdState,
  agentsOf,
  type Contact,
  first,
  isAtWork,
  PRIORITY_MAX,
  type QueueEffect,
  type QueueInput,
} from "../../../src/service/acd/queues/index.ts";
import { isBefore, isLegal, nextPair, type Plain, plainOf } from "./definitions.ts";
import type { Complaint, Ledger } from "./ledger.ts";

/** The state before and after a step. */
export interface Seen {
  readonly before: AcdState;
  readonly after: AcdState;
  readonly input: QueueInput;
  readonly effects: readonly QueueEffect[];
  readonly plainAfter: Plain;
  readonly plainBefore: Plain;
  readonly ledger: Ledger;
}

/** Derives the facts before and after a step. */
export function seen(parts: Omit<Seen, "plainAfter" | "plainBefore">): Seen {
  return { ...parts, plainAfter: plainOf(parts.after), plainBefore: plainOf(parts.before) };
}

/** Checks all properties after a step; some of them wait until the timers that are due now have run. */
export function complaintsAbout(one: Seen): readonly Complaint[] {
  const dueMs = first(one.after.agenda)?.key.dueMs ?? Number.POSITIVE_INFINITY;
  const isSettled = dueMs > one.after.nowMs;
  return [
    ...(isSettled ? [...noStall(one), ...limitsKept(one), ...staffed(one)] : []),
    ...inOrder(one),
    ...nobodyStuck(one),
    ...joinTimeKept(one),
    ...neverRising(one),
    ...placeKept(one),
  ];
}

function noStall({ plainAfter }: Seen): readonly Complaint[] {
  const pair = nextPair(plainAfter);
  if (pair === undefined) return [];
  return [
    { property: "no legal pair is left", text: `${pair.contact.id} waits while ${pair.agents[0]?.profile.id} is free` },
  ];
}

/** No contact that could have got the agent stood before the one that did; and none is overtaken by more than its priority allows. */
function inOrder({ effects, plainBefore, plainAfter, ledger }: Seen): readonly Complaint[] {
  const waited = new Set(plainBefore.contacts.filter(({ state }) => state.is === "waiting").map(({ id }) => id));
  const waiting = plainAfter.contacts.filter(({ id, state }) => state.is === "waiting" && waited.has(id));
  const complaints: Complaint[] = [];
  if (waiting.length === 0) return complaints;
  for (const effect of effects) {
    if (effect.effect !== "offer") continue;
    const got = plainAfter.contacts.find(({ id }) => id === effect.contactId);
    const agents = plainAfter.agents.filter(({ profile }) => effect.agentIds.includes(profile.id));
    if (got === undefined) continue;
    for (const other of waiting) {
      if (!agents.some((agent) => isLegal(other, agent, plainAfter))) continue;
      if (isBefore(other, got, plainAfter))
        complaints.push({ property: "one order over all queues", text: `${got.id} got an agent before ${other.id}` });
      const joinedAtMs = (one: Contact) => ledger.contacts.get(one.id)?.joinedAtMs ?? 0;
      const latestMs = joinedAtMs(other) + (PRIORITY_MAX - other.priority) * plainAfter.priorityWorthMs;
      if (joinedAtMs(got) > latestMs)
        complaints.push({ property: "waiting under priorities is bounded", text: `${got.id} passed ${other.id}` });
    }
  }
  return complaints;
}

/** Every state has an owner and an end: a contact with the agent, or an instant on the agenda. */
function nobodyStuck({ after, plainAfter }: Seen): readonly Complaint[] {
  const complaints: Complaint[] = [];
  const holders = new Map(plainAfter.contacts.flatMap((one) => agentsOf(one).map((id) => [id, one] as const)));
  const isLater = (untilMs: number) => Number.isFinite(untilMs) && untilMs > after.nowMs;
  for (const { profile, state } of plainAfter.agents) {
    const owner = holders.get(profile.id);
    const isOwned =
      "contactId" in state && state.is !== "wrap-up" ? owner?.id === state.contactId : owner === undefined;
    const ends = !("untilMs" in state) || isLater(state.untilMs);
    if (!isOwned || !ends)
      complaints.push({ property: "no agent is stuck", text: `${profile.id} is ${state.is} without an owner or end` });
  }
  for (const { id, dueMs } of plainAfter.contacts)
    if (!Number.isFinite(dueMs)) complaints.push({ property: "no agent is stuck", text: `${id} is never looked at` });
  return complaints;
}

function joinTimeKept({ plainAfter, ledger }: Seen): readonly Complaint[] {
  return plainAfter.contacts
    .filter(({ id, joinedAtMs }) => joinedAtMs !== ledger.contacts.get(id)?.joinedAtMs)
    .map(({ id }) => ({ property: "the join time is kept", text: `${id} counts as joined at another time` }));
}

/** A queue's maximum wait is applied to the millisecond, neither later nor earlier. */
function limitsKept({ plainAfter, effects, ledger }: Seen): readonly Complaint[] {
  const property = "overflow comes at its limit";
  const limitMs = ({ kind, queueId, holdMs }: Pick<Contact, "kind" | "queueId" | "holdMs">) => {
    const rules = plainAfter.rules.get(queueId);
    return (holdMs ?? 0) + ((kind === "callback" ? rules?.callbackWaitMaxMs : rules?.waitMaxMs) ?? 0);
  };
  const late = plainAfter.contacts
    .filter(({ state }) => state.is === "waiting")
    .filter((one) => plainAfter.nowMs - (ledger.contacts.get(one.id)?.enteredAtMs ?? 0) >= limitMs(one))
    .map(({ id }) => ({ property, text: `${id} waits beyond its limit` }));
  const early = effects.flatMap((effect) => {
    if (effect.effect !== "record") return [];
    const { body } = effect.event;
    if (body.kind !== "contact.moved" || body.reason !== "too-long") return [];
    const leastMs = Math.min(
      ...(["call", "callback"] as const).map((kind) => limitMs({ kind, queueId: body.queueId, holdMs: null })),
    );
    return body.waitedMs < leastMs ? [{ property, text: `${body.contactId} was moved before its limit` }] : [];
  });
  return [...late, ...early];
}

/** No call stays in a queue that is not staffed as its rules require. */
function staffed({ plainAfter }: Seen): readonly Complaint[] {
  return plainAfter.contacts
    .filter(({ state, kind }) => state.is === "waiting" && kind === "call")
    .filter(({ queueId }) => {
      const rules = plainAfter.rules.get(queueId);
      const counts = plainAfter.agents.filter(
        (agent) =>
          agent.profile.queues.some((one) => one.queueId === queueId) &&
          (rules?.stayWhile === "at-work" ? isAtWork(agent) : agent.state.is !== "logged-out"),
      );
      return rules !== undefined && rules.stayWhile !== "always" && counts.length === 0;
    })
    .map(({ id }) => ({ property: "nobody waits for nobody", text: `${id} stays in an empty queue` }));
}

function atWorkIn({ agents }: Plain, queueId: string): number {
  return agents.filter((one) => isAtWork(one) && one.profile.queues.some((own) => own.queueId === queueId)).length;
}

/** While a caller's position is no worse and no agent has stopped working, the announced wait does not increase. */
function neverRising({ effects, plainBefore, plainAfter, ledger }: Seen): readonly Complaint[] {
  const complaints: Complaint[] = [];
  for (const effect of effects) {
    // An announcement in one queue, even a moment ago, does not apply to another.
    if (effect.effect === "record" && effect.event.body.kind === "contact.moved") {
      const moved = ledger.contacts.get(effect.event.body.contactId);
      if (moved !== undefined) moved.lastTold = null;
    }
    if (effect.effect !== "tell") continue;
    const known = ledger.contacts.get(effect.contactId);
    if (known === undefined) continue;
    const { position, waitMs } = effect;
    const atWork = Math.min(atWorkIn(plainBefore, known.queueId), atWorkIn(plainAfter, known.queueId));
    const last = known.lastTold;
    const isSame = last !== null && position <= last.position && atWork >= last.atWork && last.waitMs !== null;
    if (isSame && (waitMs ?? 0) > (last.waitMs ?? 0))
      complaints.push({
        property: "an estimate never rises merely with time",
        text: `${effect.contactId} was told ${last.waitMs} and then ${waitMs} at position ${position}`,
      });
    const most = Math.max(atWorkIn(plainBefore, known.queueId), atWorkIn(plainAfter, known.queueId));
    known.lastTold = { position, waitMs, atWork: most };
  }
  return complaints;
}

/** An agent whose offer was withdrawn without the agent's action retains the position among idle agents. */
function placeKept({ effects, plainBefore, plainAfter }: Seen): readonly Complaint[] {
  const complaints: Complaint[] = [];
  for (const effect of effects) {
    if (effect.effect !== "withdraw" || (effect.why !== "taken" && effect.why !== "caller-left")) continue;
    const find = ({ agents }: Plain) => agents.find(({ profile }) => profile.id === effect.agentId);
    const [was, is] = [find(plainBefore), find(plainAfter)];
    if (was === undefined || is?.state.is !== "available") continue;
    if (is.availableSinceMs !== was.availableSinceMs || is.lastContactEndedMs !== was.lastContactEndedMs)
      complaints.push({ property: "a withdrawn offer costs nobody his place", text: `${effect.agentId} lost his` });
  }
  return complaints;
}
