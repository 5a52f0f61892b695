import type { ApplicationCallContext } from "../../telephony/calls/index.ts";
import { e164Of } from "../../telephony/dial-plan/index.ts";
import { sidOf } from "./sid.ts";

/** Version of the webhook request format. */
const API_VERSION = "2010-04-01";

/** The fields of a call in every webhook request, before those of the request itself. */
export function callFields(callContext: ApplicationCallContext): Readonly<Record<string, string>> {
  const { callId, tenantId, isCalledOut, isAnswered, isOver } = callContext;
  const [caller, called] = [e164Of(callContext.caller), e164Of(callContext.called)];
  return {
    CallSid: sidOf("call", callId),
    AccountSid: sidOf("account", tenantId),
    From: caller,
    To: called,
    CallStatus: isOver === true ? "completed" : isAnswered ? "in-progress" : "ringing",
    ApiVersion: API_VERSION,
    Direction: isCalledOut ? "outbound-api" : "inbound",
    Caller: caller,
    Called: called,
  };
}

/** The URL of a call's recording, with its SID. */
export function recordingFields(
  fields: Readonly<Record<string, string>>,
  { tenantId }: Pick<ApplicationCallContext, "tenantId">,
  publicUrl: string,
): Readonly<Record<string, string>> {
  const sid = fields.RecordingSid;
  if (sid === undefined) return fields;
  const account = sidOf("account", tenantId);
  return { ...fields, RecordingUrl: `${publicUrl}/${API_VERSION}/Accounts/${account}/Recordings/${sid}` };
}

/** Equal for each attempt of one request, so that an application can detect a repetition. */
export function idempotencyOf({ callId, nth }: Pick<ApplicationCallContext, "callId" | "nth">): string {
  return `${sidOf("call", callId)}.${nth}`;
}
