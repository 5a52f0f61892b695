import { ok, type Result, refuse } from "../../kernel/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import { idOfSid } from "../programmable/index.ts";
import { insertOrder, type NewOrder } from "./api-call.store.ts";
import { codeOf, DOCUMENT_MAX, targetOf } from "./call-form.ts";
import { CALL_ORDERS_DUE } from "./call-orders.store.ts";
import { changeCall } from "./change-call.effects.ts";
import { type ConferenceDoors, hookOf, refusalOf } from "./conference.routes.ts";
import type { KeptParticipant } from "./field-conference.ts";
import { conferenceOfCall, findParticipant, insertSeat } from "./kept-conference.store.ts";
import { ORDER_REFUSED, requestOf } from "./order-call.effects.ts";
import { recordsConference, type SeatForm, seatDocument } from "./participant-form.ts";
import type { OrderAsking } from "./program-acts.ts";
import type { RestRefusal } from "./rest-refusal.ts";
import { conferenceTold, toldWish } from "./told-form.ts";

/** Orders a call into the conference of a name, which is begun where none goes on; answers how he takes part. */
export async function orderSeat(
  doors: ConferenceDoors,
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
    const ordered = await insertOrder(trx, order.value);
    if (typeof ordered === "string") return ordered;
    const { callId } = ordered;
    const own = { conferenceId: kit.ids.next(), tenantId, name, callId, at, ...seatOf(form) };
    const known = ordered.isRepeated ? await conferenceOfCall(trx, callId) : undefined;
    const conferenceId = known ?? (await insertSeat(trx, own));
    return { callId, conferenceId, isRepeated: ordered.isRepeated, seat: { ...own, conferenceId } };
  });
  if (typeof made === "string") return refuse(ORDER_REFUSED[made]);
  const { seat, callId } = made;
  if (!made.isRepeated) kit.news.announce(CALL_ORDERS_DUE);
  else {
    const taking = { conferenceId: seat.conferenceId, callId, label: "" };
    const found = await inTenant(kit.db, tenantId, (trx) => findParticipant(trx, taking));
    if (found !== undefined) return ok(found);
  }
  return ok({ ...seat, id: callId, isHeld: false, createdAtMs: at.getTime(), joinedAtMs: null });
}

function orderOf(
  doors: ConferenceDoors,
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
  if (isCoach) return refuse({ code: 20001, params: { name: "CallSidToCoach" } });
  const inside = new Set(kit.settings.hookHosts);
  const told = toldWish(form, inside);
  if (!told.ok) return told;
  const toldOfRoom = conferenceTold(form, inside);
  if (!toldOfRoom.ok) return toldOfRoom;
  const document = seatDocument(form, {
    ...{ name, told: toldOfRoom.value.room, recordingTold: toldOfRoom.value.recording },
  });
  if (document.length > DOCUMENT_MAX)
    return refuse({
      code: 20001,
      params: { name: "WaitUrl, ConferenceStatusCallback, ConferenceRecordingStatusCallback" },
    });
  return ok({
    ...{ callId: kit.ids.next(), tenantId: asking.tenantId, from, to: to.value },
    ...{ instructions: { from: "document", document }, timeoutSeconds: form.Timeout },
    ...{ timeLimitSeconds: form.TimeLimit ?? null, sendDigits: null },
    isRecorded: form.Record === "true" || recordsConference(form),
    createdAtMs: kit.clock.nowMs(),
    ...{ request: requestOf(asking), told: told.value },
  });
}

function seatOf(form: SeatForm) {
  const coached = form.CallSidToCoach === undefined ? null : idOfSid("call", form.CallSidToCoach);
  return {
    ...{ label: form.Label ?? null, isMuted: form.Muted === "true", starts: form.StartConferenceOnEnter !== "false" },
    ...{ ends: form.EndConferenceOnExit === "true", coachedCallId: form.Coaching === "false" ? null : coached },
  };
}

/** Lets somebody go out of a conference, or takes back that he is called into it; undefined where that was done. */
export async function letGo(
  doors: ConferenceDoors,
  { tenantId, requestId }: { readonly tenantId: string; readonly requestId: string },
  { id: callId, conferenceId, joinedAtMs }: KeptParticipant,
): Promise<RestRefusal | undefined> {
  if (joinedAtMs === null) return changeCall(doors, { tenantId, callId, requestId }, { Status: "completed" });
  return refusalOf(await doors.actOnConference({ tenantId, callId, conference: { act: "kick", conferenceId } }));
}
