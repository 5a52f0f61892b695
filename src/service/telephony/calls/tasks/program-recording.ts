import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { RecordRefusal } from "../../call-control/index.ts";
import type { CallEventBody } from "../../cdr/index.ts";
import { type Call, type Instant, withEvents } from "../call.ts";
import type { CallEffect, CallStep } from "../call-step.ts";
import type { CallRecordingCommand } from "../recording/recording-command.ts";
import { isRecorded, mayRecordTalk } from "../recording/recording-consent.ts";

/** Whether a recording command of an API client is valid in the present state of the call. */
export function judgeRecord(call: Call, command: CallRecordingCommand): Result<null, RecordRefusal> {
  if (call.phase !== "talking") return refuse("recording-not-now");
  if (command.act === "begin") {
    const isFree = call.talking !== null && call.recordingId === null && call.consultation === null;
    if (!isFree) return refuse("recording-not-now");
    return mayRecordTalk(call) ? ok(null) : refuse("recording-not-told");
  }
  const isIt = call.recordingId === command.recordingId && isRecorded(call);
  // During a consultation nothing is recorded anyway, and its end is unknown.
  const isApart = command.act === "go-on" && call.consultation !== null;
  return isIt && !isApart ? ok(null) : refuse("recording-not-now");
}

/** Carries out a recording command of an API client; a command that is no longer valid has no effect. */
export function handleRecordingCommand(call: Call, now: Instant, command: CallRecordingCommand): CallStep {
  if (!judgeRecord(call, command).ok) return { call, effects: [] };
  const { recordingId } = command;
  switch (command.act) {
    case "begin":
      return begun(call, now, command);
    case "pause":
      return stepWithEvent({ ...call, isRecordingPaused: true }, now, { kind: "recording.paused", recordingId }, [
        { effect: "hold-recording", recordingId, isPaused: true },
      ]);
    case "go-on":
      return stepWithEvent({ ...call, isRecordingPaused: false }, now, { kind: "recording.resumed", recordingId }, [
        { effect: "hold-recording", recordingId, isPaused: false },
        ...(call.talking === null ? [] : [{ effect: "begin-recording", recordingId, legIds: call.talking } as const]),
      ]);
    case "end":
      return stepWithEvent(
        { ...call, recordingId: null, isRecordingPaused: false },
        now,
        { kind: "recording.ended", recordingId },
        [{ effect: "end-recording", recordingId }],
      );
  }
}

/** Both parties hear the announcement that they are recorded from now on. */
function begun(call: Call, now: Instant, wish: Extract<CallRecordingCommand, { readonly act: "begin" }>): CallStep {
  const { recordingId, told, isTrimmed } = wish;
  const legIds = call.talking;
  if (legIds === null) return { call, effects: [] };
  const own = told === null ? {} : { told: { recording: told } };
  const body: CallEventBody = { kind: "recording.began", recordingId, byProgram: true, ...own };
  return stepWithEvent({ ...call, recordingId, withheldId: null, isRecordingPaused: false }, now, body, [
    { effect: "begin-recording", recordingId, legIds, ...(isTrimmed ? { isTrimmed: true } : {}) },
    ...legIds.map((legId): CallEffect => ({ effect: "play", legId, sound: "notice" })),
  ]);
}

function stepWithEvent(call: Call, now: Instant, body: CallEventBody, effects: readonly CallEffect[]): CallStep {
  return { call: withEvents(call, now, [body]), effects: [{ effect: "write" }, ...effects] };
}

/** A step of a call whose recording an API client has paused: no other event resumes it, whichever party joins. */
export function withoutRecordingStart(step: CallStep): CallStep {
  const { call, effects } = step;
  if (!call.isRecordingPaused) return step;
  return { call, effects: effects.filter(({ effect }) => effect !== "begin-recording") };
}
