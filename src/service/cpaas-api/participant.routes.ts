import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { canonicalJson, ok, type Result, refuse } from "../../kernel/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import type { Http } from "../../platform/http/index.ts";
import { CONFERENCE_NAME_MAX, idOfSid } from "../programmable/index.ts";
import { insertOrder, type NewOrder } from "./api-call.store.ts";
import { codeOf, targetOf } from "./call-form.ts";
import { CALL_ORDERS_DUE } from "./call-orders.store.ts";
import { changeCall } from "./change-call.effects.ts";
import { changeSeat } from "./change-seat.effects.ts";
import { type ConferenceDoors, conferenceOf, hookOf, refusalOf } from "./conference.routes.ts";
import { type KeptParticipant, participantView, participantWire } from "./field-conference.ts";
import { findCall } from "./kept-call.store.ts";
import {
  conferenceOfCall,
  findParticipant,
  insertSeat,
  listConferences,
  listParticipants,
} from "./kept-conference.store.ts";
import { changeSeatForm, recordsConference, type SeatForm, seatDocument, seatForm } from "./participant-form.ts";
import { REST_PROBLEMS } from "./rest-answer.ts";
import { cutPage, PAGE_QUERY, pageStart, pageWire } from "./rest-page.ts";
import type { RestRefusal } from "./rest-refusal.ts";
import { callerOf, forScope, REST_PREFIX, refuseRest, requestKeyOf } from "./rest-server.routes.ts";
import { conferenceTold, toldWish } from "./told-form.ts";

const tags = ["conferences"];
const params = z.object({ AccountSid: z.string(), Sid: z.string() });
const oneParams = params.extend({ CallSid: z.string() });
const flag = z.enum(["true", "false"]).optional();
const listQuery = z.strictObject({ ...PAGE_QUERY, Muted: flag, Hold: flag, Coaching: flag });
const PATH = "/Accounts/:AccountSid/Conferences/:Sid/Participants.json";
const ONE = "/Accounts/:AccountSid/Conferences/:Sid/Participants/:CallSid.json";
const consumes = ["application/x-www-form-urlencoded"];
const WAITING_WAIT_S = 10;
const DOCUMENT_MAX = 4_000;
const SID = /^[A-Z]{2}[0-9a-f]{32}$/;

/** Calls that take part in conferences, in the field's shapes: ordering one into it, changing, and letting go. */
export function addParticipantRoutes(rest: Http, doors: ConferenceDoors): void {
  addOrdering(rest, doors);
  addReading(rest, doors);
  addChanging(rest, doors);
}

function addOrdering(rest: Http, doors: ConferenceDoors): void {
  const { kit } = doors;
  rest.post(
    PATH,
    {
      config: forScope("calls.write"),
      schema: {
        ...{ tags, summary: "Call somebody into a conference, by its SID or its name", params },
        ...{ body: seatForm, consumes, response: { 201: participantWire, ...REST_PROBLEMS } },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request);
      const name = await nameOf(doors, request);
      if (name === null) return refuseRest(doors, reply, { code: 20404 });
      const order = orderOf(doors, request, name);
      if (!order.ok) return refuseRest(doors, reply, order.refusal);
      const at = new Date(kit.clock.nowMs());
      const made = await inTenant(kit.db, tenantId, async (trx) => {
        const ordered = await insertOrder(trx, order.value);
        if (typeof ordered === "string") return ordered;
        const { callId } = ordered;
        const own = { conferenceId: kit.ids.next(), tenantId, name, callId, at, ...seatOf(request.body) };
        const known = ordered.isRepeated ? await conferenceOfCall(trx, callId) : undefined;
        const conferenceId = known ?? (await insertSeat(trx, own));
        return { callId, conferenceId, isRepeated: ordered.isRepeated, seat: { ...own, conferenceId } };
      });
      if (typeof made === "string") return refuseRest(doors, reply, REFUSED[made]);
      if (!made.isRepeated) kit.news.announce(CALL_ORDERS_DUE);
      const { seat, callId } = made;
      const participant = { ...seat, id: callId, isHeld: false, createdAtMs: at.getTime(), joinedAtMs: null };
      const view = participantView(participant, { tenantId, prefix: REST_PREFIX, call: "queued" });
      return reply.code(201).send(view);
    },
  );
}

const REFUSED: Readonly<Record<"request-differs" | "no-such-code" | "too-many-waiting", RestRefusal>> = {
  "request-differs": { code: 88002 },
  "no-such-code": { code: 21210 },
  "too-many-waiting": { code: 20429, retryAfterS: WAITING_WAIT_S },
};

/** The name of the conference that is meant: one that goes on by its SID, or any name. Another call centre's SID is none. */
async function nameOf({ kit }: ConferenceDoors, request: FastifyRequest): Promise<string | null> {
  const { Sid } = request.params as { readonly Sid: string };
  const id = idOfSid("conference", Sid);
  if (id !== null) {
    const [found] = await inTenant(kit.db, callerOf(request).tenantId, (trx) => listConferences(trx, { id, limit: 1 }));
    return found === undefined || found.endedAtMs !== null ? null : found.name;
  }
  const name = Sid.trim();
  const isName = name.length > 0 && name.length <= CONFERENCE_NAME_MAX && !/\p{Cc}/u.test(name);
  return isName && !SID.test(name) ? name : null;
}

function orderOf(doors: ConferenceDoors, request: FastifyRequest, name: string): Result<NewOrder, RestRefusal> {
  const form = request.body as SeatForm;
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
  const key = requestKeyOf(request);
  if (key === undefined) return refuse({ code: 20001, params: { name: "Idempotency-Key" } });
  const said = Object.entries({ ...form, name }).flatMap(([field, value]) =>
    value === undefined ? [] : [[field, value] as const],
  );
  const digest = createHash("sha256")
    .update(canonicalJson(Object.fromEntries(said)))
    .digest();
  return ok({
    ...{ callId: kit.ids.next(), tenantId: callerOf(request).tenantId, from, to: to.value },
    ...{ instructions: { from: "document", document }, timeoutSeconds: form.Timeout },
    ...{ timeLimitSeconds: form.TimeLimit ?? null, sendDigits: null },
    isRecorded: form.Record === "true" || recordsConference(form),
    createdAtMs: kit.clock.nowMs(),
    ...{ request: key === null ? null : { key, digest }, told: told.value },
  });
}

function seatOf(form: SeatForm) {
  const coached = form.CallSidToCoach === undefined ? null : idOfSid("call", form.CallSidToCoach);
  return {
    ...{ label: form.Label ?? null, isMuted: form.Muted === "true", starts: form.StartConferenceOnEnter !== "false" },
    ...{ ends: form.EndConferenceOnExit === "true", coachedCallId: form.Coaching === "false" ? null : coached },
  };
}

function addReading(rest: Http, doors: ConferenceDoors): void {
  const { kit } = doors;
  const config = forScope("calls.read");
  rest.get(
    PATH,
    {
      config,
      schema: {
        ...{ tags, summary: "Who takes part in a conference, in the order in which they came", params },
        querystring: listQuery,
        response: { 200: pageWire.extend({ participants: z.array(participantWire) }), ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const conference = await conferenceOf(doors, request);
      if (conference === undefined) return refuseRest(doors, reply, { code: 20404 });
      const { tenantId } = callerOf(request);
      const { query } = request;
      const wish = (text: "true" | "false" | undefined) => (text === undefined ? undefined : text === "true");
      const filter = {
        ...{ conferenceId: conference.id, isMuted: wish(query.Muted), isHeld: wish(query.Hold) },
        ...{ isCoaching: wish(query.Coaching), after: pageStart(query)?.id, limit: query.PageSize + 1 },
      };
      const found = await inTenant(kit.db, tenantId, (trx) => listParticipants(trx, filter));
      const { items, page } = cutPage(found, { path: request.url.split("?")[0] ?? "", query });
      const own = { tenantId, prefix: REST_PREFIX, call: null };
      return { ...page, participants: items.map((one) => participantView(one, own)) };
    },
  );
  rest.get(
    ONE,
    {
      config,
      schema: {
        ...{ tags, summary: "Somebody who takes part, by his call or his label", params: oneParams },
        response: { 200: participantWire, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const found = await participantOf(doors, request);
      return found === undefined ? refuseRest(doors, reply, { code: 20404 }) : view(doors, request, found);
    },
  );
}

function addChanging(rest: Http, doors: ConferenceDoors): void {
  const config = forScope("calls.write");
  rest.post(
    ONE,
    {
      config,
      schema: {
        ...{ tags, summary: "Mute or hold somebody, have him coach, or say something to him", params: oneParams },
        ...{ body: changeSeatForm, consumes, response: { 200: participantWire, ...REST_PROBLEMS } },
      },
    },
    async (request, reply) => {
      const found = await participantOf(doors, request);
      if (found === undefined) return refuseRest(doors, reply, { code: 20404 });
      const changed = await changeSeat(doors, { tenantId: callerOf(request).tenantId, found }, request.body);
      return changed.ok ? view(doors, request, changed.value) : refuseRest(doors, reply, changed.refusal);
    },
  );
  rest.delete(
    ONE,
    {
      config,
      schema: {
        ...{ tags, summary: "Let somebody go out of a conference", params: oneParams },
        response: { 204: z.null(), ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const found = await participantOf(doors, request);
      if (found === undefined) return refuseRest(doors, reply, { code: 20404 });
      const { tenantId } = callerOf(request);
      const { id: callId, conferenceId } = found;
      const refusal =
        found.joinedAtMs === null
          ? await changeCall(doors, { tenantId, callId, requestId: request.id }, { Status: "completed" })
          : refusalOf(await doors.actOnConference({ tenantId, callId, conference: { act: "kick", conferenceId } }));
      return refusal === undefined ? reply.code(204).send(null) : refuseRest(doors, reply, refusal);
    },
  );
}

async function participantOf(doors: ConferenceDoors, request: FastifyRequest): Promise<KeptParticipant | undefined> {
  const conference = await conferenceOf(doors, request);
  if (conference === undefined) return undefined;
  const { CallSid: label } = request.params as { readonly CallSid: string };
  const wish = { conferenceId: conference.id, callId: idOfSid("call", label), label };
  return inTenant(doors.kit.db, callerOf(request).tenantId, (trx) => findParticipant(trx, wish));
}

async function view(doors: ConferenceDoors, request: FastifyRequest, found: KeptParticipant) {
  const { tenantId } = callerOf(request);
  const call =
    found.joinedAtMs === null ? await inTenant(doors.kit.db, tenantId, (trx) => findCall(trx, found.id)) : undefined;
  return participantView(found, { tenantId, prefix: REST_PREFIX, call: call?.status ?? null });
}
