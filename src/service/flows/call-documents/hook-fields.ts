import type { ApplicationCallContext } from "../../telephony/calls/index.ts";
import { e164Of } from "../../telephony/dial-plan/index.ts";
import { sidOf } from "./sid.ts";

/** The version of the shapes that hooks are asked in. */
const API_VERSION = "2010-04-01";

/** What every hook is told of the call it is asked for, before what the question itself brings. */
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

/** Where what a call recorded is found, beside its SID. */
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

/** The same text on each try of one question, so that an application can tell one it has heard before. */
export function idempotencyOf({ callId, nth }: Pick<ApplicationCallContext, "callId" | "nth">): string {
  return `${sidOf("call", callId)}.${nth}`;
}
