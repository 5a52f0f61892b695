import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../../testkit/call-centre.ts";
import type { ProblemBody } from "../../../../../testkit/client.ts";
import {
  type FieldAccess,
  type FieldClient,
  fieldAccessOf,
  fieldKeyOf,
  openFieldClient,
} from "../../../../../testkit/field-client.ts";
import { addCallFixture, addTestCode, addTestRun } from "../../../../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../../../testkit/virtual-context.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { type CallOrders, idOfSid, sidOf } from "../../../flows/call-documents/index.ts";
import { eraseOrders } from "../accounts/personal.store.ts";
import { ORDERS_WAITING_MAX } from "./api-call.store.ts";
import { forgetApiCalls, openCallOrders } from "./call-orders.store.ts";

const TO = "+6281234567890";
const VOICE = "https://aplikasi.contoh.id/jawab";
const TWIML = "<Response><Say>Halo</Say></Response>";
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
let virtualContext: VirtualContext;
let portal: TestPortal;
let orders: CallOrders;
let switchId: string;
let centre: CallCentre;
let access: FieldAccess;
let client: FieldClient;
let from: string;
let codes = 1500200;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  orders = openCallOrders(portal.kit.db);
});

afterAll(() => portal?.close());

beforeEach(async () => {
  // No order of an earlier test is waiting.
  await drain();
  virtualContext.advance(MINUTE_MS);
  centre = await openCallCentre(portal);
  access = await fieldAccessOf(centre);
  client = openFieldClient(portal.url, access);
  codes += 1;
  from = String(codes);
  const { tenantId } = centre;
  await addTestCode(portal.kit.db, { code: from, tenantId, at: now() });
  switchId = virtualContext.ids.next();
  await addTestRun(portal.kit.db, { id: switchId, at: now() });
});

const now = () => new Date(virtualContext.clock.nowMs());
const create = (own: object = {}) => client.calls.create({ to: TO, from, url: VOICE, ...own });
const take = (max = 100) => orders.take({ switchId, nowMs: virtualContext.clock.nowMs(), max });
const idOf = (sid: string) => idOfSid("call", sid) ?? "";

const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: { status: number; code: number; message: string }) => error,
  );

async function drain(): Promise<void> {
  const own = virtualContext.ids.next();
  await addTestRun(portal.kit.db, { id: own, at: now() });
  virtualContext.advance(20 * MINUTE_MS);
  await orders.take({ switchId: own, nowMs: virtualContext.clock.nowMs(), max: 1 });
}

/** Stores call events as a switch does. */
const tell = (callId: string, own: Partial<Parameters<typeof addCallFixture>[1]> = {}) =>
  addCallFixture(portal.kit.db, {
    callId,
    tenantId: centre.tenantId,
    switchId,
    code: from,
    other: TO,
    direction: "outbound",
    beganAtMs: virtualContext.clock.nowMs(),
    ...own,
  });

describe("calls by the field's own client", () => {
  it("are on disk when they are created, and given to a switch once", async () => {
    const call = await create({
      timeout: 20,
      timeLimit: 600,
      sendDigits: "1w2",
      record: true,
      fallbackUrl: `${VOICE}/b`,
    });
    expect(call).toMatchObject({ to: TO, from, status: "queued", direction: "outbound-api", parentCallSid: null });
    expect(call.startTime).toBeNull();
    expect(await take()).toEqual([
      {
        callId: idOf(call.sid),
        tenantId: centre.tenantId,
        from,
        to: { kind: "number", number: TO },
        instructions: {
          from: "hook",
          voice: { url: VOICE, method: "POST" },
          fallback: { url: `${VOICE}/b`, method: "POST" },
        },
        timeoutSeconds: 20,
        timeLimitSeconds: 600,
        sendDigits: "1w2",
        isRecorded: true,
        createdAtMs: virtualContext.clock.nowMs(),
      },
    ]);
    expect(await take()).toEqual([]);
    expect((await client.calls(call.sid).fetch()).status).toBe("queued");
  });

  it("bring a document with them, ring phones of the house, and are asked by GET where that is wished", async () => {
    await create({ url: undefined, twiml: TWIML, to: "sip:101@rumah.contoh" });
    virtualContext.advance(1);
    await create({ method: "GET", to: "client:102" });
    expect(await take()).toMatchObject([
      { to: { kind: "phone", extension: "101" }, instructions: { from: "document", document: TWIML } },
      { to: { kind: "phone", extension: "102" }, instructions: { voice: { method: "GET" }, fallback: null } },
    ]);
  });

  it("are refused by the field's numbers", async () => {
    const wanted: readonly (readonly [object, number])[] = [
      [{ to: "" }, 21201],
      [{ to: "rumah" }, 21211],
      ...["112", "+62112", "62 112", "0112", "021-112", "119", "+62119"].map((to) => [{ to }, 21216] as const),
      [{ url: undefined, twiml: "<Response>\u0000</Response>" }, 21205],
      [{ from: "" }, 21213],
      [{ from: "TOKO" }, 21212],
      [{ from: "1500999" }, 21210],
      [{ url: undefined }, 21205],
      [{ url: "http://aplikasi.contoh.id/" }, 21205],
      [{ url: "https://127.0.0.1/" }, 21205],
      [{ url: "https://pintu.internal/" }, 21205],
      [{ fallbackUrl: "ftp://contoh.id/" }, 21205],
      [{ twiml: TWIML }, 20001],
      [{ timeout: 0 }, 20001],
      [{ timeLimit: 99_999 }, 20001],
      [{ sendDigits: "abc" }, 20001],
      [{ machineDetection: "Enable" }, 20001],
      [{ statusCallback: "https://127.0.0.1/" }, 21205],
      [{ statusCallback: VOICE, statusCallbackEvent: ["initiated", "whenever"] }, 20001],
      [{ recordingStatusCallback: "http://contoh.id/" }, 21205],
      [{ applicationSid: "AP00" }, 21218],
    ];
    const got = await Promise.all(wanted.map(async ([own]) => (await refusal(create(own)))?.code));
    expect(got).toEqual(wanted.map(([, code]) => code));
    expect(await take()).toEqual([]);
  });

  it("are followed from ringing to their end", async () => {
    const call = await create();
    const id = idOf(call.sid);
    const [order] = await take();
    expect(order && (await orders.begun(order, virtualContext.clock.nowMs()))).toBe(true);
    expect(order && (await orders.begun(order, virtualContext.clock.nowMs()))).toBe(false);
    const status = async () => (await client.calls(call.sid).fetch()).status;
    await tell(id);
    expect(await status()).toBe("queued");
    const other = virtualContext.ids.next();
    await tell(other, { isRinging: true });
    expect((await client.calls(sidOf("call", other)).fetch()).status).toBe("ringing");
    await tell(id, { isAnswered: true, end: { outcome: "answered", afterMs: 61_000 } });
    const done = await client.calls(call.sid).fetch();
    expect(done).toMatchObject({ status: "completed", duration: "61", direction: "outbound-api", from, to: TO });
    expect(done.endTime.getTime() - done.startTime.getTime()).toBe(61_000);
  });

  it("say why nobody talked", async () => {
    const outcomes = [
      ...([
        ["busy", "busy"],
        ["no-answer", "no-answer"],
        ["cancelled", "canceled"],
      ] as const),
      ...([
        ["channels-full", "failed"],
        ["system-restart", "failed"],
      ] as const),
    ];
    for (const [outcome, status] of outcomes) {
      const call = await create();
      await take();
      await tell(idOf(call.sid), { end: { outcome, afterMs: 5_000 } });
      expect((await client.calls(call.sid).fetch()).status).toBe(status);
      expect((await client.calls.list({ status })).map(({ sid }) => sid)).toContain(call.sid);
    }
    const refused = await create();
    const [order] = await take();
    expect(order?.callId).toBe(idOf(refused.sid));
    if (order !== undefined) await orders.refused(order, "no-line", virtualContext.clock.nowMs());
    expect((await client.calls(refused.sid).fetch()).status).toBe("failed");
  });

  it("are taken back before a switch has them, and not afterwards", async () => {
    const call = await create();
    expect((await client.calls(call.sid).update({ status: "canceled" })).status).toBe("canceled");
    expect(await take()).toEqual([]);
    expect((await refusal(client.calls(call.sid).update({ status: "completed" })))?.code).toBe(21220);
    const other = await create();
    await take();
    await tell(idOf(other.sid), { isAnswered: true });
    expect((await refusal(client.calls(other.sid).update({ status: "canceled" })))?.code).toBe(21220);
    expect((await refusal(client.calls(other.sid).update({})))?.code).toBe(20001);
  });

  it("are ended by the switch that has them", async () => {
    const call = await create();
    await take();
    await tell(idOf(call.sid), { isAnswered: true });
    const ending = client.calls(call.sid).update({ status: "completed" });
    const waiting = () =>
      inTenant(portal.kit.db, centre.tenantId, (trx) =>
        trx.selectFrom("switchCommand").select(["id", "kind", "payload"]).where("state", "=", "waiting").execute(),
      );
    await expect.poll(waiting).toMatchObject([{ kind: "end-call", payload: { callId: idOf(call.sid) } }]);
    const outcome = JSON.stringify({ callId: idOf(call.sid) });
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.updateTable("switchCommand").set({ state: "done", outcome, doneAt: now() }).execute(),
    );
    expect((await ending).sid).toBe(call.sid);
  });

  it("are taken back only as long as nobody has answered, of which the switch that has them is the judge", async () => {
    const call = await create();
    await take();
    const callId = idOf(call.sid);
    await tell(callId);
    const taking = refusal(client.calls(call.sid).update({ status: "canceled" }));
    const waiting = () =>
      inTenant(portal.kit.db, centre.tenantId, (trx) =>
        trx.selectFrom("switchCommand").select("payload").where("state", "=", "waiting").execute(),
      );
    await expect.poll(waiting).toEqual([{ payload: { callId, unlessAnswered: true } }]);
    const outcome = JSON.stringify({ refusal: "call-answered" });
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .updateTable("switchCommand")
        .set({ state: "refused", outcome, doneAt: now() })
        .where("state", "=", "waiting")
        .execute(),
    );
    expect((await taking)?.code).toBe(21220);
  });

  it("are led on by another document, as the switch that has them says", async () => {
    const call = await create();
    await take();
    await tell(idOf(call.sid), { isAnswered: true });
    const commands = () =>
      inTenant(portal.kit.db, centre.tenantId, (trx) =>
        trx.selectFrom("switchCommand").select(["id", "kind", "payload"]).where("state", "=", "waiting").execute(),
      );
    const settle = (outcome: object, state: string) =>
      inTenant(portal.kit.db, centre.tenantId, (trx) =>
        trx
          .updateTable("switchCommand")
          .set({ state, outcome: JSON.stringify(outcome), doneAt: now() })
          .where("state", "=", "waiting")
          .execute(),
      );
    const long = `<Response><Say>${"Halo. ".repeat(600)}</Say></Response>`;
    const leading = client.calls(call.sid).update({ twiml: long });
    await expect
      .poll(commands)
      .toMatchObject([{ kind: "redirect-call", payload: { redirect: { from: "document", document: long } } }]);
    await settle({ callId: idOf(call.sid) }, "done");
    expect((await leading).sid).toBe(call.sid);
    const refused = refusal(client.calls(call.sid).update({ url: VOICE, method: "GET" }));
    await expect
      .poll(commands)
      .toMatchObject([
        { payload: { redirect: { from: "hook", voice: { url: VOICE, method: "GET" }, fallback: null } } },
      ]);
    await settle({ refusal: "call-not-programmable" }, "refused");
    expect((await refused)?.code).toBe(21220);
    // The document is deleted from the command once it is settled.
    const settled = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("switchCommand").select("payload").where("kind", "=", "redirect-call").execute(),
    );
    expect(settled.map(({ payload }) => payload)).toEqual([{ callId: idOf(call.sid) }, { callId: idOf(call.sid) }]);
    expect((await refusal(client.calls(call.sid).update({ url: "https://127.0.0.1/" })))?.code).toBe(21205);
    expect((await refusal(client.calls(call.sid).update({ url: VOICE, twiml: TWIML })))?.code).toBe(20001);
  });

  it("take numbers of a form with a plus that was not encoded, and show E.164", async () => {
    const path = `${portal.url}/2010-04-01/Accounts/${access.accountSid}/Calls.json`;
    const headers = {
      authorization: `Basic ${Buffer.from(`${access.username}:${access.password}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    };
    const body = `To=+62 812-3456-7890&From=+62${from}&Url=${encodeURIComponent(VOICE)}`;
    const made = (await (await fetch(path, { method: "POST", headers, body })).json()) as { to: string; sid: string };
    expect(made).toMatchObject({ to: TO, from });
    expect(await take()).toMatchObject([{ callId: idOf(made.sid), from, to: { kind: "number", number: TO } }]);
    await fetch(path, {
      method: "POST",
      headers,
      body: `To=+16505550100&From=${from}&Url=${encodeURIComponent(VOICE)}`,
    });
    expect(await take()).toMatchObject([{ to: { number: "+16505550100" } }]);
    const found = (await (await fetch(`${path}?To=+16505550100`, { headers })).json()) as { calls: { to: string }[] };
    expect(found.calls.map(({ to }) => to)).toEqual(["+16505550100"]);
    const local = await create({ to: "081234567890" });
    expect([local.to, (await client.calls(local.sid).fetch()).to]).toEqual([TO, TO]);
  });

  it("name each cause of 20001 by a text of its own", async () => {
    const ask = async (path: string, body: string | undefined, type = "application/x-www-form-urlencoded") => {
      const answer = await fetch(`${portal.url}/2010-04-01/Accounts/${access.accountSid}/${path}`, {
        method: body === undefined ? "GET" : "POST",
        headers: {
          authorization: `Basic ${Buffer.from(`${access.username}:${access.password}`).toString("base64")}`,
          "content-type": type,
          "accept-language": "en",
        },
        ...(body === undefined ? {} : { body }),
      });
      const { code, message } = (await answer.json()) as { code: number; message: string };
      return [code, message];
    };
    const call = await create();
    expect(await ask("Calls.json", "Timeout=abc&Fax=1")).toEqual([
      20001,
      "Invalid parameter value: Timeout. Unknown parameter: Fax.",
    ]);
    expect(await ask("Calls.json?PageSize=0", undefined)).toEqual([20001, "Invalid parameter value: PageSize."]);
    expect(await ask(`Calls/${call.sid}.json`, "")).toEqual([20001, "Missing required parameter: Status, Url, Twiml."]);
    expect(await ask("Applications.json", "")).toEqual([20001, "Missing required parameter: FriendlyName."]);
    expect(await ask(`Calls/${call.sid}.json`, `Url=${encodeURIComponent(VOICE)}&Twiml=x`)).toEqual([
      20001,
      "These parameters cannot be used together: Url, Twiml.",
    ]);
    const [code, message] = await ask("Calls.json", "{", "application/json");
    expect([code, message]).toEqual([20001, expect.stringMatching(/^The request body cannot be read/)]);
  });

  it("are ordered once for one Idempotency-Key", async () => {
    const ask = async (key: string, to: string, name = "idempotency-key", more: Record<string, string> = {}) => {
      const answer = await fetch(`${portal.url}/2010-04-01/Accounts/${access.accountSid}/Calls.json`, {
        method: "POST",
        headers: {
          authorization: `Basic ${Buffer.from(`${access.username}:${access.password}`).toString("base64")}`,
          [name]: key,
          ...more,
        },
        body: new URLSearchParams({ To: to, From: from, Url: VOICE }),
      });
      return (await answer.json()) as { sid?: string; code?: number };
    };
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => ask("pesanan-9", TO)));
    expect(new Set(all.map(({ sid }) => sid)).size).toBe(1);
    expect(await take()).toHaveLength(1);
    expect((await ask("pesanan-9", "+6281234567899")).code).toBe(88002);
    expect((await ask("tidak sah", TO)).code).toBe(20001);
    const field = "i-twilio-idempotency-token";
    expect((await ask("pesanan-9", TO, field)).sid).toBe(all[0]?.sid);
    expect((await ask("pesanan-9", TO, field, { "idempotency-key": "pesanan-9" })).sid).toBe(all[0]?.sid);
    expect((await ask("pesanan-9", TO, field, { "idempotency-key": "pesanan-8" })).code).toBe(20001);
  });
});

const keepExchange = (callId: string, afterMs: number, own: object = {}) =>
  inTenant(portal.kit.db, centre.tenantId, (trx) =>
    trx
      .insertInto("hookExchange")
      .values({
        id: virtualContext.ids.next(),
        tenantId: centre.tenantId,
        callId,
        nth: 1,
        kind: "voice",
        method: "POST",
        url: VOICE,
        status: 200,
        durationMs: 40,
        error: null,
        answer: "<Response/>",
        at: new Date(virtualContext.clock.nowMs() + afterMs),
        fields: JSON.stringify({ From: "+62********890" }),
        warnings: "[]",
        ...own,
      })
      .execute(),
  );

describe("what hooks of a call were asked", () => {
  it("is listed in its order, page by page, and by nobody else", async () => {
    const call = await create();
    const id = idOf(call.sid);
    const warnings = JSON.stringify([{ number: 12_200, verb: "Say", attribute: "pitch" }]);
    await keepExchange(id, 2_000, { kind: "fallback", status: null, error: 11_205, answer: "" });
    await keepExchange(id, 1_000, { warnings });
    await keepExchange(virtualContext.ids.next(), 0);
    const events = await client.calls(call.sid).events.list({ pageSize: 1, limit: 10 });
    expect(events.map(({ request, response }): readonly unknown[] => [request, response])).toMatchObject([
      [
        { kind: "voice", url: VOICE, parameters: { From: "+62********890" } },
        { response_code: 200, response_body: "<Response/>", warnings: [{ code: 12_200, verb: "Say" }] },
      ],
      [{ kind: "fallback" }, { response_code: null, error_code: 11_205 }],
    ]);
    const stranger = openFieldClient(portal.url, await fieldAccessOf(await openCallCentre(portal)));
    expect((await refusal(stranger.calls(call.sid).events.list()))?.code).toBe(20404);
    const writer = openFieldClient(portal.url, await fieldKeyOf(centre, "Penulis", ["calls.write"]));
    expect((await refusal(writer.calls(call.sid).events.list()))?.code).toBe(20403);
  });
});

describe("the list of calls", () => {
  it("has what is over, what goes on and what waits, newest first, each once", async () => {
    const told: string[] = [];
    for (const [index, own] of [
      { direction: "inbound" as const, end: { outcome: "no-answer" as const, afterMs: 9_000 } },
      { isAnswered: true },
      { end: { outcome: "busy" as const, afterMs: 2_000 } },
      { direction: "inbound" as const },
    ].entries()) {
      const id = virtualContext.ids.next();
      await tell(id, { beganAtMs: virtualContext.clock.nowMs() + index * 1_000, ...own });
      told.push(sidOf("call", id));
    }
    virtualContext.advance(10_000);
    const waiting = await create();
    const wanted = [waiting.sid, ...told.toReversed()];
    expect((await client.calls.list()).map(({ sid }) => sid)).toEqual(wanted);
    expect((await client.calls.list({ pageSize: 2, limit: 50 })).map(({ sid }) => sid)).toEqual(wanted);
    const statuses = (await client.calls.list()).map(({ status }) => status);
    expect(statuses).toEqual(["queued", "ringing", "busy", "in-progress", "no-answer"]);
    for (const status of ["queued", "ringing", "busy", "in-progress", "no-answer"] as const)
      expect((await client.calls.list({ status })).map((call) => call.status)).toEqual([status]);
  });

  it("is narrowed by numbers and by when calls began and ended", async () => {
    const base = virtualContext.clock.nowMs();
    const [first, second] = [virtualContext.ids.next(), virtualContext.ids.next()];
    await tell(first, { direction: "inbound", other: "081200000001", end: { outcome: "busy", afterMs: 1_000 } });
    await tell(second, { beganAtMs: base + 2 * DAY_MS, end: { outcome: "busy", afterMs: 1_000 } });
    await create({ to: "+6281200000002" });
    const sids = async (filter: Parameters<FieldClient["calls"]["list"]>[0]) =>
      (await client.calls.list(filter)).map(({ sid }) => idOf(sid));
    expect(await sids({ from: "+6281200000001" })).toEqual([first]);
    expect(await sids({ to: "0812-3456-7890" })).toEqual([second]);
    expect(await sids({ to: "+6281200000002" })).toHaveLength(1);
    expect(await sids({ startTimeAfter: new Date(base + DAY_MS) })).toEqual([second]);
    expect(await sids({ startTimeBefore: new Date(base + DAY_MS) })).toEqual([first]);
    expect(await sids({ startTime: new Date(base) })).toEqual([first]);
    expect(await sids({ endTimeAfter: new Date(base + 2 * DAY_MS) })).toEqual([second]);
    expect((await refusal(client.calls.list({ status: "gone" as "busy" })))?.code).toBe(20001);
  });

  it("shows nothing to another account, nor to a key that is for something else", async () => {
    const call = await create();
    const stranger = openFieldClient(portal.url, await fieldAccessOf(await openCallCentre(portal)));
    expect(await stranger.calls.list()).toEqual([]);
    expect((await refusal(stranger.calls(call.sid).fetch()))?.code).toBe(20404);
    expect((await refusal(stranger.calls(call.sid).update({ status: "canceled" })))?.code).toBe(20404);
    expect((await refusal(stranger.calls.create({ to: TO, from, url: VOICE })))?.code).toBe(21210);
    const reader = openFieldClient(portal.url, await fieldKeyOf(centre, "Pembaca", ["calls.read"]));
    expect(await reader.calls.list()).toHaveLength(1);
    expect((await refusal(reader.calls(call.sid).update({ status: "canceled" })))?.code).toBe(20403);
    expect((await refusal(reader.calls.create({ to: TO, from, url: VOICE })))?.code).toBe(20403);
    const writer = openFieldClient(portal.url, await fieldKeyOf(centre, "Penulis", ["calls.write"]));
    expect((await refusal(writer.calls(call.sid).fetch()))?.code).toBe(20403);
  });
});

describe("ordered calls", () => {
  it("are given out at their call centre's pace, and wait beyond it", async () => {
    for (let count = 0; count < 14; count += 1) await create();
    expect(await take()).toHaveLength(10);
    expect(await take()).toHaveLength(0);
    virtualContext.advance(600);
    expect(await take()).toHaveLength(3);
    virtualContext.advance(10_000);
    expect(await take()).toHaveLength(1);
  });

  it("are given out at another pace once the installation says so, which their call centre sees", async () => {
    const administrator = (await portal.officer("administrator")).client;
    const path = `/api/service/tenants/${centre.tenantId}/call-pace`;
    const before = { perSecond: 5, burst: 10, atOnce: 100 };
    expect((await administrator.get(path)).body).toEqual({ ...before, going: 0, waiting: 0, waitingMax: 600 });
    for (let count = 0; count < 4; count += 1) await create();
    const pace = { perSecond: 1, burst: 2, atOnce: 3 };
    const change = (own: object = {}) => administrator.put<ProblemBody>(path, { before, pace, ...own });
    const codeOf = async (asked: ReturnType<typeof change>) => (await asked).body.error.code;
    expect(await codeOf(change({ pace: { ...pace, perSecond: 3 } }))).toBe("call-pace-burst-small");
    for (const wrong of [{ perSecond: 0 }, { perSecond: 1.5 }, { burst: 1_001 }, { atOnce: 10_001 }])
      expect((await change({ pace: { ...pace, ...wrong } })).status).toBe(400);
    const both = await Promise.all([change(), change({ pace: { ...pace, atOnce: 4 } })]);
    expect(both.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([204, 409]);
    expect(await codeOf(change())).toBe("call-pace-stale");
    const kept = (await administrator.get<{ atOnce: number }>(path)).body;
    await change({ before: { ...pace, atOnce: kept.atOnce } });
    expect(await take()).toHaveLength(2);
    virtualContext.advance(1_000);
    expect(await take()).toHaveLength(1);
    virtualContext.advance(60_000);
    expect(await take()).toHaveLength(0);
    const { client: operator } = centre.operator;
    expect((await operator.get("/api/service/call-limits")).body).toEqual({
      calls: { ...pace, going: 3, waiting: 1, waitingMax: 600 },
      requests: { perSecond: 300, burst: 2_000, atOnce: 50 },
      creations: { perSecond: 100, burst: 1_000 },
    });
    expect((await operator.put(path, { before: pace, pace: before })).status).toBe(403);
    const told = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("auditEntry").select(["actorRole", "detail"]).where("action", "=", "tenant.paced").execute(),
    );
    expect(told.at(0)).toMatchObject({
      actorRole: "administrator",
      detail: { changed: ["perSecond", "burst", "atOnce"] },
    });
    const unknownTenant = await administrator.get<ProblemBody>(
      `/api/service/tenants/${virtualContext.ids.next()}/call-pace`,
    );
    expect([unknownTenant.status, unknownTenant.body.error.code]).toEqual([404, "no-such-tenant"]);
    const closed = await administrator.post(`/api/service/tenants/${centre.tenantId}/closing`, { expectedVersion: 1 });
    expect(closed.status).toBe(200);
    expect(await codeOf(change({ before: pace }))).toBe("tenant-closed");
  });

  it("of one call centre do not hold up another's", async () => {
    for (let count = 0; count < 30; count += 1) await create();
    const other = await openCallCentre(portal);
    const code = String(codes + 700);
    await addTestCode(portal.kit.db, { code, tenantId: other.tenantId, at: now() });
    await openFieldClient(portal.url, await fieldAccessOf(other)).calls.create({ to: TO, from: code, url: VOICE });
    const taken = await take(4);
    expect(taken).toHaveLength(4);
    expect(taken.filter(({ tenantId }) => tenantId === other.tenantId)).toHaveLength(1);
  });

  it("go on in no larger number at once than their call centre may have", async () => {
    await create();
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.updateTable("apiCallPace").set({ atOnce: 2 }).execute(),
    );
    for (let count = 0; count < 3; count += 1) await create();
    const first = await take();
    expect(first).toHaveLength(2);
    for (const order of first) {
      await orders.begun(order, virtualContext.clock.nowMs());
      await tell(order.callId, { isAnswered: true });
    }
    virtualContext.advance(10_000);
    expect(await take()).toHaveLength(0);
    await tell(first[0]?.callId ?? "", { isAnswered: true, end: { outcome: "answered", afterMs: 1_000 } });
    expect(await take()).toHaveLength(1);
  });

  it("are given out again when their switch died before it rang, and never where it may have rung", async () => {
    const [first, second] = [await create(), await create()];
    const taken = await take();
    const begun = taken.find(({ callId }) => callId === idOf(second.sid));
    if (begun !== undefined) await orders.begun(begun, virtualContext.clock.nowMs());
    await portal.kit.db.updateTable("switchRun").set({ endedAt: now() }).where("id", "=", switchId).execute();
    switchId = virtualContext.ids.next();
    await addTestRun(portal.kit.db, { id: switchId, at: now() });
    virtualContext.advance(1_000);
    expect((await take()).map(({ callId }) => callId)).toEqual([idOf(first.sid)]);
    expect((await client.calls(second.sid).fetch()).status).toBe("failed");
  });

  it("that their switch lets go of wait again, and nobody else's do", async () => {
    const [first, second, third] = [await create(), await create(), await create()];
    const [mine] = await take(1);
    const other = virtualContext.ids.next();
    await addTestRun(portal.kit.db, { id: other, at: now() });
    const [theirs] = await orders.take({ switchId: other, nowMs: virtualContext.clock.nowMs(), max: 1 });
    const [begun] = await take(1);
    if (begun !== undefined) await orders.begun(begun, virtualContext.clock.nowMs());
    expect(new Set([mine, theirs, begun].map((one) => one?.callId))).toEqual(
      new Set([first, second, third].map(({ sid }) => idOf(sid))),
    );
    await orders.giveBack(switchId);
    expect((await take()).map(({ callId }) => callId)).toEqual([mine?.callId]);
  });

  it("that were begun and left no event are refused after a minute, and those whose call is there never", async () => {
    const [lost, going, over] = [await create(), await create(), await create()];
    for (const order of await take()) await orders.begun(order, virtualContext.clock.nowMs());
    await tell(idOf(going.sid), { isAnswered: true });
    await tell(idOf(over.sid), { end: { outcome: "busy", afterMs: 1_000 } });
    const states = async () => {
      await take();
      const statuses = [];
      for (const { sid } of [lost, going, over]) statuses.push((await client.calls(sid).fetch()).status);
      return statuses;
    };
    virtualContext.advance(30_000);
    expect(await states()).toEqual(["queued", "in-progress", "busy"]);
    virtualContext.advance(31_000);
    expect(await states()).toEqual(["failed", "in-progress", "busy"]);
    // Settled orders are not examined or counted again.
    const unsettled = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("apiCall").select("callId").where("doneAt", "is", null).execute(),
    );
    expect(unsettled).toEqual([]);
  });

  it("whose call is kept no longer are over, and not on their way again", async () => {
    const call = await create();
    for (const order of await take()) await orders.begun(order, virtualContext.clock.nowMs());
    // An order whose call's events were purged by the retention rules.
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.updateTable("apiCall").set({ doneAt: now() }).execute(),
    );
    virtualContext.advance(2 * MINUTE_MS);
    expect(await take()).toEqual([]);
    expect((await client.calls(call.sid).fetch()).status).toBe("completed");
    expect((await client.calls.list({ status: "completed" })).map(({ sid }) => sid)).toEqual([call.sid]);
    expect(await client.calls.list({ status: "queued" })).toEqual([]);
  });

  it("are given to one of several switches, however many ask at once", async () => {
    for (let count = 0; count < 10; count += 1) await create();
    const runs = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const id = virtualContext.ids.next();
        await addTestRun(portal.kit.db, { id, at: now() });
        return orders.take({ switchId: id, nowMs: virtualContext.clock.nowMs(), max: 3 });
      }),
    );
    const rest = await take();
    const ids = [...runs.flat(), ...rest].map(({ callId }) => callId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(10);
  });

  it("that no switch began in a quarter of an hour are given up", async () => {
    const call = await create();
    virtualContext.advance(16 * MINUTE_MS);
    expect(await take()).toEqual([]);
    expect((await client.calls(call.sid).fetch()).status).toBe("failed");
  });

  it("are refused beyond what may wait, with when to come again", async () => {
    const { tenantId } = centre;
    await create();
    const rows = Array.from({ length: ORDERS_WAITING_MAX - 1 }, () => ({
      callId: virtualContext.ids.next(),
      tenantId,
      fromCode: from,
      toKind: "number",
      toAddress: TO,
      voiceUrl: VOICE,
      timeoutSeconds: 20,
      isRecorded: false,
      createdAt: now(),
    }));
    await inTenant(portal.kit.db, tenantId, (trx) => trx.insertInto("apiCall").values(rows).execute());
    expect(await refusal(create())).toMatchObject({ status: 429, code: 20429 });
  });

  it("to a number are taken away by its owner's request, but for those that are still to come", async () => {
    const [over, waiting, other] = [await create(), await create(), await create({ to: "+6281234567811" })];
    await client.calls(over.sid).update({ status: "canceled" });
    await client.calls(other.sid).update({ status: "canceled" });
    await inTenant(portal.kit.db, centre.tenantId, (trx) => eraseOrders(trx, { number: "081234567890" }));
    const left = (await client.calls.list()).map(({ sid }) => sid);
    expect(left.toSorted()).toEqual([waiting.sid, other.sid].toSorted());
  });

  it("have what was asked and answered in them taken away with the calls of the number", async () => {
    const [theirs, others] = [virtualContext.ids.next(), virtualContext.ids.next()];
    await tell(theirs, { direction: "inbound", end: { outcome: "busy", afterMs: 1_000 } });
    await tell(others, { direction: "inbound", other: "+6281234567811", end: { outcome: "busy", afterMs: 1_000 } });
    for (const callId of [theirs, others]) await keepExchange(callId, 0);
    await inTenant(portal.kit.db, centre.tenantId, (trx) => eraseOrders(trx, { number: "081234567890" }));
    const left = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("hookExchange").select("callId").execute(),
    );
    expect(left).toEqual([{ callId: others }]);
  });

  it("are forgotten once they are over and old, and their calls are not", async () => {
    const [over, waiting] = [await create(), await create()];
    const taken = await take();
    const own = taken.find(({ callId }) => callId === idOf(over.sid));
    if (own !== undefined) await orders.begun(own, virtualContext.clock.nowMs());
    await tell(idOf(over.sid), { isAnswered: true, end: { outcome: "answered", afterMs: 1_000 } });
    virtualContext.advance(8 * DAY_MS);
    const before = new Date(virtualContext.clock.nowMs() - 7 * DAY_MS);
    await forgetApiCalls(portal.kit.db, { createdBefore: before, limit: 10_000 });
    const left = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("apiCall").select("callId").execute(),
    );
    expect(left.map(({ callId }) => callId)).toEqual([idOf(waiting.sid)]);
    expect((await client.calls(over.sid).fetch()).status).toBe("completed");
  });
});
