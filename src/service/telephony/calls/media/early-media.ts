import { type Call, type Instant, isTest, legOf } from "../call.ts";
import type { CallEffect, CallStep } from "../call-step.ts";
import { handleTasksAnswered } from "../tasks/running-tasks.ts";

/** A far end has answered an own offer: its media is connected. */
export function offerAnswered(call: Call, now: Instant, legId: string): CallStep {
  const leg = legOf(call, legId);
  if (leg === undefined || leg.state === "gone" || !leg.hasSound) return { call, effects: [] };
  const connected: CallEffect = { effect: "connect-media", legId };
  if (call.tasks === null || legId !== call.arrival.legId) return { call, effects: [connected] };
  const step = handleTasksAnswered(call, now);
  return { call: step.call, effects: [connected, ...step.effects] };
}

/**
 * A trunk sends early media, such as an announcement of its exchange (RFC 3960): the caller hears it when a single trunk is called; phones ring and send none.
 */
export function earlySound(call: Call, legId: string): CallStep {
  const leg = legOf(call, legId);
  const isAlone = call.legs.length === 2 && leg?.party.kind === "trunk";
  const isEarly = leg?.state === "inviting" || leg?.state === "ringing";
  if (
    call.phase !== "ringing" ||
    !isAlone ||
    !isEarly ||
    call.earlyLegId !== null ||
    isTest(call) ||
    call.tasks !== null
  )
    return { call, effects: [] };
  return connectEarlyMedia({ ...call, earlyLegId: legId });
}

/** Connects the two once the caller's own media is open. */
export function connectEarlyMedia(call: Call): CallStep {
  const { earlyLegId, arrival } = call;
  const isReady = legOf(call, arrival.legId)?.hasSound === true && call.phase === "ringing";
  if (earlyLegId === null || !isReady || !arrival.hasOffer) return { call, effects: [] };
  const effects: readonly CallEffect[] = [
    { effect: "connect-media", legId: earlyLegId },
    { effect: "bridge", legIds: [arrival.legId, earlyLegId] },
    { effect: "progress", legId: arrival.legId },
  ];
  return { call, effects };
}
