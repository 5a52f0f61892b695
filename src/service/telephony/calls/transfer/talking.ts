import { type Call, type Instant, isOfSupervision, isTest, legOf, otherThan, withEvents, withLeg } from "../call.ts";
import type { CallEffect, CallStep } from "../call-step.ts";
import { hearAgain } from "../tasks/speaking.ts";

/** How long a call waits for its media to be restored before it ends. */
const MEDIA_AWAY_MS = 10_000;

/** A far end sends a new offer, to hold, to resume, or to refresh: it gets its answer, and during a hold the other party hears music. */
export function reoffered(
  call: Call,
  now: Instant,
  { legId, isHold }: { readonly legId: string; readonly isHold: boolean },
): CallStep {
  const leg = legOf(call, legId);
  const accept: CallEffect = { effect: "accept-offer", legId };
  if (leg === undefined || leg.state === "gone") return { call, effects: [] };
  if (leg.isHolding === isHold) return { call, effects: [accept] };
  // A supervisor's hold does not put any party on hold.
  if (isOfSupervision(call, legId)) return { call: withLeg(call, legId, { isHolding: isHold }), effects: [accept] };
  const kind = isHold ? "hold.began" : "hold.ended";
  const said = withEvents(withLeg(call, legId, { isHolding: isHold }), now, [{ kind, legId }]);
  return {
    call: said,
    effects: [{ effect: "write" }, accept, ...soundsOf(said, legId)],
  };
}

/** The sound for the party on hold; none while a transfer plays its own sounds. */
function soundsOf(call: Call, legId: string): readonly CallEffect[] {
  const heldId = otherThan(call, legId);
  if (heldId === undefined || call.transfer !== null || call.consultation !== null || isTest(call)) return [];
  return [{ effect: "play", legId: heldId, sound: legOf(call, legId)?.isHolding === true ? "music" : "silence" }];
}

/** The media engine is lost: all calls wait for it for a limited time. */
export function mediaLost(call: Call, now: Instant): CallStep {
  const said = withEvents(call, now, [{ kind: "media.lost" }]);
  return {
    call: said,
    effects: [{ effect: "write" }, { effect: "arm", timer: "media-away", ms: MEDIA_AWAY_MS }],
  };
}

/** The media engine is restored with the same ports. */
export function mediaBack(call: Call, now: Instant): CallStep {
  const again = hearAgain(withEvents(call, now, [{ kind: "media.back" }]));
  return {
    call: again.call,
    effects: [{ effect: "write" }, { effect: "disarm", timer: "media-away" }, ...again.effects],
  };
}

/** The call centre has reached its recording limit: the talk continues without a recording, and its record says so. */
export function recordingRefused(call: Call, now: Instant, recordingId: string): CallStep {
  if (call.recordingId !== recordingId) return { call, effects: [] };
  const said = withEvents({ ...call, recordingId: null }, now, [
    { kind: "recording.refused", recordingId, why: "storage-full" },
  ]);
  return { call: said, effects: [{ effect: "write" }] };
}
