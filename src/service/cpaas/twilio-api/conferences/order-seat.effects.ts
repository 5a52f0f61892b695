import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import { idOfSid } from "../../../flows/call-documents/index.ts";
import { earlierOrder, insertOrder, type NewOrder } from "../calls/api-call.store.ts";
import { codeOf, DOCUMENT_MAX, targetOf } from "../calls/call-form.ts";
import { CALL_ORDERS_DUE } from "../calls/call-orders.store.ts";
import { changeCall } from "../calls/change-call.effects.ts";
import { ORDER_REFUSED, requestOf } from "../calls/order-call.effects.ts";
import type { OrderAsking, ProgramAsking } from "../calls/program-acts.ts";
import { conferenceTold, toldWish } from "../calls/told-form.ts";
import type { RestRefusal } from "../rest/rest-refusal.ts";
import { type ConferenceDependencies, hookOf, refusalOf } from "./conference.routes.ts";
import type { KeptParticipant } from "./field-conference.ts";
import { conferenceOfCall, findParticipant, findSeat, goingConference, insertSeat } from "./kept-conference.store.ts";
import { recordsConference, type SeatForm, seatDocument } from "./participant-form.ts";

const COACHED_UNKNOWN: RestRefusal = { code: 20001, params: { name: "CallSidToCoach" } };

/** Orders a call into the conference of a name, which is begun where none goes on; answers how he takes part. */
export async function orderSeat(
  doors: ConferenceDependencies,
  asking: OrderAsking,
  wish: { readonly name: string; readonly form: SeatForm },
): Promise<Result<KeptParticipant, RestRefusal>> {
  const { kit } = doors;
  const { tenantId } = asking;
  const { name, form } = wish;
  const order = orderOf(doors, asking, wish);
  if (!order.ok) return order;
  const at = new Date(kit.clock.nowMs());
  const made = await inTenant(kit.db, tenantId, async (trx) => {
    const earlier = await earlierSeat(trx, order.value);
    if (earlier !== undefined) return earlier;
    const own = { conferenceId: kit.ids.next(), tenantId, name, at, ...seatOf(form) };
    if (!(await isCoachedThere(trx, own))) return "coached-unknown";
    const ordered = await insertOrder(trx, order.value);
    if (typeof ordered === "string") return ordered;
    const { callId, isRepeated } = ordered;
    // One of two requests at once has waited here for the other.
    if (isRepeated) return (await earlierSeat(trx, order.value)) ?? "request-differs";
    const conferenceId = await insertSeat(trx, { ...own, callId });
    return { ordered: { ...own, conferenceId, callId } };
  });
  if (made === "coached-unknown") return refuse(COACHED_UNKNOWN);
  if (typeof made === "string") return refuse(ORDER_REFUSED[made]);
  if (!("ordered" in made)) return ok(made);
  kit.news.announce(CALL_ORDERS_DUE);
  const { ordered: seat } = made;
  return ok({ ...seat, id: seat.callId, isHeld: false, createdAtMs: at.getTime(), joinedAtMs: null });
}

/** Whom an earlier request with the same key has called in, also once he has left; undefined for nobody. */
export async function orderedSeat(
  { kit }: Pick<ConferenceDependencies, "kit">,
  asking: OrderAsking,
): Promise<Result<KeptParticipant, RestRefusal> | undefined> {
  const request = requestOf(asking);
  const earlier = await inTenant(kit.db, asking.tenantId, (trx) => earlierSeat(trx, { request }));
  if (earlier === undefined) return undefined;
  return typeof earlier === "string" ? refuse(ORDER_REFUSED[earlier]) : ok(earlier);
}

async function earlierSeat(
  trx: DatabaseTransaction,
  request: Pick<NewOrder, "request">,
): Promise<KeptParticipant | "request-differs" | undefined> {
  const earlier = await earlierOrder(trx, request);
  if (typeof earlier !== "object") return earlier;
  const { callId } = earlier;
  const conferenceId = await conferenceOfCall(trx, callId);
  return conferenceId === undefined ? undefined : findSeat(trx, { conferenceId, callId });
}

/** Nobody hears a guest who coaches somebody that does not take part. */
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
  doors: ConferenceDependencies,
  asking: OrderAsking,
  { name, form }: { readonly name: string; readonly form: SeatForm },
): Result<NewOrder, RestRefusal> {
  const { kit, plan } = doors;
  if (form.To === "") return refuse({ code: 21201 });
  if (form.From === "") return refuse({ code: 21213 });
  const from = codeOf(form.From);
  if (from === null) return refuse({ code: 21212 });
  const to = targetOf(form.To, plan);
  if (!to.ok) return to;
  const wait =
    form.WaitUrl === undefined || form.WaitUrl === "" ? null : hookOf(doors, { WaitUrl: form.WaitUrl }, "POST");
  if (wait?.ok === false) return wait;
  const isCoach = form.CallSidToCoach !== undefined && idOfSid("call", form.CallSidToCoach) === null;
  if (isCoach) return refuse(COACHED_UNKNOWN);
  const inside = new Set(kit.settings.hookHosts);
  const told = toldWish(form, inside);
  if (!told.ok) return told;
  const toldOfRoom = conferenceTold(form, inside);
  if (!toldOfRoom.ok) return toldOfRoom;
  const document = seatDocument(form, {
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
    tenantId: asking.tenantId,
    from,
    to: to.value,
    instructions: { from: "document", document },
    timeoutSeconds: form.Timeout,
    timeLimitSeconds: form.TimeLimit ?? null,
    sendDigits: null,
    isRecorded: form.Record === "true" || recordsConference(form),
    createdAtMs: kit.clock.nowMs(),
    request: requestOf(asking),
    told: told.value,
  });
}

function seatOf(form: SeatForm) {
  const coached = form.CallSidToCoach === undefined ? null : idOfSid("call", form.CallSidToCoach);
  return {
    label: form.Label ?? null,
    isMuted: form.Muted === "true",
    starts: form.StartConferenceOnEnter !== "false",
    ends: form.EndConferenceOnExit === "true",
    coachedCallId: form.Coaching === "false" ? null : coached,
  };
}

/** Lets somebody go out of a conference, or takes back that he is called into it; undefined where that was done. */
export async function letGo(
  doors: ConferenceDependencies,
  asking: ProgramAsking,
  { id: callId, conferenceId, joinedAtMs }: KeptParticipant,
): Promise<RestRefusal | undefined> {
  if (joinedAtMs === null) return changeCall(doors, { ...asking, callId }, { Status: "completed" });
  return refusalOf(
    await doors.actOnConference({ tenantId: asking.tenantId, callId, conference: { act: "kick", conferenceId } }),
  );
}
