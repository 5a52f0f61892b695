import type { Instant } from "./call.ts";
import { type Call, isTest, legOf, phoneOf, withEvents, withLeg } from "./call.ts";
import type { CallEffect, CallStep } from "./call-step.ts";
import { endCall } from "./ending.ts";
import { callbackAnswered } from "./queue-port/calling-back.ts";
import { answerTasks } from "./tasks/running-tasks.ts";

/**
 * A target has answered: the other targets stop ringing and the answer is written to disk before the caller is answered, so that every answered call has a
 * record. From then on the two legs are connected.
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

/** Answers the caller as soon as the answer is on disk and the caller's media is open; recording starts with the first word. */
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
      // Both parties hear the recording notice, so that neither talks into it.
      ...talking.map((legId): CallEffect => ({ effect: "play", legId, sound: "notice" })),
    ],
  };
}

/** The person who answers a test call hears an announcement that it is a test; then the call ends. */
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

/** The answer could not be written in time: the call ends, because no call may be answered without a record. */
export function answerNotWritten(call: Call, now: Instant): CallStep {
  if (call.phase !== "answering") return { call, effects: [] };
  return endCall(call, now, { outcome: "storage-away", by: "system", status: 503, cause: 41 });
}
