import type { Instant } from "./call.ts";
import { type Call, isTest, legOf, phoneOf, withEvents, withLeg } from "./call.ts";
import type { CallEffect, CallStep } from "./call-step.ts";
import { endCall } from "./ending.ts";
import { callbackAnswered } from "./queue-port/calling-back.ts";
import { answerTasks } from "./tasks/running-tasks.ts";

/**
 * A target has the call: the others stop ringing, the answer goes to disk, and only then is the caller answered, so that
 * no answered call is ever without its record. The two hear each other from here on.
 */
export function beginAnswer(call: Call, now: Instant, legId: string): CallStep {
  const others = call.legs.filter(({ id, state }) => id !== legId && id !== call.arrival.legId && state !== "gone");
  const leg = legOf(call, legId);
  const alone = others.reduce((rest, { id }) => withLeg(rest, id, { state: "gone" }), call);
  const said = withEvents({ ...alone, phase: "answering", talking: [call.arrival.legId, legId] }, now, [
    { kind: "call.answered", legId, phoneId: leg === undefined ? null : phoneOf(leg.party) },
  ]);
  const silenced = others.flatMap(({ id }): readonly CallEffect[] => [
    { effect: "hang-up", legId: id, cause: 26 },
    { effect: "close-media", legId: id },
  ]);
  return {
    call: said,
    effects: [
      { effect: "disarm", timer: "no-answer" },
      ...silenced,
      { effect: "write-answer" },
      { effect: "connect-media", legId },
      ...(isTest(call) ? [] : [{ effect: "bridge", legIds: [call.arrival.legId, legId] } as const]),
    ],
  };
}

/** The answer is on disk. */
export function answerWritten(call: Call, now: Instant): CallStep {
  return answerWhenReady({ ...call, isAnswerKept: true }, now);
}

/**
 * Answers the caller once the answer is on disk and his sound is open; what is to be recorded is recorded from the first
 * word on.
 */
export function answerWhenReady(call: Call, now: Instant): CallStep {
  if (isTest(call)) return greet(call);
  if (call.tasks !== null) return answerTasks(call, now);
  if (call.callback !== null) return call.isAnswerKept ? callbackAnswered(call, now) : { call, effects: [] };
  const isReady = call.isAnswerKept && legOf(call, call.arrival.legId)?.hasSound === true;
  if (call.phase !== "answering" || call.talking === null || !isReady) return { call, effects: [] };
  const [callerLegId] = call.talking;
  const up = withLeg({ ...call, phase: "talking" }, callerLegId, { state: "up" });
  const answer: CallEffect = { effect: "answer", legId: callerLegId };
  if (call.recordingId === null) return { call: up, effects: [answer] };
  const { recordingId, talking } = call;
  const said = withEvents(up, now, [{ kind: "recording.began", recordingId }]);
  return {
    call: said,
    effects: [
      { effect: "begin-recording", recordingId, legIds: talking },
      { effect: "write" },
      answer,
      // Both hear that the call is recorded, so that neither talks into the notice.
      ...talking.map((legId): CallEffect => ({ effect: "play", legId, sound: "notice" })),
    ],
  };
}

/** The person who answers a test call hears that it is one; then the call ends. */
const TEST_TALK_MS = 12_000;

function greet(call: Call): CallStep {
  if (call.phase !== "answering" || call.talking === null || !call.isAnswerKept) return { call, effects: [] };
  const [, legId] = call.talking;
  return {
    call: { ...call, phase: "talking" },
    effects: [
      { effect: "play", legId, sound: "greeting" },
      { effect: "arm", timer: "longest", ms: TEST_TALK_MS },
    ],
  };
}

/** The answer could not be kept in time: rather no call than one without a record. */
export function answerNotWritten(call: Call, now: Instant): CallStep {
  if (call.phase !== "answering") return { call, effects: [] };
  return endCall(call, now, { outcome: "storage-away", by: "system", status: 503, cause: 41 });
}
