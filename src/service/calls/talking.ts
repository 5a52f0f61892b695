import {
  type Call,
  digitsOf,
  type Instant,
  isTest,
  type KeyHeard,
  type KeyWay,
  legOf,
  otherThan,
  withEvents,
  withLeg,
} from "./call.ts";
import type { CallEffect, CallStep } from "./call-step.ts";
import { keyGiven } from "./running-tasks.ts";

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
  if (heldId === undefined || call.transfer !== null || isTest(call)) return [];
  return [{ effect: "play", legId: heldId, sound: legOf(call, legId)?.isHolding === true ? "music" : "silence" }];
}

/** Keys that come one soon after the other are one event. */
const BURST_MS = 1_500;
const BURST_KEYS_MAX = 40;
const KEY = /^[0-9*#A-D]$/;

/**
 * A far end presses a key. Keys are told in bursts, as they came: a menu that went wrong is understood by them alone. They
 * stand in the events of the call, which belong to its tenant, and in no log.
 */
export function digitPressed(
  call: Call,
  now: Instant,
  { legId, key, by }: { readonly legId: string; readonly key: string; readonly by: KeyWay },
): CallStep {
  const leg = legOf(call, legId);
  if (leg === undefined || leg.state === "gone" || !KEY.test(key)) return { call, effects: [] };
  const { unpaired, isNew } = paired(leg.unpaired, { key, by, atMs: now.atMs });
  if (!isNew) return { call: withLeg(call, legId, { unpaired }), effects: [] };
  const noted = withLeg(call, legId, { digits: leg.digits + key, unpaired });
  const told = burst(noted, now, legId);
  if (call.tasks === null || legId !== call.arrival.legId || call.phase !== "talking") return told;
  const step = keyGiven(told.call, now, key);
  return { call: step.call, effects: [...told.effects, ...step.effects] };
}

function burst(call: Call, now: Instant, legId: string): CallStep {
  if ((legOf(call, legId)?.digits.length ?? 0) >= BURST_KEYS_MAX) return digitsTold(call, now);
  return { call, effects: [{ effect: "arm", timer: "digits", ms: BURST_MS }] };
}

/** The same key by another way within this time is the same press. */
const PAIRED_MS = 1_000;
const UNPAIRED_MAX = 16;

/** Some phones and gateways send a key in two ways at once: each pair of them is one press. */
function paired(
  before: readonly KeyHeard[],
  heard: KeyHeard,
): { readonly unpaired: readonly KeyHeard[]; readonly isNew: boolean } {
  const recent = before.filter(({ atMs }) => heard.atMs - atMs <= PAIRED_MS);
  const twin = recent.findIndex(({ key, by }) => key === heard.key && by !== heard.by);
  if (twin >= 0) return { unpaired: recent.filter((_, nth) => nth !== twin), isNew: false };
  return { unpaired: [...recent, heard].slice(-UNPAIRED_MAX), isNew: true };
}

/** The burst is over: what was pressed becomes events. */
export function digitsTold(call: Call, now: Instant): CallStep {
  const pressed = digitsOf(call);
  if (pressed.length === 0) return { call, effects: [] };
  const quiet = { ...call, legs: call.legs.map((leg) => ({ ...leg, digits: "" })) };
  return {
    call: withEvents(quiet, now, pressed),
    effects: [{ effect: "disarm", timer: "digits" }, { effect: "write" }],
  };
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
  const said = withEvents(call, now, [{ kind: "media.back" }]);
  return {
    call: said,
    effects: [{ effect: "write" }, { effect: "disarm", timer: "media-away" }],
  };
}
