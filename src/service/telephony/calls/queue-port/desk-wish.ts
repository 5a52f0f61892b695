import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { CallActRefusal, CallActWish } from "../../call-control/index.ts";
import type { Call, Instant } from "../call.ts";
import type { CallStep } from "../call-step.ts";
import { judgeSupervision, supervisionAsked } from "../conference/supervising.ts";
import { isRecorded, recordingWithdrawn } from "../recording/recording-consent.ts";
import { actAsked, judgeAct } from "../transfer/consulting.ts";

/** Judges whether what somebody at a desk wants, agent or supervisor, means something where a call stands. */
export function judgeWish(call: Call, { phoneId, act }: CallActWish): Result<unknown, CallActRefusal> {
  if (act.act === "withdraw-recording") return isRecorded(call) ? ok(null) : refuse("call-act-not-now");
  return act.act === "supervise" || act.act === "leave-supervision"
    ? judgeSupervision(call, act)
    : judgeAct(call, { phoneId, act });
}

/** Somebody at a desk, agent or supervisor, does something with the call. */
export function wishTold(call: Call, now: Instant, { phoneId, act }: CallActWish): CallStep {
  if (act.act === "withdraw-recording") return recordingWithdrawn(call, now);
  return act.act === "supervise" || act.act === "leave-supervision"
    ? supervisionAsked(call, now, act)
    : actAsked(call, now, { phoneId, act });
}
