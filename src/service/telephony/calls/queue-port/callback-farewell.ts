import { type Call, type Instant, legOf } from "../call.ts";
import type { CallEffect } from "../call-step.ts";
import { holdMsOf } from "../transfer/held.ts";
import { telling } from "./agent-rings.ts";

/** The event for the queue when the call of a callback ends, or the agent's part of it. */
export function callbackEnded(call: Call, now: Instant): readonly CallEffect[] {
  const { callback } = call;
  if (callback === null || callback.stage === "over") return [];
  const { accepted, ringing, early, stage } = callback;
  if (stage === "talking")
    return [telling({ news: "ended", holdMs: accepted === null ? 0 : holdMsOf(call, accepted.legId, now) })];
  // The call was never permitted: the code is off, or in test mode.
  if (call.events.some(({ body }) => body.kind === "call.refused")) return [telling({ news: "callback-barred" })];
  if (accepted !== null) {
    const fault = legOf(call, accepted.legId)?.state === "gone" ? "agent" : "system";
    return [telling({ news: "bridge-failed", agentId: accepted.agentId, fault })];
  }
  // Neither party is at fault, and the customer was not dialled: the callback returns to its place in the queue.
  const asked = early.flatMap((order) => (order.order === "ring" ? order.agents : []));
  return [...ringing, ...asked].map(({ agentId }) => telling({ news: "missed", agentId, why: "no-line" }));
}
