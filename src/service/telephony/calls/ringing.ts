import type { CallOutcome } from "../cdr/index.ts";
import { answerWhenReady, beginAnswer } from "./answering.ts";
import {
  type Call,
  type Destination,
  type Failure,
  type Instant,
  isCalledOut,
  isOfSupervision,
  isTest,
  legOf,
  type SoundFault,
  withEvents,
  withLeg,
} from "./call.ts";
import type { CallEffect, CallStep } from "./call-step.ts";
import { supervisionAccepted } from "./conference/monitor-whisper-barge.ts";
import { endCall } from "./ending.ts";
import { addTargets, dropped } from "./legs.ts";
import { deviceReplaced } from "./media/device-loss.ts";
import { connectEarlyMedia } from "./media/early-media.ts";
import { STATUS_OF_OUTCOME } from "./outcome-status.ts";
import { callbackAccepted } from "./queue-port/calling-back.ts";
import { taskLegAccepted } from "./tasks/running-tasks.ts";
import { consultAccepted, isConsulted } from "./transfer/consulting.ts";
import { isOfTransfer, transferAccepted, transferTargetFailed } from "./transfer/transfer.ts";

type Targets = Destination & { readonly kind: "targets" };

/** Rings all targets of the call, and opens the caller's own media at the same time. */
export function ringTargets(asked: Call, now: Instant, { targets, ringMs }: Targets): CallStep {
  const call: Call = { ...asked, phase: "ringing" };
  if (targets.length === 0) {
    const { status, cause } = STATUS_OF_OUTCOME["no-phone"];
    return endCall(call, now, { outcome: "no-phone", by: "system", status, cause });
  }
  const { legId, party } = call.arrival;
  const rung = addTargets(call, now, targets);
  return {
    call: rung.call,
    effects: [
      ...(isTest(call) ? [] : [{ effect: "open-media", legId, party } as const]),
      ...rung.effects,
      { effect: "arm", timer: "no-answer", ms: ringMs },
    ],
  };
}

/** A target whose media is ready is invited; a caller whose media is ready may be answered. */
export function mediaOpened(call: Call, now: Instant, legId: string): CallStep {
  const leg = legOf(call, legId);
  if (leg === undefined || leg.state === "gone") return { call, effects: [] };
  const sounding = withLeg(call, legId, { hasSound: true });
  if (leg.state !== "preparing")
    return call.phase === "ringing" && call.tasks === null
      ? connectEarlyMedia(sounding)
      : answerWhenReady(sounding, now);
  const invite: CallEffect = { effect: "invite", legId, party: leg.party };
  return { call: withLeg(sounding, legId, { state: "inviting" }), effects: [invite] };
}

/**
 * The response to a caller whose call has no media. 488 says that the offer is at fault (RFC 3261 §21.4.26), and that the same one fails always; lack of
 * capacity passes: 503 (§21.5.4), with Q.850 cause 47, resource unavailable. 480 would say that the called person is away.
 */
const STATUS_OF_SOUND: Readonly<Record<SoundFault, { readonly status: number; readonly cause: number }>> = {
  "offer-unusable": { status: 488, cause: 65 },
  "no-room": { status: 503, cause: 47 },
  "no-engine": { status: 503, cause: 41 },
};

/** A leg needs media: a target without it counts as failed, a caller's call ends. */
export function mediaFailed(
  call: Call,
  now: Instant,
  { legId, why }: { readonly legId: string; readonly why: SoundFault },
): CallStep {
  const told = STATUS_OF_SOUND[why];
  if (legId === call.arrival.legId) return endCall(call, now, { outcome: "media-lost", by: "system", ...told });
  return targetFailed(call, now, { legId, ...told, isOurs: true });
}

/** A target rings: the caller hears ringback once, for the first target. */
export function rang(call: Call, now: Instant, legId: string): CallStep {
  const leg = legOf(call, legId);
  if (leg?.state !== "inviting") return { call, effects: [] };
  const said = withEvents(withLeg(call, legId, { state: "ringing" }), now, [{ kind: "leg.ringing", legId }]);
  const write: CallEffect = { effect: "write" };
  if (call.hasRung || call.phase !== "ringing") return { call: said, effects: [write] };
  const ring: CallEffect = { effect: "ring", legId: call.arrival.legId };
  return { call: { ...said, hasRung: true }, effects: [write, ring] };
}

/** A target accepts: the first one gets the call, a later one is hung up again. */
export function accepted(call: Call, now: Instant, legId: string): CallStep {
  const leg = legOf(call, legId);
  if (leg === undefined || !["preparing", "inviting", "ringing"].includes(leg.state)) return { call, effects: [] };
  const taken = withLeg(call, legId, { state: "accepted" });
  if (leg.standsFor !== undefined) return deviceReplaced(taken, now, leg);
  if (isOfSupervision(call, legId)) return supervisionAccepted(taken, now, legId);
  if (isOfTransfer(call, legId)) return transferAccepted(taken, now, legId);
  if (isConsulted(call, legId)) return consultAccepted(taken, now, legId);
  if (call.tasks !== null) return taskLegAccepted(taken, now, legId);
  if (call.callback !== null) return callbackAccepted(taken, now, legId);
  if (call.phase !== "ringing") {
    const late = withLeg(call, legId, { state: "gone" });
    return { call: late, effects: dropped(legId, 16) };
  }
  return beginAnswer(taken, now, legId);
}

/** The media of an accepted leg is connected; no other work depends on it. */
export function connected(call: Call, legId: string): CallStep {
  return { call: legOf(call, legId)?.state === "accepted" ? withLeg(call, legId, { state: "up" }) : call, effects: [] };
}

/** A target refused or failed; after the last one the call ends with the best status of all. */
export function targetFailed(
  call: Call,
  now: Instant,
  { legId, ...failure }: Failure & { readonly legId: string },
): CallStep {
  const { status, cause } = failure;
  const leg = legOf(call, legId);
  if (leg === undefined || leg.state === "gone" || leg.state === "up") return { call, effects: [] };
  const said = withEvents(withLeg(call, legId, { state: "gone" }), now, [{ kind: "leg.failed", legId, status, cause }]);
  const effects: readonly CallEffect[] = [{ effect: "write" }, { effect: "close-media", legId }];
  const failed = { ...said, failures: [...call.failures, failure] };
  if (isOfTransfer(call, legId)) return joined(effects, transferTargetFailed(failed, now, status));
  if ((call.callback !== null || isCalledOut(call.arrival)) && legId === call.arrival.legId)
    return joined(effects, endCall(failed, now, bestFailure({ ...failed, failures: [failure] })));
  const isWaiting = failed.legs.some(({ id, state }) => id !== call.arrival.legId && state !== "gone");
  if (call.phase !== "ringing" || isWaiting || call.tasks !== null || call.callback !== null)
    return { call: failed, effects };
  return joined(effects, endCall(failed, now, bestFailure(failed)));
}

function joined(effects: readonly CallEffect[], step: CallStep): CallStep {
  return { call: step.call, effects: [...effects, ...step.effects] };
}

const OUTCOME_OF_STATUS: readonly (readonly [readonly number[], CallOutcome])[] = [
  [[603, 600], "declined"],
  [[486], "busy"],
  [[408, 480], "no-answer"],
  [[404, 410, 484, 604], "unknown-number"],
];

/**
 * The response to the caller when no target answered: declined before busy before unanswered (RFC 3261 §16.7: 6xx first, then the lowest class). A trunk's own
 * cause is passed on; a target without local media is a fault of this system, not the answer of a party.
 */
function bestFailure(call: Call): {
  readonly outcome: CallOutcome;
  readonly by: "called" | "system";
  readonly status: number;
  readonly cause: number;
} {
  for (const [statuses, outcome] of OUTCOME_OF_STATUS) {
    const found = call.failures.find(({ status }) => statuses.includes(status));
    if (found === undefined) continue;
    const usual = STATUS_OF_OUTCOME[outcome];
    return { outcome, by: "called", status: usual.status, cause: found.cause ?? usual.cause };
  }
  const own = call.failures.find(({ isOurs }) => isOurs);
  if (own !== undefined)
    return {
      outcome: "media-lost",
      by: "system",
      status: own.status,
      cause: own.cause ?? STATUS_OF_SOUND["no-room"].cause,
    };
  const usual = STATUS_OF_OUTCOME["far-end-failed"];
  return {
    outcome: "far-end-failed",
    by: "called",
    status: usual.status,
    cause: call.failures[0]?.cause ?? usual.cause,
  };
}
