import type { Call, Destination, Instant, Transfer } from "../call.ts";
import { enderOf, isTest, legOf, otherThan, phoneOf, withEvents, withLeg } from "../call.ts";
import type { CallEffect, CallStep } from "../call-step.ts";
import { endCall } from "../ending.ts";
import { addTargets, dropped } from "../legs.ts";
import { recordedWith } from "../recording/recording-consent.ts";

/** Maximum transfers of one call. */
export const TRANSFERS_MAX = 20;

/** Whether a leg rings for the transfer in progress. */
export function isOfTransfer(call: Call, legId: string): boolean {
  return call.transfer?.legIds.includes(legId) ?? false;
}

/** Whether the far end of a leg may transfer the call now. */
function mayHandOn(call: Call, legId: string): boolean {
  const done = call.events.filter(({ body }) => body.kind === "transfer.asked").length;
  // Only a phone of the call centre may transfer a call; the party behind a trunk may not.
  const isOurs = legOf(call, legId)?.party.kind === "phone";
  const isPossible =
    isOurs && call.phase === "talking" && call.transfer === null && otherThan(call, legId) !== undefined;
  // During a consultation only the agent desktop may transfer. An emergency call stays with the called emergency service.
  const isBarred = isTest(call) || call.arrival.isEmergency;
  return isPossible && call.consultation === null && !isBarred && done < TRANSFERS_MAX;
}

/** A far end makes a blind transfer (RFC 5589 §6.1): the other party hears ringback until it completes. */
export function handleTransferRequest(
  call: Call,
  now: Instant,
  asked: { readonly legId: string; readonly target: string },
): CallStep {
  return taken(call, now, asked, { effect: "resolve-transfer", target: asked.target });
}

/** Blind transfer by a command of the agent desktop. */
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

/** Accepts a transfer request, or declines it. */
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

/** The directory has resolved the target. */
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

/** The transferred leg. */
function findTransferredLeg(call: Call, { byLegId }: Transfer): string | undefined {
  return call.talking?.find((id) => id !== byLegId);
}

/** The target answers the transferred call: the two are connected, and the transferor is released. */
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

/** One of the rung legs has failed; the transfer fails with the last. */
export function transferTargetFailed(call: Call, now: Instant, status: number): CallStep {
  const { transfer } = call;
  if (transfer === null || transfer.legIds.some((id) => legOf(call, id)?.state !== "gone"))
    return { call, effects: [] };
  return transferFailed(call, now, status);
}

/** No target answered in time. */
export function transferTimedOut(call: Call, now: Instant): CallStep {
  return call.transfer === null ? { call, effects: [] } : transferFailed(call, now, 408);
}

/** The call returns to the transferor; if the transferor has left, it ends. */
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

/** A leg left during a transfer: the transferor may leave; when the transferred party leaves, the call ends. */
export function transferLegGone(call: Call, now: Instant, legId: string): CallStep {
  const { transfer } = call;
  if (transfer === null || legId === transfer.byLegId) return { call, effects: [] };
  if (transfer.legIds.includes(legId)) return transferTargetFailed(call, now, 480);
  return endCall(call, now, { outcome: "answered", by: enderOf(call, legId), status: null, cause: 16 });
}
