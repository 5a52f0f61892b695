import type { Call, Destination, Instant, Transfer } from "../call.ts";
import { enderOf, isTest, legOf, otherThan, phoneOf, withEvents, withLeg } from "../call.ts";
import type { CallEffect, CallStep } from "../call-step.ts";
import { endCall } from "../ending.ts";
import { addTargets, dropped } from "../legs.ts";
import { recordedWith } from "../recording/recording-consent.ts";

/** A call is handed on no more often than this. */
export const TRANSFERS_MAX = 20;

/** Whether a leg rings for the transfer under way. */
export function isOfTransfer(call: Call, legId: string): boolean {
  return call.transfer?.legIds.includes(legId) ?? false;
}

/** Whether the far end of a leg may hand the call on, now. */
function mayHandOn(call: Call, legId: string): boolean {
  const done = call.events.filter(({ body }) => body.kind === "transfer.asked").length;
  // Only a phone of ours hands a call on: whoever is at the other end of a line disposes of nothing here.
  const isOurs = legOf(call, legId)?.party.kind === "phone";
  const isPossible =
    isOurs && call.phase === "talking" && call.transfer === null && otherThan(call, legId) !== undefined;
  // While somebody is asked from a desk, the desk alone hands on. A call for help stays with whom it was made to.
  const isBarred = isTest(call) || call.arrival.isEmergency;
  return isPossible && call.consultation === null && !isBarred && done < TRANSFERS_MAX;
}

/** A far end hands the call on without talking first (RFC 5589 §6.1): the other one hears ringing meanwhile. */
export function handleTransferRequest(
  call: Call,
  now: Instant,
  asked: { readonly legId: string; readonly target: string },
): CallStep {
  return taken(call, now, asked, { effect: "resolve-transfer", target: asked.target });
}

/** Somebody at a desk hands the call on without a talk. */
export function transferByAct(
  call: Call,
  now: Instant,
  { legId, target }: { readonly legId: string; readonly target: string },
): CallStep {
  if (!mayHandOn(call, legId)) return { call, effects: [] };
  const said = withEvents({ ...call, transfer: { byLegId: legId, target, legIds: [] } }, now, [
    { kind: "transfer.asked", legId, target },
  ]);
  return { call: said, effects: [{ effect: "write" }, { effect: "resolve-transfer", target }] };
}

/** Takes a wish to hand the call on, or declines it. */
export function taken(
  call: Call,
  now: Instant,
  { legId, target }: { readonly legId: string; readonly target: string },
  next: CallEffect,
): CallStep {
  if (!mayHandOn(call, legId)) return { call, effects: [{ effect: "answer-transfer", legId, isTaken: false }] };
  const said = withEvents({ ...call, transfer: { byLegId: legId, target, legIds: [] } }, now, [
    { kind: "transfer.asked", legId, target },
  ]);
  return { call: said, effects: [{ effect: "write" }, { effect: "answer-transfer", legId, isTaken: true }, next] };
}

/** The directory says whom the target is. */
export function transferResolved(call: Call, now: Instant, destination: Destination): CallStep {
  const { transfer } = call;
  if (transfer === null || transfer.legIds.length > 0) return { call, effects: [] };
  if (destination.kind !== "targets" || destination.targets.length === 0)
    return transferFailed(call, now, destination.kind === "nowhere" ? 404 : 480);
  const legIds = destination.targets.map(({ legId }) => legId);
  const rung = addTargets({ ...call, transfer: { ...transfer, legIds } }, now, destination.targets);
  const keptId = findTransferredLeg(call, transfer);
  const ringing: readonly CallEffect[] =
    keptId === undefined ? [] : [{ effect: "play", legId: keptId, sound: "ringing" }];
  return {
    call: rung.call,
    effects: [...rung.effects, ...ringing, { effect: "arm", timer: "transfer", ms: destination.ringMs }],
  };
}

/** The one who was handed on. */
function findTransferredLeg(call: Call, { byLegId }: Transfer): string | undefined {
  return call.talking?.find((id) => id !== byLegId);
}

/** Somebody takes the transferred call: the two are put together, and the one who handed on is let go. */
export function transferAccepted(call: Call, now: Instant, legId: string): CallStep {
  const { transfer } = call;
  const keptId = transfer === null ? undefined : findTransferredLeg(call, transfer);
  const leg = legOf(call, legId);
  if (transfer === null || keptId === undefined || leg === undefined) return { call, effects: dropped(legId, 16) };
  const others = transfer.legIds.filter((id) => id !== legId && legOf(call, id)?.state !== "gone");
  const isByThere = legOf(call, transfer.byLegId)?.state !== "gone";
  const gone = [...others, transfer.byLegId];
  const left = gone.reduce((rest, id) => withLeg(rest, id, { state: "gone" }), call);
  const pair: readonly [string, string] = call.talking?.[0] === keptId ? [keptId, legId] : [legId, keptId];
  const told = recordedWith(left, now, pair);
  const said = withEvents({ ...told.call, transfer: null, talking: pair }, now, [
    { kind: "transfer.done", legId, phoneId: phoneOf(leg.party) },
  ]);
  const { recordingId } = said;
  return {
    call: said,
    effects: [
      { effect: "disarm", timer: "transfer" },
      ...told.effects,
      { effect: "write" },
      ...others.flatMap((id) => dropped(id, 26)),
      { effect: "connect-media", legId },
      { effect: "play", legId: keptId, sound: "silence" },
      { effect: "bridge", legIds: pair },
      ...(recordingId === null ? [] : [{ effect: "begin-recording", recordingId, legIds: pair } as const]),
      ...(isByThere
        ? [
            { effect: "notify-transfer", legId: transfer.byLegId, status: 200 } as const,
            ...dropped(transfer.byLegId, 16),
          ]
        : []),
    ],
  };
}

/** One of the rung legs is out; the transfer has failed when it was the last. */
export function transferTargetFailed(call: Call, now: Instant, status: number): CallStep {
  const { transfer } = call;
  if (transfer === null || transfer.legIds.some((id) => legOf(call, id)?.state !== "gone"))
    return { call, effects: [] };
  return transferFailed(call, now, status);
}

/** Nobody took it in time. */
export function transferTimedOut(call: Call, now: Instant): CallStep {
  return call.transfer === null ? { call, effects: [] } : transferFailed(call, now, 408);
}

/** The call goes back to the one who handed it on; where he has left, it ends. */
export function transferFailed(call: Call, now: Instant, status: number): CallStep {
  const { transfer } = call;
  if (transfer === null) return { call, effects: [] };
  const { byLegId, target, legIds } = transfer;
  const open = legIds.filter((id) => legOf(call, id)?.state !== "gone");
  const left = open.reduce((rest, id) => withLeg(rest, id, { state: "gone" }), call);
  const said = withEvents({ ...left, transfer: null }, now, [{ kind: "transfer.failed", target, status }]);
  const effects: readonly CallEffect[] = [
    { effect: "disarm", timer: "transfer" },
    { effect: "write" },
    ...open.flatMap((id) => dropped(id, 26)),
  ];
  // A caller with tasks goes on with them.
  if (legOf(call, byLegId)?.state === "gone" && call.tasks !== null) return { call: said, effects };
  if (legOf(call, byLegId)?.state === "gone") {
    const step = endCall(said, now, { outcome: "answered", by: "system", status: null, cause: 16 });
    return { call: step.call, effects: [...effects, ...step.effects] };
  }
  const keptId = findTransferredLeg(call, transfer);
  const isHeld = legOf(call, byLegId)?.isHolding === true;
  const sound: readonly CallEffect[] =
    keptId === undefined ? [] : [{ effect: "play", legId: keptId, sound: isHeld ? "music" : "silence" }];
  return { call: said, effects: [...effects, { effect: "notify-transfer", legId: byLegId, status }, ...sound] };
}

/** A leg left during a transfer: the one who handed on may go, the one who is handed on ends the call. */
export function transferLegGone(call: Call, now: Instant, legId: string): CallStep {
  const { transfer } = call;
  if (transfer === null || legId === transfer.byLegId) return { call, effects: [] };
  if (transfer.legIds.includes(legId)) return transferTargetFailed(call, now, 480);
  return endCall(call, now, { outcome: "answered", by: enderOf(call, legId), status: null, cause: 16 });
}
