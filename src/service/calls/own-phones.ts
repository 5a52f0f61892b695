import { type Call, phoneOf } from "./call.ts";

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
  return legs.flatMap(({ id, state, party }) => {
    const phoneId = phoneOf(party);
    const isIn = state === "accepted" || state === "up" || (id === arrival.legId && state !== "gone");
    return phoneId !== null && isIn && !ofQueue.has(id) ? [phoneId] : [];
  });
}
