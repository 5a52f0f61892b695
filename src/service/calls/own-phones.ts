import { type Call, type Leg, phoneOf } from "./call.ts";

/**
 * The phones that are in this call by their own doing: that called, or took a call that was for them. An agent's phone that a
 * queue rings, and that serves its contact, is none of them until the call is handed on.
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

/** All phones that are in this call: the one that calls, and those that have taken it. */
export function phonesIn({ legs, arrival }: Call): readonly string[] {
  return phonesOf(legs.filter((leg) => isIn(leg, arrival.legId)));
}

function isIn({ id, state }: Leg, callerLegId: string): boolean {
  return state === "accepted" || state === "up" || (id === callerLegId && state !== "gone");
}

function phonesOf(legs: readonly Leg[]): readonly string[] {
  return legs.flatMap(({ party }) => phoneOf(party) ?? []);
}
