import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { RecordRefusal } from "../../call-control/index.ts";
import type { CallEventBody } from "../../cdr/index.ts";
import { type Call, type Instant, withEvents } from "../call.ts";
import type { CallEffect, CallStep } from "../call-step.ts";
import type { CallRecordingCommand } from "../recording/recording-command.ts";
import { isRecorded, mayRecordTalk } from "../recording/recording-consent.ts";

/** Whether what a program wants means something as the call stands. */
export function judgeRecord(call: Call, command: CallRecordingCommand): Result<null, RecordRefusal> {
  if (call.phase !== "talking") return refuse("recording-not-now");
  if (command.act === "begin") {
    const isFree = call.talking !== null && call.recordingId === null && call.consultation === null;
    if (!isFree) return refuse("recording-not-now");
    return mayRecordTalk(call) ? ok(null) : refuse("recording-not-told");
  }
  const isIt = call.recordingId === command.recordingId && isRecorded(call);
  // While whoever talks with the caller asks somebody else, nothing is kept anyhow, and it is not known when he comes back.
  const isApart = command.act === "go-on" && call.consultation !== null;
  return isIt && !isApart ? ok(null) : refuse("recording-not-now");
}

/** Does what a program wants of the recording of a call; nothing where it means nothing any more. */
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

/** Both hear that they are recorded from here on. */
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

/** A step of a call whose recording a program has paused: nothing else lets it go on, whoever comes to talk. */
export function withoutRecordingStart(step: CallStep): CallStep {
  const { call, effects } = step;
  if (!call.isRecordingPaused) return step;
  return { call, effects: effects.filter(({ effect }) => effect !== "begin-recording") };
}
