import { setTimeout as delay } from "node:timers/promises";
import type { Result } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { CallInstructions } from "../../../flows/call-documents/index.ts";
import type { CallRecordingCommand, MediaStreamOptions } from "../../../telephony/calls/index.ts";
import type { PeoplesCodes } from "../../../telephony/dial-plan/index.ts";
import { missingParameter, type RestRefusal } from "../rest/rest-refusal.ts";
import type { RestDependencies } from "../rest/rest-server.routes.ts";
import { cancelOrder } from "./api-call.store.ts";
import { type CallChange, type CallRequestContext, instructionsOf } from "./call-form.ts";
import { findCall } from "./call-resource.store.ts";

/** A media stream to start, or to stop if `stream` is null. */
export interface StreamOrder {
  readonly streamId: string;
  readonly stream: MediaStreamOptions | null;
}

/** Dependencies of the Twilio-compatible call routes. */
export interface CallDependencies extends RestDependencies {
  /** Numbers that API clients may not call: emergency numbers, and numbers that the numbering plan reserves for the state. */
  readonly plan: PeoplesCodes;
  /** Ends an active call, optionally only if it is unanswered; resolves once a switch has taken the command and decided on it. */
  readonly endCall: (
    requestContext: CallRequestContext,
    unlessAnswered: boolean,
  ) => Promise<Result<null, "call-not-open" | "call-answered" | "end-call-late">>;
  /** Redirects an active call, starts or stops a stream, or changes a recording; resolves once a switch has taken the command. */
  readonly orderOfCall: (
    order: { readonly tenantId: string; readonly callId: string } & (
      | { readonly redirect: CallInstructions; readonly whileWaiting?: true }
      | { readonly stream: StreamOrder }
      | { readonly record: CallRecordingCommand }
    ),
  ) => Promise<
    Result<
      null,
      | ("call-not-open" | "call-not-programmable" | "call-not-waiting" | "call-act-not-now" | "redirect-late")
      | ("recording-not-now" | "recording-not-told")
    >
  >;
}

/** Polls for a call whose order a switch is just starting. */
const POLLS_MAX = 5;
const POLL_MS = 200;

/** Changes a call; undefined on success. */
export async function changeCall(
  dependencies: CallDependencies,
  requestContext: CallRequestContext,
  change: CallChange,
): Promise<RestRefusal | undefined> {
  const { tenantId, callId } = requestContext;
  const call = await inTenant(dependencies.kit.db, tenantId, (trx) => findCall(trx, callId));
  if (call === undefined) return { code: 20404 };
  if (change.Status !== undefined) return endedBy(dependencies, requestContext, change.Status);
  if (change.Url === undefined && change.Twiml === undefined) {
    return missingParameter("Status, Url, Twiml");
  }
  const wanted = instructionsOf(change, new Set(dependencies.kit.settings.hookHosts));
  return wanted.ok ? ledBy(dependencies, requestContext, wanted.value) : wanted.refusal;
}

/** Redirects a call to other instructions; undefined on success. */
export async function ledBy(
  dependencies: CallDependencies,
  { tenantId, callId }: Pick<CallRequestContext, "tenantId" | "callId">,
  redirect: CallInstructions,
): Promise<RestRefusal | undefined> {
  return answerOf(await dependencies.orderOfCall({ tenantId, callId, redirect }));
}

/** Maps the result of a switch command to an error. */
export function answerOf(done: Awaited<ReturnType<CallDependencies["orderOfCall"]>>): RestRefusal | undefined {
  if (done.ok) return undefined;
  if (done.refusal === "recording-not-told") return { code: 88010 };
  return done.refusal === "redirect-late" ? { code: 20503, retryAfterS: 1 } : { code: 21220 };
}

async function endedBy(
  dependencies: CallDependencies,
  requestContext: CallRequestContext,
  status: "canceled" | "completed",
): Promise<RestRefusal | undefined> {
  const { kit } = dependencies;
  const { tenantId, callId } = requestContext;
  for (let look = 0; look < POLLS_MAX; look += 1) {
    const at = new Date(kit.clock.nowMs());
    const call = await inTenant(kit.db, tenantId, async (trx) =>
      (await cancelOrder(trx, { callId, at })) ? "cancelled" : findCall(trx, callId),
    );
    if (call === "cancelled") return undefined;
    if (call === undefined) return { code: 20404 };
    if (call.endedAtMs !== null || (status === "canceled" && call.status === "in-progress")) return { code: 21220 };
    if (call.beganAtMs !== null) {
      const done = await dependencies.endCall(requestContext, status === "canceled");
      if (done.ok) return undefined;
      return done.refusal === "end-call-late" ? { code: 20503, retryAfterS: 1 } : { code: 21220 };
    }
    await delay(POLL_MS);
  }
  return { code: 20503, retryAfterS: 1 };
}
