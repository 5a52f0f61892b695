import { type Call, type Leg, phoneOf } from "../call.ts";
import { isRung } from "../queue-port/agent-rings.ts";

/**
 * The phones that called, or answered a call to them. An agent's phone that a queue rings, and that serves its contact, counts only after the call is
 * transferred.
 */
export function ownPhones(call: Call): readonly string[] {
  const { tasks, callback, legs, arrival } = call;
  const talk = tasks?.talk ?? null;
  const ofQueue = new Set([
    ...(tasks?.queueing?.ringing ?? []).flatMap(({ legIds }) => legIds),
    ...(callback?.ringing ?? []).flatMap(({ legIds }) => legIds),
    ...[tasks?.queueing?.accepted?.legId, callback?.accepted?.legId].filter((legId) => legId !== undefined),
    ...(talk !== null && talk.agentId !== null ? [talk.legId] : []),
  ]);
  return phonesOf(legs.filter((leg) => isIn(leg, arrival.legId) && !ofQueue.has(leg.id)));
}

/** All phones in this call: the calling one and those that have answered. */
export function phonesIn({ legs, arrival }: Call): readonly string[] {
  return phonesOf(legs.filter((leg) => isIn(leg, arrival.legId)));
}

/** The phones that ring to answer this call. */
export function phonesRinging(call: Call): readonly string[] {
  return phonesOf(call.legs.filter((leg) => ringsForAnswer(call, leg)));
}

/** Whether a leg rings to answer the call itself: for a queue's caller or callback, or as a phone of the number. */
export function ringsForAnswer(call: Call, { id, state, standsFor }: Leg): boolean {
  if (state !== "inviting" && state !== "ringing") return false;
  const isOfNumber = call.tasks === null && call.callback === null && call.phase === "ringing";
  return isRung(call, id) || (isOfNumber && id !== call.arrival.legId && standsFor === undefined);
}

function isIn({ id, state }: Leg, callerLegId: string): boolean {
  return state === "accepted" || state === "up" || (id === callerLegId && state !== "gone");
}

function phonesOf(legs: readonly Leg[]): readonly string[] {
  return legs.flatMap(({ party }) => phoneOf(party) ?? []);
}
