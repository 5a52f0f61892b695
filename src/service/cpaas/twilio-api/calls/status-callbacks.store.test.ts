import twilio from "twilio";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../../testkit/call-centre.ts";
import { openChance } from "../../../../../testkit/chance.ts";
import { testLog } from "../../../../../testkit/database.ts";
import {
  type FieldAccess,
  type FieldClient,
  fieldAccessOf,
  openFieldClient,
} from "../../../../../testkit/field-client.ts";
import { type HostileReceiver, MISDEEDS, openHostileReceiver } from "../../../../../testkit/hostile-receiver.ts";
import { addCallFixture, addTestCode, addTestRun } from "../../../../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { runSeed } from "../../../../../testkit/run-seed.ts";
import { createVirtualContext, type VirtualContext } from "../../../../../testkit/virtual-context.ts";
import { webhookDelivering } from "../../../../../testkit/webhook-fixture.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { idOfSid, sidOf } from "../../../flows/call-documents/index.ts";
import { openConferenceEngine } from "../../../telephony/conferences/wire.ts";
import { deliverDue, forgetWebhooks, publicWay, publishStatusCallbacks } from "../../../tenancy/webhooks/wire.ts";
import { eraseOrders } from "../accounts/personal.store.ts";
import { publishConferenceCallbacks, publishConferenceRound } from "../conferences/conference-callbacks.jobs.ts";
import { forgetConferences } from "../conferences/conference-resource.store.ts";
import { publishRecordingCallbacks } from "../recordings/recording-callbacks.jobs.ts";
import { openCallbackRounds, publishCallCallbacks } from "./call-callbacks.jobs.ts";
import { openCallFaults } from "./call-faults.ts";
import { openCallOrders } from "./call-orders.store.ts";

const TO = "+6281234567890";
const VOICE = "https://aplikasi.contoh.id/jawab";
const HOUR_MS = 3_600_000;
const ALL = ["initiated", "ringing", "answered", "completed"];

let virtualContext: VirtualContext;
let portal: TestPortal;
let receiver: HostileReceiver;
let centre: CallCentre;
let access: FieldAccess;
let client: FieldClient;
let from: string;
let codes = 1500700;
let before = 0;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  receiver = await openHostileReceiver();
  portal = await openTestPortal({
    works: false,
    runtimeContext: virtualContext,
    env: { SAMBUNG_HOOK_HOSTS: receiver.host },
  });
});

beforeEach(async () => {
  virtualContext.advance(HOUR_MS);
  centre = await openCallCentre(portal);
  access = await fieldAccessOf(centre);
  client = openFieldClient(portal.url, access);
  codes += 1;
  from = String(codes);
  await addTestCode(portal.kit.db, {
    code: from,
    tenantId: centre.tenantId,
    at: new Date(virtualContext.clock.nowMs()),
  });
  receiver.do("none");
  before = receiver.cameIn.length;
});

/** Pending deliveries must not reach the next test. */
afterEach(() =>
  inTenant(portal.kit.db, centre.tenantId, (trx) =>
    trx
      .updateTable("webhookDelivery")
      .set({ state: "dropped", overAt: new Date(virtualContext.clock.nowMs()) })
      .where("state", "=", "waiting")
      .execute(),
  ),
);

afterAll(async () => {
  await portal?.close();
  await receiver?.close();
});

const status = () => `${receiver.url}status?pesanan=7`;
const create = (own: object = {}) =>
  client.calls.create({ to: TO, from, url: VOICE, statusCallback: status(), statusCallbackEvent: ALL, ...own });
const idOf = (sid: string) => idOfSid("call", sid) ?? "";
const tellAll = () => publishCallCallbacks({ ...portal.kit, tellCallbacks: publishStatusCallbacks });
const SILENT_MS = 150;

/** Only a silent receiver times out early: a receiver that answers may be slow on a busy machine. */
const deliver = async (callMs = 10_000) =>
  deliverDue(await webhookDelivering(portal.kit, publicWay([receiver.host]), { callMs }));
const came = () =>
  receiver.cameIn.slice(before).map((one) => ({ ...one, fields: Object.fromEntries(new URLSearchParams(one.body)) }));
const statuses = () => came().map(({ fields }) => `${fields.SequenceNumber} ${fields.CallStatus}`);

/** Stores events of a call as a switch does. */
async function happened(callId: string, own: Partial<Parameters<typeof addCallFixture>[1]> = {}) {
  const switchId = virtualContext.ids.next();
  const beganAtMs = virtualContext.clock.nowMs();
  await addTestRun(portal.kit.db, { id: switchId, at: new Date(beganAtMs) });
  const { tenantId } = centre;
  await addCallFixture(portal.kit.db, {
    callId,
    tenantId,
    switchId,
    code: from,
    other: TO,
    direction: "outbound",
    beganAtMs,
    ...own,
  });
}
const END = { isAnswered: true, end: { outcome: "answered", afterMs: 61_000 } } as const;

describe("an application that wants to be told of a call", () => {
  it("is told each step once, as the field's own validator expects it", async () => {
    const id = idOf((await create()).sid);
    expect(await tellAll()).toBe(0);
    await happened(id);
    await tellAll();
    await happened(id, { isRinging: true });
    await tellAll();
    await happened(id, END);
    await tellAll();
    await tellAll();
    await deliver();
    expect(statuses().toSorted()).toEqual(["0 initiated", "1 ringing", "2 in-progress", "3 completed"]);
    for (const { headers, fields, method, path } of came()) {
      expect([method, path]).toEqual(["POST", "/status?pesanan=7"]);
      expect(String(headers["content-type"])).toContain("application/x-www-form-urlencoded");
      const signature = String(headers["x-twilio-signature"]);
      expect(twilio.validateRequest(access.password, signature, status(), fields)).toBe(true);
      expect(twilio.validateRequest(access.password, signature, status(), { ...fields, CallStatus: "x" })).toBe(false);
    }
    expect(new Set(came().map(({ headers }) => headers["i-twilio-idempotency-token"])).size).toBe(4);
    expect(came().find(({ fields }) => fields.CallStatus === "completed")?.fields).toMatchObject({
      CallDuration: "61",
      Duration: "2",
      From: from,
      To: TO,
      Direction: "outbound-api",
    });
    expect(await tellAll()).toBe(0);
  });

  it("is told by GET in the address, which is signed whole", async () => {
    const id = idOf((await create({ statusCallbackMethod: "GET", statusCallbackEvent: [] })).sid);
    await happened(id, END);
    await tellAll();
    await deliver();
    const [one, ...more] = came();
    expect([one?.method, one?.body, more]).toEqual(["GET", "", []]);
    const url = `http://${receiver.host}${one?.path}`;
    expect(new URL(url).searchParams.get("CallStatus")).toBe("completed");
    expect(twilio.validateRequest(access.password, String(one?.headers["x-twilio-signature"]), url, {})).toBe(true);
  });

  it("is told of a call that it took back or that nobody began", async () => {
    const call = await create({ statusCallbackEvent: ["completed"] });
    await client.calls(call.sid).update({ status: "canceled" });
    await tellAll();
    await create();
    virtualContext.advance(HOUR_MS);
    const switchId = virtualContext.ids.next();
    await addTestRun(portal.kit.db, { id: switchId, at: new Date(virtualContext.clock.nowMs()) });
    await openCallOrders(portal.kit.db).take({ switchId, nowMs: virtualContext.clock.nowMs(), max: 10 });
    await tellAll();
    await deliver();
    expect(statuses().toSorted()).toEqual(["0 canceled", "0 failed"]);
  });

  it("is told of what is recorded once it can be heard, and the call is told of to its end without it", async () => {
    const recorded = `${receiver.url}recorded`;
    const call = await create({
      record: true,
      statusCallback: undefined,
      statusCallbackEvent: undefined,
      recordingStatusCallback: recorded,
    });
    const [id, recordingId] = [idOf(call.sid), virtualContext.ids.next()];
    await happened(id);
    const { tenantId } = centre;
    const at = new Date(virtualContext.clock.nowMs());
    await inTenant(portal.kit.db, tenantId, async (trx) => {
      const data = JSON.stringify({ recordingId });
      const event = { callId: id, tenantId, sequence: 1, kind: "recording.began", at, elapsedUs: 1, data };
      await trx.insertInto("callEvent").values(event).execute();
      const row = { id: recordingId, callId: id, tenantId, sealedKey: Buffer.from("x"), keepUntil: "2030-01-01" };
      await trx
        .insertInto("recording")
        .values({ ...row, state: "recording", beganAt: at })
        .execute();
    });
    await tellAll();
    await deliver();
    expect(came()).toEqual([]);
    const kept = { state: "kept", durationMs: 4_600, endedAt: at };
    await inTenant(portal.kit.db, tenantId, (trx) =>
      trx.updateTable("recording").set(kept).where("id", "=", recordingId).execute(),
    );
    await tellAll();
    await tellAll();
    await deliver();
    expect(came().map(({ fields }) => fields)).toMatchObject([
      { CallSid: call.sid, RecordingStatus: "completed", RecordingDuration: "5", RecordingSource: "OutboundAPI" },
    ]);
  });

  it("is told of a recording that was found, or whose row came late, and that there is none only once none can come", async () => {
    const order = async () => {
      const call = await create({
        record: true,
        statusCallback: undefined,
        statusCallbackEvent: undefined,
        recordingStatusCallback: `${receiver.url}recorded`,
        recordingStatusCallbackEvent: ["completed", "absent"],
      });
      await happened(idOf(call.sid), END);
      return idOf(call.sid);
    };
    const { tenantId } = centre;
    const own = (work: Parameters<typeof inTenant<unknown>>[2]) => inTenant(portal.kit.db, tenantId, work);
    const at = () => new Date(virtualContext.clock.nowMs());
    const began = async (callId: string) => {
      const recordingId = virtualContext.ids.next();
      const event = { callId, tenantId, kind: "recording.began", at: at(), elapsedUs: 1 };
      const data = JSON.stringify({ recordingId });
      await own(async (trx) => {
        const last = await trx
          .selectFrom("callEvent")
          .select("sequence")
          .where("callId", "=", callId)
          .orderBy("sequence", "desc")
          .executeTakeFirstOrThrow();
        const sequence = last.sequence + 1;
        await trx
          .insertInto("callEvent")
          .values({ ...event, data, sequence })
          .execute();
      });
      return recordingId;
    };
    const row = (id: string, callId: string, state: "kept" | "lost") =>
      own((trx) =>
        trx
          .insertInto("recording")
          .values({
            id,
            callId,
            tenantId,
            sealedKey: Buffer.from("x"),
            keepUntil: "2030-01-01",
            beganAt: at(),
            state,
            endedAt: at(),
            durationMs: 2_000,
            lostReason: state === "lost" ? "no-sound" : null,
          })
          .execute(),
      );
    const [found, late, lost, never] = [await order(), await order(), await order(), await order()];
    const ids = [await began(found), await began(late), await began(lost), await began(never)] as const;
    await row(ids[0], found, "lost");
    await row(ids[2], lost, "lost");
    await tellAll();
    await own((trx) =>
      trx.updateTable("recording").set({ state: "kept", lostReason: null }).where("id", "=", ids[0]).execute(),
    );
    await row(ids[1], late, "kept");
    await tellAll();
    virtualContext.advance(60_000);
    await tellAll();
    await deliver();
    const heard = () => came().map(({ fields }) => `${idOf(String(fields.CallSid))} ${fields.RecordingStatus}`);
    expect(heard().toSorted()).toEqual([`${found} completed`, `${late} completed`].toSorted());
    virtualContext.advance(600_000);
    await tellAll();
    await deliver();
    expect(heard().slice(2)).toEqual([`${lost} absent`]);
    expect(await tellAll()).toBe(0);
  });

  it("is told though another call cannot be told of, which is left alone for a while", async () => {
    const broken = idOf((await create({ statusCallback: `${receiver.url}rusak` })).sid);
    const whole = idOf((await create()).sid);
    for (const id of [broken, whole]) await happened(id);
    const tried: number[] = [];
    const round = openCallbackRounds({
      ...portal.kit,
      tellCallbacks: async (trx, orders, nowMs) => {
        tried.push(orders.length);
        if (orders.some(({ url }) => url.endsWith("rusak"))) throw new Error("rusak");
        return publishStatusCallbacks(trx, orders, nowMs);
      },
    });
    expect(await round()).toEqual({ due: 2, told: 1 });
    expect(tried).toEqual([2, 1, 1]);
    expect(await round()).toEqual({ due: 0, told: 0 });
    virtualContext.advance(5_001);
    expect(await round()).toEqual({ due: 1, told: 0 });
    virtualContext.advance(5_001);
    expect(await round()).toEqual({ due: 0, told: 0 });
    virtualContext.advance(5_000);
    expect(await round()).toEqual({ due: 1, told: 0 });
    await tellAll();
  });

  it("finds what nobody heard in its list, and has it sent again under the same id", async () => {
    await happened(idOf((await create({ statusCallbackEvent: ["completed"] })).sid), END);
    await tellAll();
    receiver.do("gone");
    await deliver();
    const { client: admin } = centre.operator;
    const list = await admin.get<{
      items: { id: string; purpose: string; dead: number; isOn: boolean; version: number; name: string; url: string }[];
    }>("/api/service/webhooks");
    const place = list.body.items[0];
    expect(list.body.items).toHaveLength(1);
    expect(place).toMatchObject({
      purpose: "callbacks",
      dead: 1,
      isOn: true,
      url: `http://${receiver.host}`,
      createdBy: null,
    });
    const path = `/api/service/webhooks/${place?.id}`;
    expect((await admin.post(`${path}/secret`, {})).status).toBe(409);
    expect((await admin.post(`${path}/trials`, {})).status).toBe(409);
    const form = {
      name: place?.name,
      url: "https://lain.contoh.id/",
      kinds: [],
      isOn: true,
      expectedVersion: place?.version,
    };
    expect((await admin.put(path, form)).status).toBe(409);
    expect((await admin.put(path, { ...form, url: place?.url, isOn: false })).status).toBe(204);
    expect((await admin.put(path, { ...form, url: place?.url, expectedVersion: 2 })).status).toBe(204);
    const dead = await admin.get<{ items: { eventId: string }[] }>(`${path}/deliveries?state=dead`);
    const eventId = dead.body.items[0]?.eventId ?? "";
    const shown = await admin.get<{ body: string }>(`${path}/deliveries/${eventId}`);
    expect(shown.body.body).toContain("CallStatus");
    expect(shown.body.body).not.toContain(TO);
    receiver.do("none");
    expect((await admin.post(`${path}/deliveries/${eventId}/replay`, {})).status).toBe(202);
    await deliver();
    expect(came().map(({ headers }) => headers["sambung-event"])).toEqual([eventId, eventId]);
  });

  it("has one place for each host, and one for all beyond two hundred, whose addresses stay their own", async () => {
    const { tenantId } = centre;
    const orders = Array.from({ length: 203 }, (_, nth) => ({
      id: virtualContext.ids.next(),
      url: `https://h${nth}.contoh.id/a?x=${nth}`,
      method: "POST" as const,
      kind: "call.status",
      subjectId: virtualContext.ids.next(),
      fields: { nth: String(nth) },
      once: String(nth),
    }));
    await inTenant(portal.kit.db, tenantId, (trx) => publishStatusCallbacks(trx, orders, virtualContext.clock.nowMs()));
    const told = await inTenant(portal.kit.db, tenantId, (trx) =>
      trx
        .selectFrom("webhookDelivery as d")
        .innerJoin("webhookEndpoint as e", "e.id", "d.endpointId")
        .select(["d.url", "e.url as place"])
        .orderBy("d.sequence")
        .execute(),
    );
    expect(told.map(({ url }) => url)).toEqual(orders.map(({ url }) => url));
    expect(new Set(told.map(({ place }) => place)).size).toBe(201);
    expect(told.at(-1)?.place).toBe("https://*");
    // Hosts without callbacks release their endpoint entries; a disabled endpoint stays disabled.
    const places = () =>
      inTenant(portal.kit.db, tenantId, async (trx) => {
        const rows = await trx.selectFrom("webhookEndpoint").select("url").where("purpose", "=", "callbacks").execute();
        return rows.map(({ url }) => url).toSorted();
      });
    await inTenant(portal.kit.db, tenantId, async (trx) => {
      await trx
        .updateTable("webhookDelivery")
        .set({ state: "dropped", overAt: new Date(virtualContext.clock.nowMs()) })
        .execute();
      const off = trx.updateTable("webhookEndpoint").set({ isOn: false, offWhy: "person" });
      await off.where("url", "=", "https://h7.contoh.id").execute();
    });
    const forget = () => forgetWebhooks({ kit: portal.kit });
    virtualContext.advance(29 * 24 * HOUR_MS);
    await forget();
    expect(await places()).toHaveLength(201);
    virtualContext.advance(2 * 24 * HOUR_MS);
    const [again] = orders.slice(-1).map((one) => ({ ...one, id: virtualContext.ids.next(), once: "lagi" }));
    await inTenant(portal.kit.db, tenantId, (trx) =>
      publishStatusCallbacks(trx, again ? [again] : [], virtualContext.clock.nowMs()),
    );
    await forget();
    expect(await places()).toEqual(["https://*", "https://h7.contoh.id"]);
    const [last] = orders.slice(-1).map((one) => ({ ...one, id: virtualContext.ids.next(), once: "baru" }));
    await inTenant(portal.kit.db, tenantId, (trx) =>
      publishStatusCallbacks(trx, last ? [last] : [], virtualContext.clock.nowMs()),
    );
    expect(await places()).toEqual(["https://*", "https://h202.contoh.id", "https://h7.contoh.id"]);
  });
});

describe("an application that wants to be told of a conference", () => {
  const seat = { label: null, isMuted: false, beeps: "none", starts: true, ends: false, coachedCallId: null } as const;
  const tellRooms = () => publishConferenceCallbacks({ ...portal.kit, tellCallbacks: publishStatusCallbacks });

  /** Conferences of a new switch, and a function that joins a participant to the named one. */
  async function begun(name: string) {
    const switchId = virtualContext.ids.next();
    const { db, clock, ids } = portal.kit;
    await addTestRun(db, { id: switchId, at: new Date(clock.nowMs()) });
    const engine = openConferenceEngine({
      db,
      clock,
      ids,
      log: testLog,
      switchId,
      tell: () => undefined,
      hear: () => undefined,
      heldWith: () => "music",
      announced: async () => [],
    });
    const told = { url: status(), method: "POST", events: ["start", "end", "join", "leave", "mute", "hold"] } as const;
    const join = (callId: string, own: object = {}) => {
      const room = { kind: "named", name, membersMax: 5, told } as const;
      engine.join({
        callId,
        tenantId: centre.tenantId,
        legId: callId,
        room,
        seat: { ...seat, ...own },
        mayBeKept: false,
      });
    };
    return { switchId, desk: engine, join };
  }
  const roomOf = (name: string) =>
    inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("conference").select(["id", "endedWhy"]).where("name", "=", name).executeTakeFirst(),
    );
  const until = (name: string, joined: number) =>
    expect
      .poll(async () => {
        const { id } = (await roomOf(name)) ?? {};
        if (id === undefined) return 0;
        const of = inTenant(portal.kit.db, centre.tenantId, (trx) =>
          trx.selectFrom("conferenceParticipant").select("callId").where("conferenceId", "=", id).execute(),
        );
        return (await of).length;
      })
      .toBe(joined);
  const rooms = () =>
    came()
      .toSorted((one, other) => Number(one.fields.SequenceNumber) - Number(other.fields.SequenceNumber))
      .map(({ fields }) => `${fields.SequenceNumber} ${fields.StatusCallbackEvent}`);

  it("is told each thing once, whoever else tells beside it", async () => {
    const { desk, join } = await begun("Rapat");
    const [ani, budi] = [virtualContext.ids.next(), virtualContext.ids.next()];
    join(ani);
    join(budi, { ends: true });
    await until("Rapat", 2);
    await Promise.all([tellRooms(), tellRooms()]);
    const conferenceId = (await roomOf("Rapat"))?.id ?? "";
    desk.act(budi, { act: "change", conferenceId, isMuted: true });
    await desk.close(5_000);
    await Promise.all([tellRooms(), tellRooms()]);
    desk.leave(budi);
    await desk.close(5_000);
    await Promise.all([tellRooms(), tellRooms()]);
    expect(await tellRooms()).toBe(0);
    await deliver();
    expect(rooms()).toEqual([
      ...["1 participant-join", "2 participant-join", "3 conference-start", "4 participant-mute"],
      ...["5 participant-leave", "6 participant-leave", "7 conference-end"],
    ]);
    for (const { headers, fields } of came()) {
      const signature = String(headers["x-twilio-signature"]);
      expect(twilio.validateRequest(access.password, signature, status(), fields)).toBe(true);
      expect(fields).toMatchObject({ FriendlyName: "Rapat", ConferenceSid: sidOf("conference", conferenceId) });
    }
    expect(new Set(came().map(({ headers }) => headers["i-twilio-idempotency-token"])).size).toBe(7);
    expect(came().find(({ fields }) => fields.StatusCallbackEvent === "conference-end")?.fields).toMatchObject({
      ReasonConferenceEnded: "participant-with-end-conference-on-exit-left",
      CallSidEndingConference: sidOf("call", budi),
    });
  });

  it("is told from where it stood, without what happened before, by whoever holds it alone", async () => {
    const { desk, join } = await begun("Lama");
    const ani = virtualContext.ids.next();
    join(ani, { label: "agen" });
    await until("Lama", 1);
    await tellRooms();
    const conferenceId = (await roomOf("Lama"))?.id ?? "";
    desk.act(ani, { act: "change", conferenceId, isMuted: true });
    await desk.close(5_000);
    const round = () =>
      publishConferenceRound({ ...portal.kit, tellCallbacks: publishStatusCallbacks }, openCallFaults());
    await inTenant(portal.kit.db, centre.tenantId, async (trx) => {
      await trx.selectFrom("conferenceStatusCallback").select("sentCount").forUpdate().execute();
      expect(await round()).toEqual({ due: 1, told: 0 });
    });
    const { seen } = await inTenant(portal.kit.db, centre.tenantId, async (trx) => {
      const of = trx.selectFrom("conferenceStatusCallback").select("seen").where("conferenceId", "=", conferenceId);
      const row = await of.executeTakeFirstOrThrow();
      await trx.deleteFrom("conferenceEvent").where("sequence", "<=", row.seen).execute();
      return row;
    });
    expect(seen).toBeGreaterThan(0);
    expect(await round()).toEqual({ due: 1, told: 1 });
    await deliver();
    expect(rooms()).toEqual(["1 participant-join", "2 participant-mute"]);
    expect(came().map(({ fields }) => fields.ParticipantLabel)).toEqual(["agen", "agen"]);
  });

  it("is told without a number that its owner has had taken away, and each thing once nevertheless", async () => {
    const { desk, join } = await begun("Label");
    const [ani, budi] = [virtualContext.ids.next(), virtualContext.ids.next()];
    join(ani, { label: "0812-3456-7890" });
    join(budi, { label: "agen" });
    await until("Label", 2);
    await tellRooms();
    const { db } = portal.kit;
    await inTenant(db, centre.tenantId, (trx) => eraseOrders(trx, { number: TO }));
    const labels = await inTenant(db, centre.tenantId, async (trx) => {
      const of = await trx.selectFrom("conferenceParticipant").select("label").execute();
      const told = await trx.selectFrom("webhookDelivery").select("body").execute();
      return [of.map(({ label }) => label), told.filter(({ body }) => body.includes("7890"))];
    });
    expect([labels[0]?.toSorted(), labels[1]]).toEqual([["agen", null], []]);
    desk.leave(budi);
    desk.leave(ani);
    await desk.close(5_000);
    await tellRooms();
    await deliver();
    // The first join was erased with its number.
    expect(rooms().map((one) => one.split(" ")[0])).toEqual(["2", "3", "4", "5", "6"]);
    expect(came().filter(({ body }) => body.includes("7890"))).toEqual([]);
  });

  it("that is over and old is forgotten, a long one by portions", async () => {
    const id = virtualContext.ids.next();
    const [at, createdBefore] = [new Date("2001-01-01T00:00:00Z"), new Date("2002-01-01T00:00:00Z")];
    const own = { tenantId: centre.tenantId, conferenceId: id, at, kind: "start", data: "{}" };
    await inTenant(portal.kit.db, centre.tenantId, async (trx) => {
      const over = { createdAt: at, endedAt: at, endedWhy: "last-left" };
      await trx
        .insertInto("conference")
        .values({ id, tenantId: centre.tenantId, name: "Panjang", ...over })
        .execute();
      const events = Array.from({ length: 25 }, (_, sequence) => ({ ...own, sequence }));
      await trx.insertInto("conferenceEvent").values(events).execute();
    });
    const left = () =>
      inTenant(portal.kit.db, centre.tenantId, async (trx) => {
        const of = trx.selectFrom("conferenceEvent").select("sequence").where("conferenceId", "=", id).execute();
        return [(await of).length, (await roomOf("Panjang")) !== undefined];
      });
    const forget = () => forgetConferences(portal.kit.db, { createdBefore, limit: 1 });
    expect([await forget(), await left()]).toEqual([1, [5, true]]);
    expect([await forget(), await left()]).toEqual([1, [0, false]]);
    expect(await forget()).toBe(0);
  });

  it("is told the end of one whose switch has died", async () => {
    const { switchId, desk, join } = await begun("Terputus");
    join(virtualContext.ids.next());
    await until("Terputus", 1);
    await tellRooms();
    await desk.close(5_000);
    const endedAt = new Date(portal.kit.clock.nowMs());
    await portal.kit.db.updateTable("switchRun").set({ endedAt }).where("id", "=", switchId).execute();
    const { desk: next } = await begun("Lain");
    await expect.poll(async () => (await roomOf("Terputus"))?.endedWhy).toBe("system-restart");
    await next.close(5_000);
    await tellRooms();
    await tellRooms();
    await deliver();
    expect(rooms()).toEqual(["1 participant-join", "2 participant-leave", "3 conference-end"]);
  });
});

describe("an application that wants to be told of the recording of a conference", () => {
  const tell = () => publishRecordingCallbacks({ ...portal.kit, tellCallbacks: publishStatusCallbacks });
  const own = <Value>(work: Parameters<typeof inTenant<Value>>[2]) => inTenant(portal.kit.db, centre.tenantId, work);
  const EVENTS = ["in-progress", "completed", "absent"];

  /** An active recording, as the switch stores it. */
  async function begun(events: readonly string[]): Promise<{ readonly id: string; readonly conferenceId: string }> {
    const [id, conferenceId, { tenantId }] = [virtualContext.ids.next(), virtualContext.ids.next(), centre];
    const at = new Date(virtualContext.clock.nowMs());
    const row = {
      id,
      callId: virtualContext.ids.next(),
      tenantId,
      conferenceId,
      state: "recording",
      sealedKey: Buffer.alloc(8),
    };
    await own(async (trx) => {
      await trx
        .insertInto("recording")
        .values({ ...row, segments: "[]", beganAt: at, keepUntil: "2027-11-25" })
        .execute();
      const options = JSON.stringify({ url: status(), method: "POST", events });
      const isStartSent = !events.includes("in-progress");
      await trx
        .insertInto("recordingStatusCallback")
        .values({ recordingId: id, tenantId, options, isStartSent, createdAt: at })
        .execute();
    });
    return { id, conferenceId };
  }
  const becomes = (id: string, state: string) =>
    own((trx) =>
      trx
        .updateTable("recording")
        .set({ state, durationMs: 61_200, endedAt: new Date(virtualContext.clock.nowMs()) })
        .where("id", "=", id)
        .execute(),
    );
  const recordingStatuses = () =>
    came()
      .map(({ fields }) => fields.RecordingStatus ?? "")
      .toSorted((one, other) => one.localeCompare(other));
  const left = () => own((trx) => trx.selectFrom("recordingStatusCallback").select("recordingId").execute());

  it("is told of its begin and its end once, whoever else tells beside it, as the field's own validator expects it", async () => {
    const { id, conferenceId } = await begun(EVENTS);
    expect((await Promise.all([tell(), tell()])).reduce((sum, one) => sum + one)).toBe(1);
    expect(await tell()).toBe(0);
    await becomes(id, "kept");
    await Promise.all([tell(), tell()]);
    expect([await tell(), await left()]).toEqual([0, []]);
    await deliver();
    expect(recordingStatuses()).toEqual(["completed", "in-progress"]);
    for (const { headers, fields } of came()) {
      const signature = String(headers["x-twilio-signature"]);
      expect(twilio.validateRequest(access.password, signature, status(), fields)).toBe(true);
      expect(fields).toMatchObject({
        ConferenceSid: sidOf("conference", conferenceId),
        RecordingSid: sidOf("recording", id),
        RecordingSource: "Conference",
        RecordingChannels: "1",
      });
    }
    expect(came().find(({ fields }) => fields.RecordingStatus === "completed")?.fields.RecordingDuration).toBe("61");
  });

  it("is told what it asked for, that nothing was kept once nothing can be found any more, and nothing of what was taken away", async () => {
    const [kept, lost, gone] = [await begun(["completed"]), await begun(["absent"]), await begun(["completed"])];
    expect(await tell()).toBe(0);
    for (const [one, state] of [
      [kept, "kept"],
      [lost, "lost"],
      [gone, "deleted"],
    ] as const)
      await becomes(one.id, state);
    expect([await tell(), (await left()).length]).toEqual([2, 1]);
    virtualContext.advance(11 * 60_000);
    expect([await tell(), await left()]).toEqual([1, []]);
    await deliver();
    expect(recordingStatuses()).toEqual(["absent", "completed"]);
  });
});

describe("a receiver that is slow, dead, wrong, huge, redirecting and nonsense on schedule", () => {
  it("hears everything of every call within the day, and nothing under two ids", async () => {
    const chance = openChance(runSeed);
    const bad = MISDEEDS.filter((one) => one !== "none");
    const ids: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      receiver.do(() => (chance.next() < 0.6 ? (bad[chance.below(bad.length)] ?? "silent") : "none"));
      ids.push(idOf((await create()).sid));
      for (const id of ids.slice(-2)) await happened(id, chance.next() < 0.5 ? { isRinging: true } : {});
      // Several processes enqueue and deliver concurrently.
      await Promise.all([tellAll(), tellAll(), deliver(SILENT_MS), deliver(SILENT_MS)]);
      virtualContext.advance(chance.below(600_000));
    }
    for (const id of ids) await happened(id, END);
    receiver.do("none");
    await Promise.all([tellAll(), tellAll()]);
    for (let round = 0; round < 4; round += 1) {
      await deliver(SILENT_MS);
      virtualContext.advance(HOUR_MS);
    }
    const heard = came().filter(({ misdeed }) => ["none", "huge", "dripping", "half-closed"].includes(misdeed));
    const events = Map.groupBy(heard, ({ headers }) => String(headers["sambung-event"]));
    const tellings = new Set(
      Array.from(
        events.values(),
        ([one]) => `${one?.fields.CallSid} ${one?.fields.SequenceNumber} ${one?.fields.CallStatus}`,
      ),
    );
    expect(tellings.size).toBe(events.size);
    expect(events.size).toBe(ids.length * 4);
    for (const [event, tries] of Map.groupBy(came(), ({ headers }) => String(headers["sambung-event"])))
      expect([event, new Set(tries.map(({ body }) => body)).size]).toEqual([event, 1]);
  });
});
