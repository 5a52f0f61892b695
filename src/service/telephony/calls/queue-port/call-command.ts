import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { CallActCommand, CallActRefusal } from "../../call-control/index.ts";
import type { Call, Instant } from "../call.ts";
import type { CallStep } from "../call-step.ts";
import { handleSupervision, judgeSupervision } from "../conference/monitor-whisper-barge.ts";
import { isRecorded, recordingWithdrawn } from "../recording/recording-consent.ts";
import { handleTalkCommand, judgeAct } from "../transfer/consulting.ts";

/** Decides whether a command of an agent or supervisor is valid in the present state of a call. */
export function judgeCallCommand(call: Call, { phoneId, act }: CallActCommand): Result<unknown, CallActRefusal> {
  if (act.act === "withdraw-recording") return isRecorded(call) ? ok(null) : refuse("call-act-not-now");
  return act.act === "supervise" || act.act === "leave-supervision"
    ? judgeSupervision(call, act)
    : judgeAct(call, { phoneId, act });
}

/** Handles a command of an agent or supervisor for the call. */
export function handleCallCommand(call: Call, now: Instant, { phoneId, act }: CallActCommand): CallStep {
  if (act.act === "withdraw-recording") return recordingWithdrawn(call, now);
  return act.act === "supervise" || act.act === "leave-supervision"
    ? handleSupervision(call, now, act)
    : handleTalkCommand(call, now, { phoneId, act });
}
