import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addAlertQueue, GOOD_ALERT, letWait, watchAlerts } from "../../../../testkit/alert-fixture.ts";
import { type CallCentre, openCallCentre } from "../../../../testkit/call-centre.ts";
import type { ProblemBody } from "../../../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { orderEvent, webhookDelivering } from "../../../../testkit/webhook-fixture.ts";
import { openWebhookReceiver, RECEIVER_HOST, type WebhookReceiver } from "../../../../testkit/webhook-receiver.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { forgetDeliveries } from "./delivery.store.ts";
import { sweepWebhooks } from "./webhook.jobs.ts";
import { type DeliverOptions, deliverDue, isPublicAddress, type WayOut } from "./wire.ts";

const WEBHOOKS = "/api/service/webhooks";
const URL_OF = `https://${RECEIVER_HOST}/kejadian?a=1`;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

let virtualContext: VirtualContext;
let portal: TestPortal;
let receiver: WebhookReceiver;
let centre: CallCentre;
let heardBefore = 0;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  [portal, receiver] = await Promise.all([
    openTestPortal({ works: false, runtimeContext: virtualContext }),
    openWebhookReceiver(),
  ]);
});

beforeEach(async () => {
  centre = await openCallCentre(portal);
  receiver.answer({ status: 200, text: "diterima" });
  heardBefore = receiver.heard.length;
});

/** Waiting deliveries must not reach the next test. */
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
  await receiver?.close();
  await portal?.close();
});

const client = () => centre.operator.client;
const refusalOf = (answer: { readonly status: number; readonly body: unknown }) =>
  `${answer.status} ${(answer.body as ProblemBody).error?.code}`;
const heard = () => receiver.heard.slice(heardBefore);
const idsHeard = () => heard().map(({ event }) => event);
/** Sessions expire by the same clock as the pauses. */
async function pass(ms: number): Promise<void> {
  virtualContext.advance(ms);
  centre = { ...centre, operator: { ...centre.operator, ...(await portal.again(centre.operator)) } };
}

async function addEndpoint(kinds = ["message.state", "alert"], name = "Sistem jaga") {
  const added = await client().post<{ id: string; secret: string }>(WEBHOOKS, { name, url: URL_OF, kinds });
  expect(added.status).toBe(201);
  return added.body;
}

const deliver = async (way: Partial<WayOut> = {}, more: Partial<DeliverOptions> = {}) =>
  deliverDue(await webhookDelivering(portal.kit, { ...receiver.way, ...way }, more));
const event = (name?: string) => orderEvent(portal.kit, { tenantId: centre.tenantId, ...(name ? { name } : {}) });

interface Exchange {
  readonly eventId: string;
  readonly attempt: number;
  readonly kind: string;
  readonly state: string;
  readonly status: number | null;
  readonly fault: string | null;
  readonly answer: string;
}

const exchanges = async (id: string): Promise<readonly Exchange[]> =>
  (await client().get<{ items: Exchange[] }>(`${WEBHOOKS}/${id}/exchanges`)).body.items;
const inState = async (id: string, state: string) =>
  (
    await client().get<{ total: number; items: { eventId: string; attempts: number }[] }>(
      `${WEBHOOKS}/${id}/deliveries?state=${state}`,
    )
  ).body.items;
const view = async (id: string) => (await client().get<Record<string, unknown>>(`${WEBHOOKS}/${id}`)).body;

function macOf(secret: string, call: { readonly body: string; readonly signature: string } | undefined): string {
  const second = /^t=(\d+),/.exec(call?.signature ?? "")?.[1];
  return createHmac("sha256", secret).update(`${second}.${call?.body}`).digest("hex");
}

describe("an address that is told of events", () => {
  it("is called with a signed body that names no caller, and what it answers is shown", async () => {
    const { id, secret } = await addEndpoint();
    const queueId = await addAlertQueue(portal.kit, centre.tenantId);
    const form = { ...GOOD_ALERT, holdSeconds: 0, queueIds: [queueId], webhookIds: [id] };
    expect((await client().post("/api/service/alerts", form)).status).toBe(201);
    await letWait(portal.kit, { tenantId: centre.tenantId, queueId, count: 2 });
    const watch = watchAlerts(portal.kit);
    await watch.look();
    await deliver();
    const [call] = heard();
    expect(call).toMatchObject({ path: "/kejadian?a=1", host: RECEIVER_HOST, attempt: "1", delivery: call?.event });
    expect(JSON.parse(call?.body ?? "{}")).toMatchObject({
      id: call?.event,
      kind: "alert.raised",
      alert: { name: "Antrean penuh" },
      at: new Date(virtualContext.clock.nowMs()).toISOString(),
      event: { measure: "waiting", threshold: 2, figure: 2, queues: ["Umum"], sequence: 0, telling: 1 },
    });
    expect(call?.body).not.toContain("6281234567890");
    expect(call?.signature).toBe(`t=${Math.floor(virtualContext.clock.nowMs() / 1_000)},v1=${macOf(secret, call)}`);
    expect(await exchanges(id)).toMatchObject([{ state: "delivered", status: 200, answer: "diterima", attempt: 1 }]);
    await letWait(portal.kit, { tenantId: centre.tenantId, queueId, count: 0 });
    for (let look = 0; look < 40; look += 1) {
      virtualContext.advance(2_000);
      await watch.look();
    }
    await deliver();
    const bodies = heard().map(({ body }) => JSON.parse(body) as { kind: string; sequence: number });
    expect(bodies.map(({ kind }) => kind)).toEqual(["alert.raised", "alert.cleared"]);
    expect(bodies[1]?.sequence).toBeGreaterThan(bodies[0]?.sequence ?? Number.POSITIVE_INFINITY);
  });

  it("is told of what it wants, and each address that wants it under the same id", async () => {
    const { id: both } = await addEndpoint(["message.state"], "Satu");
    await addEndpoint(["alert", "message.received"], "Dua");
    const { id: other } = await addEndpoint(["message.state"], "Tiga");
    const eventId = await event();
    await deliver();
    expect(idsHeard()).toEqual([eventId, eventId]);
    expect(await inState(both, "delivered")).toMatchObject([{ eventId }]);
    expect(await inState(other, "delivered")).toMatchObject([{ eventId }]);
    const version = (await view(other)).version;
    const change = { name: "Tiga", url: URL_OF, kinds: ["message.state"], isOn: false, expectedVersion: version };
    expect((await client().put(`${WEBHOOKS}/${other}`, change)).status).toBe(204);
    await event();
    await deliver();
    expect(heard()).toHaveLength(3);
    expect(await view(other)).toMatchObject({ isOn: false, offWhy: "person" });
    expect(refusalOf(await client().put(`${WEBHOOKS}/${other}`, change))).toBe("409 webhook-stale");
    expect(refusalOf(await client().post(`${WEBHOOKS}/${other}/trials`))).toBe("409 webhook-off");
  });

  it("has a secret that is told once, and is replaced while the old one signs for a day", async () => {
    const { id, secret } = await addEndpoint();
    expect(secret).toMatch(/^whs_[\w-]{43}$/);
    const renewed = await client().post<{ secret: string }>(`${WEBHOOKS}/${id}/secret`);
    expect(renewed.status).toBe(201);
    const { secret: next } = renewed.body;
    await event();
    await deliver();
    const [call] = heard();
    expect(call?.signature.split(",").slice(1)).toEqual([`v1=${macOf(next, call)}`, `v1=${macOf(secret, call)}`]);
    expect((await view(id)).oldSecretUntil).toBe(new Date(virtualContext.clock.nowMs() + DAY_MS).toISOString());
    await pass(DAY_MS);
    await event();
    await deliver();
    expect(heard()[1]?.signature.split(",").slice(1)).toEqual([`v1=${macOf(next, heard()[1])}`]);
    expect((await view(id)).oldSecretUntil).toBeNull();
    const told = JSON.stringify([(await client().get(WEBHOOKS)).body, await view(id)]);
    const { rows } = await portal.kit.database.pool.query<{ text: string }>(
      "select coalesce(jsonb_agg(a)::text, '') as text from audit_entry a",
    );
    for (const hidden of [secret, next]) expect(told + (rows[0]?.text ?? "")).not.toContain(hidden);
  });

  it("is tried with longer and longer pauses under the same id for a day; what is given up is sent again by hand", async () => {
    const { id } = await addEndpoint();
    receiver.answer({ status: 503, text: "sibuk\nsekali" });
    const eventId = await event("satu");
    const tries: number[] = [];
    const beganMs = virtualContext.clock.nowMs();
    for (let second = 0; second < DAY_MS / 1_000 + 60; ) {
      if ((await deliver()) > 0) tries.push((virtualContext.clock.nowMs() - beganMs) / 1_000);
      const step = second < 3_600 ? 5 : 300;
      virtualContext.advance(step * 1_000);
      second += step;
    }
    expect(tries.slice(0, 5)).toEqual([0, 5, 35, 155, 755]);
    expect(tries.length).toBeGreaterThan(24);
    await pass(0);
    expect(new Set(idsHeard())).toEqual(new Set([eventId]));
    expect(new Set(heard().map(({ body }) => body)).size).toBe(1);
    expect(heard().map(({ attempt }) => Number(attempt))).toEqual(tries.map((_, nth) => nth + 1));
    expect(await exchanges(id)).toMatchObject(Array(25).fill({ status: 503, answer: "sibuk sekali" }));
    expect(await inState(id, "dead")).toMatchObject([{ eventId, attempts: tries.length }]);
    receiver.answer({ status: 200 });
    const other = await event("dua");
    const replay = `${WEBHOOKS}/${id}/deliveries`;
    expect((await client().post(`${replay}/${eventId}/replay`)).status).toBe(202);
    expect(refusalOf(await client().post(`${replay}/${eventId}/replay`))).toBe("404 no-such-webhook-event");
    await pass(5 * MINUTE_MS);
    await deliver();
    expect(idsHeard().slice(tries.length).toSorted()).toEqual([eventId, other].toSorted());
    expect(await inState(id, "dead")).toEqual([]);
    expect((await client().post<{ count: number }>(`${WEBHOOKS}/${id}/replays`)).body).toEqual({ count: 0 });
  });

  it("has all that was given up sent again at once", async () => {
    const { id } = await addEndpoint();
    receiver.answer({ status: 500 });
    const ids = [await event("satu"), await event("dua"), await event("tiga")];
    await deliver();
    await pass(DAY_MS);
    await sweepWebhooks(await webhookDelivering(portal.kit, receiver.way));
    expect((await inState(id, "dead")).map(({ eventId }) => eventId).toSorted()).toEqual(ids.toSorted());
    expect(await view(id)).toMatchObject({ dead: 3, waiting: 0 });
    receiver.answer({ status: 204 });
    expect((await client().post<{ count: number }>(`${WEBHOOKS}/${id}/replays`)).body).toEqual({ count: 3 });
    await deliver();
    expect(idsHeard().slice(3).toSorted()).toEqual(ids.toSorted());
  });

  it("that says it is gone is switched off, and the administrators are told", async () => {
    const { id } = await addEndpoint();
    receiver.answer({ status: 410 });
    await event();
    await deliver();
    expect(await view(id)).toMatchObject({ isOn: false, offWhy: "gone", dead: 1 });
    const mails = await portal.kit.db.selectFrom("mailMessage").select(["subject", "toPersonId"]).execute();
    const own = mails.filter(({ toPersonId }) => toPersonId === centre.operator.id);
    expect(own.map(({ subject }) => subject).some((subject) => subject.includes("Sistem jaga"))).toBe(true);
    const trail = await client().get<{ items: { action: string; subjectName: string | null }[] }>("/api/service/audit");
    expect(trail.body.items).toContainEqual(
      expect.objectContaining({ action: "webhook.switched-off", subjectName: "Sistem jaga" }),
    );
  });

  it("that does not answer is looked at once in a while only, and hears everything as soon as it is back", async () => {
    const { id } = await addEndpoint();
    receiver.answer({ status: 500 });
    for (let nth = 0; nth < 6; nth += 1) await event(`ke-${nth}`);
    await deliver();
    expect(heard().length).toBeGreaterThanOrEqual(5);
    expect(await view(id)).toMatchObject({ isFailing: true, waiting: 6 });
    const before = heard().length;
    virtualContext.advance(10_000);
    await deliver();
    expect(heard()).toHaveLength(before);
    virtualContext.advance(5 * MINUTE_MS);
    await deliver();
    expect(heard()).toHaveLength(before + 1);
    receiver.answer({ status: 200 });
    virtualContext.advance(5 * MINUTE_MS);
    await deliver();
    expect(await inState(id, "waiting")).toEqual([]);
    expect(new Set(idsHeard()).size).toBe(6);
    expect(await view(id)).toMatchObject({ isFailing: false });
  });

  it("is not called where any address of its name lies inside, and not followed to where it answers", async () => {
    const { id } = await addEndpoint();
    await event();
    await deliver({ addressesOf: async () => ["93.184.215.14", "127.0.0.1"], mayReach: isPublicAddress });
    expect(heard()).toEqual([]);
    expect(await exchanges(id)).toMatchObject([{ status: null, fault: "forbidden-address" }]);
    virtualContext.advance(MINUTE_MS);
    await deliver({ addressesOf: async () => [] });
    virtualContext.advance(MINUTE_MS);
    receiver.answer({ status: 302, location: `https://${RECEIVER_HOST}/lain` });
    await deliver();
    expect(heard().map(({ path }) => path)).toEqual(["/kejadian?a=1"]);
    expect((await exchanges(id)).map(({ status, fault }) => fault ?? status)).toEqual([
      ...[302, "unknown-name", "forbidden-address"],
    ]);
  });

  it("shows what was sent with numbers and texts hidden", async () => {
    const { id } = await addEndpoint();
    const eventId = await event();
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .updateTable("webhookDelivery")
        .set({ body: '{"id":"x","message":{"sender":"+6281234567890","recipient":"BANKKU","text":"kode 1234"}}' })
        .where("eventId", "=", eventId)
        .execute(),
    );
    const { body } = await client().get<{ body: string }>(`${WEBHOOKS}/${id}/deliveries/${eventId}`);
    expect(JSON.parse(body.body)).toEqual({
      id: "x",
      message: { sender: "•••890", recipient: "BANKKU", text: "•••" },
    });
  });

  it("is told nothing more once it has ended; names, numbers and texts have their bounds", async () => {
    const { id } = await addEndpoint();
    await event();
    expect((await client().delete(`${WEBHOOKS}/${id}`)).status).toBe(204);
    await event();
    await deliver();
    expect(heard()).toEqual([]);
    expect(refusalOf(await client().post(`${WEBHOOKS}/${id}/trials`))).toBe("404 no-such-webhook");
    const post = (name: string, url: string) => client().post(WEBHOOKS, { name, url, kinds: [] });
    expect(refusalOf(await post("Dalam", "https://192.168.1.1/"))).toBe("400 webhook-url-wrong");
    expect(refusalOf(await post("Polos", `http://${RECEIVER_HOST}/`))).toBe("400 webhook-url-wrong");
    for (let nth = 0; nth < 20; nth += 1) await addEndpoint([], `Alamat ${nth}`);
    expect(refusalOf(await post("Lebih", URL_OF))).toBe("409 webhook-limit");
    expect((await client().post(WEBHOOKS, { name: "x", url: URL_OF, kinds: ["apa saja"] })).status).toBe(400);
    const { body } = await client().get<{ items: { id: string }[] }>(WEBHOOKS);
    const first = body.items[0]?.id ?? "";
    for (let nth = 0; nth < 5; nth += 1) await client().post(`${WEBHOOKS}/${first}/trials`);
    expect(refusalOf(await client().post(`${WEBHOOKS}/${first}/trials`))).toBe("409 webhook-busy");
  });

  it("is forgotten after its days, and what waits is not", async () => {
    const { id } = await addEndpoint();
    await event();
    await deliver();
    virtualContext.advance(1_000);
    const waiting = await event();
    expect(
      await forgetDeliveries(portal.kit.db, new Date(virtualContext.clock.nowMs() + HOUR_MS), 1_000),
    ).toBeGreaterThan(0);
    expect(await exchanges(id)).toEqual([]);
    expect(await inState(id, "waiting")).toMatchObject([{ eventId: waiting }]);
  });

  it("whose secret cannot be read is not called, and what it should have heard is kept", async () => {
    const { id } = await addEndpoint();
    await event();
    await deliver({}, { key: Buffer.alloc(32, 1) });
    expect(heard()).toEqual([]);
    expect(await exchanges(id)).toMatchObject([{ state: "dead", fault: "secret-lost" }]);
  });
});
