import { type Call, enderOf, type Instant, isOfSupervision, legOf, withLeg } from "./call.ts";
import type { CallEffect, CallStep } from "./call-step.ts";
import { endCall } from "./ending.ts";
import { transferLegGone } from "./transfer/transfer.ts";

/** A far end hangs up. In a transfer it may be only the transferor. */
export function hungUp(
  call: Call,
  now: Instant,
  { legId, cause }: { readonly legId: string; readonly cause: number | null },
): CallStep {
  const leg = legOf(call, legId);
  if (leg === undefined || leg.state === "gone") return { call, effects: [] };
  if (isOfSupervision(call, legId))
    return { call: withLeg(call, legId, { state: "gone" }), effects: [{ effect: "close-media", legId }] };
  if (legId === call.arrival.legId && call.talking === null && call.tasks?.stack.isAnswered === true)
    return callerLeft(call, now, { legId, cause });
  if (call.callback !== null && call.talking === null)
    return { call: withLeg(call, legId, { state: "gone" }), effects: [{ effect: "close-media", legId }] };
  // A caller who leaves before the call is answered has abandoned it, whatever the request said.
  if (legId === call.arrival.legId && call.talking === null)
    return endCall(call, now, { outcome: "cancelled", by: enderOf(call, legId), status: 487, cause: cause ?? 16 });
  const without = withLeg(call, legId, { state: "gone" });
  const close: CallEffect = { effect: "close-media", legId };
  // When a party leaves a conference of three, the other two continue to talk.
  if (call.consultation?.state === "conference" && legId === call.consultation.agentLegId)
    return { call: without, effects: [close] };
  if (call.transfer !== null) {
    const step = transferLegGone(without, now, legId);
    return { call: step.call, effects: [close, ...step.effects] };
  }
  if (call.talking === null || !call.talking.includes(legId)) return { call: without, effects: [close] };
  // With tasks the caller continues when the other party has left.
  if (call.tasks !== null && legId !== call.arrival.legId) return { call: without, effects: [close] };
  const step = endCall(without, now, {
    outcome: "answered",
    by: enderOf(call, legId),
    status: null,
    cause: cause ?? 16,
  });
  return { call: step.call, effects: [close, ...step.effects] };
}

/** The caller of tasks hangs up while no agent is connected. */
function callerLeft(
  call: Call,
  now: Instant,
  { legId, cause }: { readonly legId: string; readonly cause: number | null },
): CallStep {
  const without = withLeg(call, legId, { state: "gone" });
  const by = enderOf(call, legId);
  const step = endCall(without, now, { outcome: "answered", by, status: null, cause: cause ?? 16 });
  return { call: step.call, effects: [...step.effects, { effect: "close-media", legId }] };
}

/** A far end has been lost (no ACK, no answer to a refresh): the other one is released (Q.850 cause 27). */
export function legLost(call: Call, now: Instant, legId: string): CallStep {
  return hungUp(call, now, { legId, cause: 27 });
}
