import { type CallEventBody, foldCdr } from "../cdr/index.ts";
import { type Call, digitsOf, type Ending, type Instant, legOf, withEvents } from "./call.ts";
import type { CallEffect, CallStep } from "./call-step.ts";
import { conferenceLeaveEffects } from "./conference-leave.ts";
import { callbackEnded } from "./queue-port/callback-farewell.ts";
import { farewell } from "./tasks/task-farewell.ts";

/**
 * Ends a call: every leg is released as its state requires (a refusal or a hang-up), its media and recording end, and the record goes to disk with the last
 * event.
 */
export function endCall(call: Call, now: Instant, ending: Ending): CallStep {
  if (call.phase === "ended") return { call, effects: [] };
  // The permit's event is already in order; the end comes after it.
  if (call.phase === "asking") return { call: { ...call, pendingEnd: call.pendingEnd ?? ending }, effects: [] };
  const recording: readonly CallEventBody[] = isRecording(call)
    ? [{ kind: "recording.ended", recordingId: call.recordingId ?? "" }]
    : [];
  const last = farewell(withEvents(call, now, digitsOf(call)), now, ending);
  const said = withEvents(last.call, now, [...last.bodies, ...recording, { kind: "call.ended", ...ending }]);
  const ended = { ...said, ...OVER };
  const gone = { ...ended, legs: ended.legs.map((leg) => ({ ...leg, state: "gone" as const })) };
  return {
    call: gone,
    effects: [
      ...TIMERS.map((timer): CallEffect => ({ effect: "disarm", timer })),
      ...(recording.length === 0 ? [] : [{ effect: "end-recording", recordingId: call.recordingId ?? "" } as const]),
      ...last.effects.filter(({ effect }) => effect !== "write"),
      ...call.legs.flatMap((leg) => letGo(call, leg.id, ending)),
      { effect: "close", cdr: foldCdr(gone.events) },
    ],
  };
}

/** Releases everything of a call that no step can end any more: its record is written when the switch's run ends. */
export function abandon(call: Call, now: Instant): CallStep {
  const ending: Ending = { outcome: "fault", by: "system", status: 500, cause: 41 };
  const gone = { ...call, ...OVER };
  const isQueued = call.tasks?.queueing != null || call.tasks?.booking != null;
  return {
    call: gone,
    effects: [
      ...TIMERS.map((timer): CallEffect => ({ effect: "disarm", timer })),
      ...callbackEnded(call, now),
      ...(call.recordingId === null ? [] : [{ effect: "end-recording", recordingId: call.recordingId } as const]),
      ...(call.tasks?.conferring == null ? [] : conferenceLeaveEffects(call.tasks.conferring)),
      ...(isQueued ? [{ effect: "tell-queue", news: { news: "left", why: "hung-up" } } as const] : []),
      ...call.legs.flatMap((leg) => letGo(call, leg.id, ending)),
    ],
  };
}

/** State of a call without talk, transfer, consultation and supervision. */
const OVER = { phase: "ended", talking: null, transfer: null, consultation: null, supervision: null } as const;

const TIMERS = [
  ...(["no-answer", "transfer", "media-away", "longest", "digits", "task", "dial", "agents", "supervision"] as const),
];

function letGo(call: Call, legId: string, ending: Ending): readonly CallEffect[] {
  const leg = legOf(call, legId);
  if (leg === undefined || leg.state === "gone") return [];
  const cause = ending.cause ?? 16;
  const close: CallEffect = { effect: "close-media", legId };
  const isUnanswered = legId === call.arrival.legId && leg.state === "offered";
  if (isUnanswered) return [{ effect: "reject", legId, status: ending.status ?? 480, cause }, close];
  return [{ effect: "hang-up", legId, cause }, close];
}

function isRecording(call: Call): boolean {
  return call.recordingId !== null && call.events.some(({ body }) => body.kind === "recording.began");
}
