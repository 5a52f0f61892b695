import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import {
  type Call,
  enderOf,
  groupOf,
  type Instant,
  isTest,
  legOf,
  otherThan,
  phoneOf,
  withEvents,
  withLeg,
} from "../call.ts";
import type { CallEffect, CallInput, CallStep, NamedDialog } from "../call-step.ts";
import { endCall } from "../ending.ts";
import { dropped } from "../legs.ts";
import { recordedWith } from "../recording/recording-consent.ts";
import { costOf } from "./party.ts";
import { taken, transferFailed } from "./transfer.ts";

/** Why two calls are not joined. */
export type JoinRefusal =
  | "join-unknown"
  | "join-early"
  | "join-early-only"
  | "join-busy"
  | "join-barred"
  | "join-both-led"
  | "join-apart";

/**
 * SIP status of each refusal. A dialog of another phone or another call centre is answered like a missing one (RFC 3891 §3: 481), and so is an unconfirmed one,
 * since this side did not begin it; a request for an early dialog does not take a confirmed one (486).
 */
export const STATUS_OF_JOIN: Readonly<Record<JoinRefusal, number>> = {
  "join-unknown": 481,
  "join-early": 481,
  "join-early-only": 486,
  "join-busy": 491,
  "join-barred": 603,
  "join-both-led": 603,
  "join-apart": 488,
};

/** A call and the leg of the phone that leaves it. */
interface Side {
  readonly call: Call;
  readonly legId: string;
}

/** The call that continues and its changes: `movedId` joins it, `leavingId` leaves it; `leftId` ends with its call. */
export interface JoinPlan {
  readonly into: string;
  readonly from: string;
  readonly movedId: string;
  readonly leavingId: string;
}

/** Decides whether two calls of one phone can be joined, and how. */
export function planJoin(asked: Side, named: Side | null, isEarlyOnly: boolean): Result<JoinPlan, JoinRefusal> {
  if (named === null || !isOfSamePhone(asked, named)) return refuse("join-unknown");
  const isAlone = [asked, named].some(({ call, legId }) => otherThan(call, legId) === undefined);
  if (isAlone || named.call.phase !== "talking") return refuse("join-early");
  if (isEarlyOnly) return refuse("join-early-only");
  if (named.call.transfer !== null || named.call.consultation !== null) return refuse("join-busy");
  if ([asked.call, named.call].some((call) => isTest(call) || call.arrival.isEmergency)) return refuse("join-barred");
  if (isLed(asked.call) && isLed(named.call)) return refuse("join-both-led");
  if (groupOf(asked.call) !== groupOf(named.call)) return refuse("join-apart");
  const [into, from] = goesOn(asked, named) ? [asked, named] : [named, asked];
  const movedId = otherThan(from.call, from.legId);
  if (movedId === undefined) return refuse("join-early");
  // A caller who is served by a flow cannot transfer it to another party.
  if (isLed(into.call) && into.legId === into.call.arrival.legId) return refuse("join-barred");
  return ok({
    into: into.call.arrival.callId,
    from: from.call.arrival.callId,
    movedId,
    leavingId: into.legId,
  });
}

function isOfSamePhone(asked: Side, named: Side): boolean {
  const phones = [asked, named].map(({ call, legId }) => {
    const leg = legOf(call, legId);
    return leg === undefined || leg.state === "gone" ? null : phoneOf(leg.party);
  });
  const isApart = asked.call.arrival.callId !== named.call.arrival.callId;
  const isOneTenant = asked.call.arrival.tenantId === named.call.arrival.tenantId;
  return isApart && isOneTenant && phones[0] !== null && phones[0] === phones[1];
}

/** A call with tasks or with a callback has more work than its two legs. */
function isLed({ tasks, callback }: Call): boolean {
  return tasks !== null || callback !== null;
}

/** The call with tasks continues, otherwise the older one. */
function goesOn(asked: Side, named: Side): boolean {
  if (isLed(asked.call) !== isLed(named.call)) return isLed(asked.call);
  const [isAskedFirst, isNamedFirst] = [asked, named].map(({ call }) => call.arrival.besides === undefined);
  return isAskedFirst === isNamedFirst ? beganUs(asked.call) <= beganUs(named.call) : isAskedFirst === true;
}

function beganUs({ events }: Call): number {
  return events[0]?.elapsedUs ?? 0;
}

/** Handles the inputs of a call that is joined with another one. */
export function handleJoinInput(
  call: Call,
  now: Instant,
  input: Extract<CallInput, { readonly input: "join-asked" | "join-refused" | "leg-wanted" | "leg-taken" }>,
): CallStep {
  switch (input.input) {
    case "join-asked":
      return handleJoinRequest(call, now, input);
    case "join-refused":
      return joinRefused(call, now, input.status);
    case "leg-wanted":
      return legGiven(call, now, input);
    case "leg-taken":
      return legTaken(call, now, input);
  }
}

/** A phone requests to join its party in this call with its party in another of its calls. */
function handleJoinRequest(
  call: Call,
  now: Instant,
  { legId, target, dialog }: { readonly legId: string; readonly target: string; readonly dialog: NamedDialog | null },
): CallStep {
  return taken(call, now, { legId, target }, { effect: "find-joined", legId, dialog });
}

/** The two calls stay separate and unchanged. */
function joinRefused(call: Call, now: Instant, status: number): CallStep {
  return call.transfer === null ? { call, effects: [] } : transferFailed(call, now, status);
}

/** A leg continues in another call; this call is over for the phone that has joined the two. */
function legGiven(
  call: Call,
  now: Instant,
  { legId, toCallId, leavingLegId }: Extract<CallInput, { readonly input: "leg-wanted" }>,
): CallStep {
  const leg = legOf(call, legId);
  const leftId = otherThan(call, legId);
  if (leg === undefined || leg.state === "gone" || leftId === undefined) return { call, effects: [] };
  const given = withEvents(withLeg(call, legId, { state: "gone" }), now, [
    { kind: "leg.given", legId, callId: toCallId },
  ]);
  const step = endCall(given, now, { outcome: "answered", by: enderOf(call, leftId), status: null, cause: 16 });
  return {
    call: step.call,
    effects: [
      { effect: "give-leg", leg: { ...leg, state: "up", digits: "", unpaired: [] }, toCallId, leavingLegId },
      { effect: "stand-in", legId, forLegId: leftId },
      ...notifyInDialog(call, leftId),
      ...step.effects,
    ],
  };
}

/** Notifies the transferor in the dialog of the REFER (RFC 3515 §2.4.4). */
function notifyInDialog({ transfer }: Call, legId: string): readonly CallEffect[] {
  return transfer?.byLegId === legId ? [{ effect: "notify-transfer", legId, status: 200 }] : [];
}

/** A leg of another call replaces the phone that has joined the two; the remaining leg and the new leg are connected. */
function legTaken(
  call: Call,
  now: Instant,
  { leg, fromCallId, leavingLegId }: Extract<CallInput, { readonly input: "leg-taken" }>,
): CallStep {
  const keptId = otherThan(call, leavingLegId);
  const kept = keptId === undefined ? undefined : legOf(call, keptId);
  if (kept === undefined || kept.state === "gone" || call.phase !== "talking")
    return { call, effects: dropped(leg.id, 16) };
  const pair: readonly [string, string] = call.talking?.[0] === kept.id ? [kept.id, leg.id] : [leg.id, kept.id];
  const left = withLeg({ ...call, legs: [...call.legs, leg] }, leavingLegId, { state: "gone" });
  const trunkId = leg.party.kind === "trunk" ? leg.party.trunkId : null;
  const told = recordedWith(left, now, pair);
  const said = withEvents({ ...told.call, transfer: null, talking: pair }, now, [
    {
      kind: "leg.taken",
      legId: leg.id,
      phoneId: phoneOf(leg.party),
      trunkId,
      callId: fromCallId,
      ...costOf(leg.party),
    },
    ...(leg.isHolding ? [{ kind: "hold.began", legId: leg.id } as const] : []),
  ]);
  const { recordingId } = said;
  return {
    call: said,
    effects: [
      ...told.effects,
      { effect: "write" },
      { effect: "bridge", legIds: pair },
      { effect: "play", legId: kept.id, sound: leg.isHolding ? "music" : "silence" },
      { effect: "play", legId: leg.id, sound: kept.isHolding ? "music" : "silence" },
      ...(recordingId === null ? [] : [{ effect: "begin-recording", recordingId, legIds: pair } as const]),
      { effect: "stand-in", legId: kept.id, forLegId: leavingLegId },
      ...notifyInDialog(call, leavingLegId),
      ...dropped(leavingLegId, 16),
    ],
  };
}
