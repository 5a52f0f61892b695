import { type Call, type Instant, isOfSupervision, isTest, legOf, otherThan, withEvents, withLeg } from "../call.ts";
import type { CallEffect, CallStep } from "../call-step.ts";
import { hearAgain } from "../tasks/speaking.ts";

/** How long a call waits for its sound to come back before it ends. */
const MEDIA_AWAY_MS = 10_000;

/** A far end offers anew, to hold, to go on, or to refresh: it gets its answer, and the other one hears music meanwhile. */
export function reoffered(
  call: Call,
  now: Instant,
  { legId, isHold }: { readonly legId: string; readonly isHold: boolean },
): CallStep {
  const leg = legOf(call, legId);
  const accept: CallEffect = { effect: "accept-offer", legId };
  if (leg === undefined || leg.state === "gone") return { call, effects: [] };
  if (leg.isHolding === isHold) return { call, effects: [accept] };
  // A supervisor who lays his phone down holds nobody.
  if (isOfSupervision(call, legId)) return { call: withLeg(call, legId, { isHolding: isHold }), effects: [accept] };
  const kind = isHold ? "hold.began" : "hold.ended";
  const said = withEvents(withLeg(call, legId, { isHolding: isHold }), now, [{ kind, legId }]);
  return {
    call: said,
    effects: [{ effect: "write" }, accept, ...soundsOf(said, legId)],
  };
}

/** What the one who was put on hold hears; nothing while a transfer plays its own sounds. */
function soundsOf(call: Call, legId: string): readonly CallEffect[] {
  const heldId = otherThan(call, legId);
  if (heldId === undefined || call.transfer !== null || call.consultation !== null || isTest(call)) return [];
  return [{ effect: "play", legId: heldId, sound: legOf(call, legId)?.isHolding === true ? "music" : "silence" }];
}

/** The sound of all calls is away: calls wait for it for a while. */
export function mediaLost(call: Call, now: Instant): CallStep {
  const said = withEvents(call, now, [{ kind: "media.lost" }]);
  return {
    call: said,
    effects: [{ effect: "write" }, { effect: "arm", timer: "media-away", ms: MEDIA_AWAY_MS }],
  };
}

/** The sound is back on its old ports. */
export function mediaBack(call: Call, now: Instant): CallStep {
  const again = hearAgain(withEvents(call, now, [{ kind: "media.back" }]));
  return {
    call: again.call,
    effects: [{ effect: "write" }, { effect: "disarm", timer: "media-away" }, ...again.effects],
  };
}

/** The call centre keeps as much sound as it may: the talk goes on without being kept, and its record says so. */
export function recordingRefused(call: Call, now: Instant, recordingId: string): CallStep {
  if (call.recordingId !== recordingId) return { call, effects: [] };
  const said = withEvents({ ...call, recordingId: null }, now, [
    { kind: "recording.refused", recordingId, why: "storage-full" },
  ]);
  return { call: said, effects: [{ effect: "write" }] };
}
