import { unreachable } from "../../../kernel/index.ts";
import { CALL_EVENTS_MAX } from "../cdr/index.ts";
import { answerNotWritten, answerWritten } from "./answering.ts";
import { permitted, refused } from "./arrival.ts";
import { type Call, type Instant, isCalledOut, wasAnswered } from "./call.ts";
import type { CallInput, CallStep, CallTimer } from "./call-step.ts";
import { followSupervision, supervisionResolved, supervisionTimedOut } from "./conference/monitor-whisper-barge.ts";
import { endCall } from "./ending.ts";
import { legLost } from "./hanging-up.ts";
import { dropped } from "./legs.ts";
import { type DeviceEvent, deviceOverdue, handleDeviceEvent, hungUpAtDevice, isOfDevice } from "./media/device-loss.ts";
import { earlySound, offerAnswered } from "./media/early-media.ts";
import { STATUS_OF_OUTCOME } from "./outcome-status.ts";
import { handleCallCommand } from "./queue-port/call-command.ts";
import { followCallback, handleCallbackInput } from "./queue-port/calling-back.ts";
import { accepted, connected, mediaFailed, mediaOpened, rang, targetFailed } from "./ringing.ts";
import { digitPressed } from "./tasks/digits.ts";
import { recordDigits } from "./tasks/dtmf-events.ts";
import { handleRecordingCommand, withoutRecordingStart } from "./tasks/program-recording.ts";
import { followTasks, handleTasksInput, ledBy } from "./tasks/running-tasks.ts";
import { isOfTasks, type TaskEvent } from "./tasks/task-events.ts";
import { consultResolved, consultTimedOut, followConsultation } from "./transfer/consulting.ts";
import { handleJoinInput } from "./transfer/joining.ts";
import { mediaBack, mediaLost, recordingRefused, reoffered } from "./transfer/talking.ts";
import { handleTransferRequest, transferResolved, transferTimedOut } from "./transfer/transfer.ts";

/** The step of a call. */
export type CallStepper = typeof stepCall;

/** Q.850. */
const NORMAL_CLEARING = 16;
/** Events reserved for an orderly end. */
const EVENTS_RESERVED = 50;

/** Inputs that are valid before the permit, when a call has neither media nor targets. */
const INPUTS_BEFORE_PERMIT: ReadonlySet<CallInput["input"]> = new Set([
  ...(["permitted", "refused", "cancelled", "hung-up", "lost", "timer", "fault", "end-ordered", "stop"] as const),
]);

/**
 * One step of a call: returns its next state after `input` at `now`, and the effects. Total: an input that is not valid in the present state has no effect,
 * since inputs may arrive late.
 */
export function stepCall(call: Call, input: CallInput, now: Instant): CallStep {
  const step = followCallback(followTasks(followConsultation(stepped(call, input, now), now), now), now);
  return withoutRecordingStart(followSupervision(call, step, now));
}

function stepped(call: Call, input: CallInput, now: Instant): CallStep {
  if (call.phase === "ended") return tooLate(call, input);
  if (call.events.length > CALL_EVENTS_MAX - EVENTS_RESERVED)
    return endCall(call, now, { outcome: "fault", by: "system", status: 500, cause: 41 });
  if (call.phase === "asking" && !isInputBeforePermit(call, input)) return { call, effects: [] };
  if (isOfDevice(input)) return handleDeviceEvent(call, now, input);
  if (!isOfTasks(input)) return handleCallInput(call, input, now);
  return call.callback === null ? handleTasksInput(call, now, input) : handleCallbackInput(call, now, input);
}

function handleCallInput(call: Call, input: Exclude<CallInput, DeviceEvent | TaskEvent>, now: Instant): CallStep {
  switch (input.input) {
    case "permitted":
    case "refused":
      return input.input === "permitted" ? permitted(call, now, input) : refused(call, now, input.outcome);
    case "media-opened":
    case "media-failed":
      return input.input === "media-opened" ? mediaOpened(call, now, input.legId) : mediaFailed(call, now, input);
    case "media-lost":
    case "media-back":
    case "recording-refused":
      return handleMediaInput(call, now, input);
    case "accepted":
      return accepted(call, now, input.legId);
    case "rang":
    case "connected":
      return input.input === "rang" ? rang(call, now, input.legId) : connected(call, input.legId);
    case "offer-answered":
    case "early-sound":
      return input.input === "early-sound" ? earlySound(call, input.legId) : offerAnswered(call, now, input.legId);
    case "failed":
    case "cancelled":
      return input.input === "failed" ? targetFailed(call, now, input) : cancelled(call, now);
    case "hung-up":
    case "lost":
      return input.input === "lost" ? legLost(call, now, input.legId) : hungUpAtDevice(call, now, input);
    case "reoffered":
      return reoffered(call, now, input);
    case "digit":
      return digitPressed(call, now, input);
    case "transfer-asked":
    case "transfer-resolved":
    case "act":
    case "consult-resolved":
    case "supervision-resolved":
      return handleTransferInput(call, now, input);
    case "join-asked":
    case "join-refused":
    case "leg-wanted":
    case "leg-taken":
      return handleJoinInput(call, now, input);
    case "answer-written":
    case "answer-not-written":
      return input.input === "answer-written" ? answerWritten(call, now) : answerNotWritten(call, now);
    case "led-by":
    case "record-told":
      return input.input === "led-by" ? ledBy(call, now, input) : handleRecordingCommand(call, now, input.wish);
    case "timer":
      return timerFired(call, now, input.timer);
    case "end-ordered":
      return endOrdered(call, now, input.unlessAnswered === true);
    case "fault":
    case "stop":
      return endCallExternally(call, now, input.input);
    default:
      return unreachable(input);
  }
}

/** Orders of a queue to a callback are held until the permit is decided. */
function isInputBeforePermit({ callback }: Call, { input }: CallInput): boolean {
  return INPUTS_BEFORE_PERMIT.has(input) || (input === "queue-order" && callback !== null);
}

/** The media of all calls is lost or restored, or this call is not recorded. */
function handleMediaInput(
  call: Call,
  now: Instant,
  input: Extract<CallInput, { readonly input: "media-lost" | "media-back" | "recording-refused" }>,
): CallStep {
  if (input.input === "recording-refused") return recordingRefused(call, now, input.recordingId);
  return input.input === "media-lost" ? mediaLost(call, now) : mediaBack(call, now);
}

/** An event of a leg that has ended is dropped. */
function tooLate(call: Call, input: CallInput): CallStep {
  return { call, effects: input.input === "leg-taken" ? dropped(input.leg.id, NORMAL_CLEARING) : [] };
}

/** A far end requests a blind transfer, or an agent or supervisor sends a command. */
function handleTransferInput(
  call: Call,
  now: Instant,
  input: Extract<
    CallInput,
    { readonly input: "transfer-asked" | "transfer-resolved" | "act" | "consult-resolved" | "supervision-resolved" }
  >,
): CallStep {
  switch (input.input) {
    case "transfer-asked":
      return handleTransferRequest(call, now, input);
    case "transfer-resolved":
      return transferResolved(call, now, input.destination);
    case "act":
      return handleCallCommand(call, now, input.wish);
    case "consult-resolved":
      return consultResolved(call, now, input.destination);
    case "supervision-resolved":
      return supervisionResolved(call, now, input.destination);
  }
}

/** Ends a call for an external reason: a fault, or a stop of the switch. */
function endCallExternally(call: Call, now: Instant, why: "fault" | "stop"): CallStep {
  return why === "stop"
    ? stopped(call, now)
    : endCall(call, now, { outcome: "fault", by: "system", status: 500, cause: 41 });
}

/** CANCEL counts until the final answer is on its way (RFC 3261 §9.2). */
function cancelled(call: Call, now: Instant): CallStep {
  if (call.phase === "talking") return { call, effects: [] };
  return endCall(call, now, { outcome: "cancelled", by: "caller", status: 487, cause: 16 });
}

function timerFired(call: Call, now: Instant, timer: CallTimer): CallStep {
  switch (timer) {
    case "no-answer":
      return call.phase === "ringing"
        ? endCall(call, now, { outcome: "no-answer", by: "system", status: 480, cause: 19 })
        : { call, effects: [] };
    case "transfer":
      return call.transfer === null ? consultTimedOut(call, now) : transferTimedOut(call, now);
    case "supervision":
      return supervisionTimedOut(call, now);
    case "media-away":
      return endCall(call, now, { outcome: "media-lost", by: "system", status: 500, cause: 41 });
    case "digits":
      return recordDigits(call, now);
    case "task":
    case "dial":
    case "agents": {
      const told = { input: "timer", timer } as const;
      return call.callback === null ? handleTasksInput(call, now, told) : handleCallbackInput(call, now, told);
    }
    case "device":
      return deviceOverdue(call, now);
    case "longest":
      return endCall(call, now, { outcome: "answered", by: "system", status: null, cause: 16 });
    default:
      return unreachable(timer);
  }
}

/** Ends an answered call unless only an unanswered one was to be cancelled; an unanswered call ends as cancelled. */
function endOrdered(call: Call, now: Instant, unlessAnswered: boolean): CallStep {
  const isAnswered = wasAnswered(call);
  if (isAnswered && unlessAnswered) return { call, effects: [] };
  if (isAnswered) return endCall(call, now, { outcome: "answered", by: "operator", status: null, cause: 16 });
  // Only the caller's own CANCEL is answered with 487 (RFC 3261 §9.2): an incoming INVITE is declined.
  const isOurs = call.callback !== null || isCalledOut(call.arrival);
  const response = STATUS_OF_OUTCOME[isOurs ? "cancelled" : "declined"];
  return endCall(call, now, { outcome: "cancelled", by: "operator", ...response });
}

/** An orderly stop of the switch ends its calls and says so in their records. */
function stopped(call: Call, now: Instant): CallStep {
  return endCall(call, now, { outcome: "system-restart", by: "system", status: 503, cause: 41 });
}
