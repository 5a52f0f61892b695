import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import { idOfSid } from "../../../flows/call-documents/index.ts";
import { earlierOrder, insertOrder, type NewOrder } from "../calls/api-call.store.ts";
import type { ApiClientContext, IdempotentRequestContext } from "../calls/api-operations.ts";
import { codeOf, DOCUMENT_MAX, targetOf } from "../calls/call-form.ts";
import { CALL_ORDERS_DUE } from "../calls/call-orders.store.ts";
import { readConferenceCallbacks, readStatusCallbacks } from "../calls/callback-form.ts";
import { changeCall } from "../calls/change-call.effects.ts";
import { ORDER_REFUSED, requestOf } from "../calls/order-call.effects.ts";
import type { RestRefusal } from "../rest/rest-refusal.ts";
import { type ConferenceDependencies, hookOf, refusalOf } from "./conference.routes.ts";
import {
  conferenceOfCall,
  findParticipant,
  findParticipantRecord,
  goingConference,
  insertParticipant,
} from "./conference-resource.store.ts";
import type { ParticipantResource } from "./field-conference.ts";
import { conferenceDocument, type ParticipantForm, recordsConference } from "./participant-form.ts";

const COACHED_UNKNOWN: RestRefusal = { code: 20001, params: { name: "CallSidToCoach" } };

/** Orders a call into the named conference, which is created if none is active; returns the participant. */
export async function createParticipant(
  dependencies: ConferenceDependencies,
  requestContext: IdempotentRequestContext,
  wish: { readonly name: string; readonly form: ParticipantForm },
): Promise<Result<ParticipantResource, RestRefusal>> {
  const { kit } = dependencies;
  const { tenantId } = requestContext;
  const { name, form } = wish;
  const order = orderOf(dependencies, requestContext, wish);
  if (!order.ok) return order;
  const at = new Date(kit.clock.nowMs());
  const made = await inTenant(kit.db, tenantId, async (trx) => {
    const earlier = await earlierParticipant(trx, order.value);
    if (earlier !== undefined) return earlier;
    const own = { conferenceId: kit.ids.next(), tenantId, name, at, ...participantOptions(form) };
    if (!(await isCoachedThere(trx, own))) return "coached-unknown";
    const ordered = await insertOrder(trx, order.value);
    if (typeof ordered === "string") return ordered;
    const { callId, isRepeated } = ordered;
    // One of two concurrent requests has waited here for the other.
    if (isRepeated) return (await earlierParticipant(trx, order.value)) ?? "request-differs";
    const conferenceId = await insertParticipant(trx, { ...own, callId });
    return { ordered: { ...own, conferenceId, callId } };
  });
  if (made === "coached-unknown") return refuse(COACHED_UNKNOWN);
  if (typeof made === "string") return refuse(ORDER_REFUSED[made]);
  if (!("ordered" in made)) return ok(made);
  kit.changeFeed.announce(CALL_ORDERS_DUE);
  const { ordered: seat } = made;
  return ok({ ...seat, id: seat.callId, isHeld: false, createdAtMs: at.getTime(), joinedAtMs: null });
}

/** The participant created by an earlier request with the same key, including one that has left; undefined without one. */
export async function participantOfRequest(
  { kit }: Pick<ConferenceDependencies, "kit">,
  requestContext: IdempotentRequestContext,
): Promise<Result<ParticipantResource, RestRefusal> | undefined> {
  const request = requestOf(requestContext);
  const earlier = await inTenant(kit.db, requestContext.tenantId, (trx) => earlierParticipant(trx, { request }));
  if (earlier === undefined) return undefined;
  return typeof earlier === "string" ? refuse(ORDER_REFUSED[earlier]) : ok(earlier);
}

async function earlierParticipant(
  trx: DatabaseTransaction,
  request: Pick<NewOrder, "request">,
): Promise<ParticipantResource | "request-differs" | undefined> {
  const earlier = await earlierOrder(trx, request);
  if (typeof earlier !== "object") return earlier;
  const { callId } = earlier;
  const conferenceId = await conferenceOfCall(trx, callId);
  return conferenceId === undefined ? undefined : findParticipantRecord(trx, { conferenceId, callId });
}

/** Tests that the coached call is a participant; otherwise no participant would hear the coach. */
async function isCoachedThere(
  trx: DatabaseTransaction,
  { name, coachedCallId: callId }: { readonly name: string; readonly coachedCallId: string | null },
): Promise<boolean> {
  if (callId === null) return true;
  const conferenceId = await goingConference(trx, name);
  if (conferenceId === undefined) return false;
  return (await findParticipant(trx, { conferenceId, callId, label: "" })) !== undefined;
}

function orderOf(
  dependencies: ConferenceDependencies,
  requestContext: IdempotentRequestContext,
  { name, form }: { readonly name: string; readonly form: ParticipantForm },
): Result<NewOrder, RestRefusal> {
  const { kit, plan } = dependencies;
  if (form.To === "") return refuse({ code: 21201 });
  if (form.From === "") return refuse({ code: 21213 });
  const from = codeOf(form.From);
  if (from === null) return refuse({ code: 21212 });
  const to = targetOf(form.To, plan);
  if (!to.ok) return to;
  const wait =
    form.WaitUrl === undefined || form.WaitUrl === "" ? null : hookOf(dependencies, { WaitUrl: form.WaitUrl }, "POST");
  if (wait?.ok === false) return wait;
  const isCoach = form.CallSidToCoach !== undefined && idOfSid("call", form.CallSidToCoach) === null;
  if (isCoach) return refuse(COACHED_UNKNOWN);
  const inside = new Set(kit.settings.hookHosts);
  const told = readStatusCallbacks(form, inside);
  if (!told.ok) return told;
  const toldOfRoom = readConferenceCallbacks(form, inside);
  if (!toldOfRoom.ok) return toldOfRoom;
  const document = conferenceDocument(form, {
    name,
    told: toldOfRoom.value.room,
    recordingTold: toldOfRoom.value.recording,
  });
  if (document.length > DOCUMENT_MAX)
    return refuse({
      code: 20001,
      params: { name: "WaitUrl, ConferenceStatusCallback, ConferenceRecordingStatusCallback" },
    });
  return ok({
    callId: kit.ids.next(),
    tenantId: requestContext.tenantId,
    from,
    to: to.value,
    instructions: { from: "document", document },
    timeoutSeconds: form.Timeout,
    timeLimitSeconds: form.TimeLimit ?? null,
    sendDigits: null,
    isRecorded: form.Record === "true" || recordsConference(form),
    createdAtMs: kit.clock.nowMs(),
    request: requestOf(requestContext),
    told: told.value,
  });
}

function participantOptions(form: ParticipantForm) {
  const coached = form.CallSidToCoach === undefined ? null : idOfSid("call", form.CallSidToCoach);
  return {
    label: form.Label ?? null,
    isMuted: form.Muted === "true",
    starts: form.StartConferenceOnEnter !== "false",
    ends: form.EndConferenceOnExit === "true",
    coachedCallId: form.Coaching === "false" ? null : coached,
  };
}

/** Removes a participant from a conference, or cancels the call of an invited one; undefined on success. */
export async function letGo(
  dependencies: ConferenceDependencies,
  clientContext: ApiClientContext,
  { id: callId, conferenceId, joinedAtMs }: ParticipantResource,
): Promise<RestRefusal | undefined> {
  if (joinedAtMs === null) return changeCall(dependencies, { ...clientContext, callId }, { Status: "completed" });
  return refusalOf(
    await dependencies.actOnConference({
      tenantId: clientContext.tenantId,
      callId,
      conference: { act: "kick", conferenceId },
    }),
  );
}
