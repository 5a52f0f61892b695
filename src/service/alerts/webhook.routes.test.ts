import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addAlertQueue, GOOD_ALERT, letWait, watchAlerts } from "../../../testkit/alert-stage.ts";
import { type CallCentre, openCallCentre } from "../../../testkit/call-centre.ts";
import type { ProblemBody } from "../../../testkit/client.ts";
import { untilOneWaits } from "../../../testkit/lock-waits.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { openWebhookReceiver, RECEIVER_HOST, type WebhookReceiver } from "../../../testkit/webhook-receiver.ts";
import { type VirtualWorld, virtualWorld } from "../../../testkit/world.ts";
import { inTenant } from "../../platform/database/index.ts";
import { keyFromFile } from "../../platform/sealing/index.ts";
import { isPublicAddress, openOutward, signatureOf, type WayOut } from "../webhooks/wire.ts";
import { deliverDue, openDeliverer } from "./deliver.effects.ts";
import { TRIES_MAX } from "./delivery.shared.ts";
import { claimDelivery, dueDeliveries, forgetAlerts, insertDelivery, ownWebhooks } from "./webhook.store.ts";

const WEBHOOKS = "/api/service/alert-webhooks";
const URL_OF = `https://${RECEIVER_HOST}/peringatan?a=1`;
const HOUR_MS = 3_600_000;

let world: VirtualWorld;
let portal: TestPortal;
let receiver: WebhookReceiver;
let key: Buffer;
let centre: CallCentre;
let heardBefore = 0;

beforeAll(async () => {
  world = virtualWorld();
  [portal, receiver] = await Promise.all([openTestPortal({ works: false, world }), openWebhookReceiver()]);
  key = await keyFromFile(portal.kit.settings.dataFolder, "service");
});

beforeEach(async () => {
  centre = await openCallCentre(portal);
  receiver.answer({ status: 200, text: "diterima" });
  heardBefore = receiver.heard.length;
});

/** What waits still must not come to the test after this one. */
afterEach(() =>
  inTenant(portal.kit.db, centre.tenantId, (trx) =>
    trx.updateTable("alertDelivery").set({ state: "failed" }).execute(),
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

async function addWebhook(name = "Sistem jaga") {
  const added = await client().post<{ id: string; secret: string }>(WEBHOOKS, { name, url: URL_OF });
  expect(added.status).toBe(201);
  return added.body;
}

const deliver = ({ callMs, ...way }: Partial<WayOut> & { readonly callMs?: number } = {}) =>
  deliverDue({ ...standing({ ...receiver.way, ...way }), ...(callMs === undefined ? {} : { callMs }) });

/** What delivering stands on, over a way out of its own. */
const standing = (way: WayOut) => ({ kit: portal.kit, key, outward: openOutward(way), sign: signatureOf });

interface Delivery {
  readonly state: string;
  readonly status: number | null;
  readonly fault: string | null;
  readonly answer: string;
  readonly attempts: number;
}

const deliveries = async (id: string): Promise<readonly Delivery[]> =>
  (await client().get<{ items: Delivery[] }>(`${WEBHOOKS}/${id}/deliveries`)).body.items;

describe("an address that is told of alerts", () => {
  it("is called with a signed body that names no caller, and what it answers is shown", async () => {
    const { id, secret } = await addWebhook();
    const queueId = await addAlertQueue(portal.kit, centre.tenantId);
    const form = { ...GOOD_ALERT, holdSeconds: 0, queueIds: [queueId], webhookIds: [id] };
    await client().post("/api/service/alerts", form);
    await letWait(portal.kit, { tenantId: centre.tenantId, queueId, count: 2 });
    const watch = watchAlerts(portal.kit);
    await watch.look();
    await deliver();
    const [call] = heard();
    expect(call).toMatchObject({ path: "/peringatan?a=1", host: RECEIVER_HOST });
    const body = JSON.parse(call?.body ?? "{}") as { readonly id: string };
    expect(body).toMatchObject({
      ...{ id: call?.delivery, kind: "alert.raised", alert: { name: "Antrean penuh" } },
      event: { measure: "waiting", threshold: 2, figure: 2, queues: ["Umum"], sequence: 0, telling: 1 },
    });
    expect(call?.body).not.toContain("6281234567890");
    const [second = "", mac = ""] = (call?.signature ?? "").split(",");
    const expected = createHmac("sha256", secret)
      .update(`${second.slice(2)}.${call?.body}`)
      .digest("hex");
    expect([second, mac]).toEqual([`t=${Math.floor(world.clock.nowMs() / 1_000)}`, `v1=${expected}`]);
    expect(await deliveries(id)).toMatchObject([{ state: "delivered", status: 200, answer: "diterima", attempts: 1 }]);
    await letWait(portal.kit, { tenantId: centre.tenantId, queueId, count: 0 });
    for (let look = 0; look < 40; look += 1) {
      world.advance(2_000);
      await watch.look();
    }
    await deliver();
    expect(heard().map((one) => (JSON.parse(one.body) as { kind: string }).kind)).toEqual([
      "alert.raised",
      "alert.cleared",
    ]);
  });

  it("has a secret that is told once", async () => {
    const { secret } = await addWebhook();
    expect(secret).toMatch(/^whs_[\w-]{43}$/);
    expect(JSON.stringify((await client().get(WEBHOOKS)).body)).not.toContain(secret);
    const { rows } = await portal.kit.database.pool.query<{ text: string }>(
      "select coalesce(jsonb_agg(a)::text, '') as text from audit_entry a",
    );
    expect(rows[0]?.text).not.toContain(secret);
  });

  it("is tried by a button, again with longer and longer pauses under the same id, and given up after some tries", async () => {
    const { id } = await addWebhook();
    receiver.answer({ status: 503, text: "sibuk\nsekali" });
    expect((await client().post(`${WEBHOOKS}/${id}/trials`)).status).toBe(202);
    await deliver();
    expect(await deliveries(id)).toMatchObject([
      { state: "waiting", status: 503, answer: "sibuk sekali", attempts: 1 },
    ]);
    await deliver();
    expect(heard()).toHaveLength(1);
    for (let attempt = 0; attempt < TRIES_MAX + 3; attempt += 1) {
      world.advance(HOUR_MS);
      await deliver();
    }
    expect(heard()).toHaveLength(TRIES_MAX);
    expect(new Set(heard().map(({ delivery }) => delivery)).size).toBe(1);
    expect(new Set(heard().map(({ body }) => body)).size).toBe(1);
    centre = { ...centre, operator: { ...centre.operator, ...(await portal.again(centre.operator)) } };
    expect(await deliveries(id)).toMatchObject([{ state: "failed", attempts: TRIES_MAX }]);
  });

  it("is not called where any address of its name lies inside, and not followed to where it answers", async () => {
    const { id } = await addWebhook();
    await client().post(`${WEBHOOKS}/${id}/trials`);
    const inside = { addressesOf: async () => ["93.184.215.14", "127.0.0.1"], mayReach: isPublicAddress };
    await deliver(inside);
    expect(heard()).toEqual([]);
    expect(await deliveries(id)).toMatchObject([{ state: "waiting", status: null, fault: "forbidden-address" }]);
    world.advance(HOUR_MS);
    await deliver({ addressesOf: async () => [] });
    expect(await deliveries(id)).toMatchObject([{ fault: "unknown-name" }]);
    world.advance(HOUR_MS);
    receiver.answer({ status: 302, location: `https://${RECEIVER_HOST}/lain` });
    await deliver();
    expect(heard().map(({ path }) => path)).toEqual(["/peringatan?a=1"]);
    expect(await deliveries(id)).toMatchObject([{ state: "waiting", status: 302 }]);
  });

  it("must have a certificate that is trusted for its name", async () => {
    const { id } = await addWebhook();
    await client().post(`${WEBHOOKS}/${id}/trials`);
    const { ca: _ca, ...way } = receiver.way;
    await deliverDue(standing(way));
    expect(heard()).toEqual([]);
    expect(await deliveries(id)).toMatchObject([{ state: "waiting", fault: "untrusted" }]);
  });

  it("is called once for two processes, and again for one that died while it called", async () => {
    const { id } = await addWebhook();
    await client().post(`${WEBHOOKS}/${id}/trials`);
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(heard()).toHaveLength(1);
    world.advance(1);
    await client().post(`${WEBHOOKS}/${id}/trials`);
    const now = new Date(world.clock.nowMs());
    const due = (await dueDeliveries(portal.kit.db, now, 16)).find(({ tenantId }) => tenantId === centre.tenantId);
    const claim = { id: due?.id ?? "", now, until: new Date(now.getTime() + 30_000) };
    await inTenant(portal.kit.db, centre.tenantId, (trx) => claimDelivery(trx, claim));
    await deliver();
    expect(heard()).toHaveLength(1);
    world.advance(30_000);
    await deliver();
    expect(heard()[1]?.delivery).toBe(due?.id);
    expect(await deliveries(id)).toMatchObject([{ state: "delivered", attempts: 2 }, { state: "delivered" }]);
  });

  it("is told nothing more once it has ended; names, numbers and texts have their bounds", async () => {
    const { id } = await addWebhook();
    await client().post(`${WEBHOOKS}/${id}/trials`);
    expect((await client().delete(`${WEBHOOKS}/${id}`)).status).toBe(204);
    await deliver();
    expect(heard()).toEqual([]);
    expect(refusalOf(await client().post(`${WEBHOOKS}/${id}/trials`))).toBe("404 no-such-alert-webhook");
    const post = (name: string, url: string) => client().post(WEBHOOKS, { name, url });
    expect(refusalOf(await post("Dalam", "https://192.168.1.1/"))).toBe("400 alert-webhook-url-wrong");
    expect(refusalOf(await post("Polos", `http://${RECEIVER_HOST}/`))).toBe("400 alert-webhook-url-wrong");
    for (let nth = 0; nth < 10; nth += 1) await addWebhook(`Alamat ${nth}`);
    expect(refusalOf(await post("Lebih", URL_OF))).toBe("409 alert-webhook-limit");
    const { body } = await client().get<{ items: { id: string }[] }>(WEBHOOKS);
    const first = body.items[0]?.id ?? "";
    for (let nth = 0; nth < 5; nth += 1) await client().post(`${WEBHOOKS}/${first}/trials`);
    expect(refusalOf(await client().post(`${WEBHOOKS}/${first}/trials`))).toBe("409 alert-webhook-busy");
  });

  it("is forgotten after its days, and what waits is not", async () => {
    const { id } = await addWebhook();
    await client().post(`${WEBHOOKS}/${id}/trials`);
    await deliver();
    world.advance(1_000);
    await client().post(`${WEBHOOKS}/${id}/trials`);
    const later = new Date(world.clock.nowMs() + HOUR_MS);
    await forgetAlerts(portal.kit.db, { deliveries: later, events: later });
    expect(await deliveries(id)).toMatchObject([{ state: "waiting" }]);
  });
});

/** An address of another call centre, with a trial that waits. */
async function neighbour(url = URL_OF) {
  const { operator, tenantId } = await openCallCentre(portal);
  const added = await operator.client.post<{ id: string }>(WEBHOOKS, { name: "Tetangga", url });
  const { id } = added.body;
  const order = async () => expect((await operator.client.post(`${WEBHOOKS}/${id}/trials`)).status).toBe(202);
  const states = async () =>
    (await operator.client.get<{ items: Delivery[] }>(`${WEBHOOKS}/${id}/deliveries`)).body.items.map(
      ({ state }) => state,
    );
  await order();
  return { id, tenantId, order, states };
}

const ordered = async (): Promise<string> => {
  const { id } = await addWebhook();
  await client().post(`${WEBHOOKS}/${id}/trials`);
  return id;
};

const setDeliveries = (set: { readonly state?: string; readonly attempts?: number }) =>
  inTenant(portal.kit.db, centre.tenantId, (trx) => trx.updateTable("alertDelivery").set(set).execute());

describe("a call to an address", () => {
  it("ends although the other side wants to speak another protocol, and nothing of that is spoken", async () => {
    const id = await ordered();
    receiver.answer({ status: 101 });
    await deliver();
    expect(heard()).toHaveLength(1);
    expect(await deliveries(id)).toMatchObject([{ state: "waiting", status: 101, fault: null, attempts: 1 }]);
  });

  it("ends in its time although the other side says nothing, and although its name is never found out", async () => {
    const id = await ordered();
    receiver.answer({ status: 200, isSilent: true });
    await deliver({ callMs: 300 });
    expect(heard()).toHaveLength(1);
    expect(await deliveries(id)).toMatchObject([{ state: "waiting", status: null, fault: "slow" }]);
    world.advance(HOUR_MS);
    await deliver({ callMs: 50, addressesOf: () => new Promise(() => {}) });
    expect(await deliveries(id)).toMatchObject([{ state: "waiting", fault: "slow", attempts: 2 }]);
  });

  it("whose secret cannot be read is given up at once", async () => {
    const id = await ordered();
    await deliverDue({ ...standing(receiver.way), key: Buffer.alloc(32, 1) });
    expect(heard()).toEqual([]);
    expect(await deliveries(id)).toMatchObject([{ state: "failed", fault: "secret-lost", attempts: 1 }]);
  });

  it("that throws is tried as often as any other, and holds up nobody", async () => {
    const broken = await neighbour("https://rusak.contoh.id/");
    const addressesOf = async (host: string) => {
      if (host === RECEIVER_HOST) return ["127.0.0.1"];
      throw new Error("broken");
    };
    const id = await ordered();
    await deliver({ addressesOf });
    expect(await deliveries(id)).toMatchObject([{ state: "delivered" }]);
    for (let attempt = 0; attempt < TRIES_MAX; attempt += 1) {
      expect(await broken.states()).toEqual(["waiting"]);
      world.advance(31_000);
      await deliver({ addressesOf });
    }
    expect(await broken.states()).toEqual(["failed"]);
  });

  it("is not made where its tries are spent by processes that died, nor where its address has ended", async () => {
    const id = await ordered();
    await setDeliveries({ attempts: TRIES_MAX });
    await deliver();
    expect(await deliveries(id)).toMatchObject([{ state: "failed", attempts: TRIES_MAX }]);
    await client().delete(`${WEBHOOKS}/${id}`);
    await setDeliveries({ state: "waiting", attempts: 0 });
    await deliver();
    expect(heard()).toEqual([]);
    expect(await deliveries(id)).toMatchObject([{ state: "failed", attempts: 0 }]);
  });

  it("that is being ordered goes before the end of its address, which gives it up", async () => {
    const { id } = await addWebhook();
    const { db, ids } = portal.kit;
    const at = new Date(world.clock.nowMs());
    const order = {
      id: ids.next(),
      tenantId: centre.tenantId,
      webhookId: id,
      eventId: null,
      kind: "test",
      nth: 1,
    } as const;
    const ending = await inTenant(db, centre.tenantId, async (trx) => {
      expect(await ownWebhooks(trx, [id])).toEqual([id]);
      const answer = client().delete(`${WEBHOOKS}/${id}`);
      await untilOneWaits(db);
      await insertDelivery(trx, { ...order, body: "{}", at });
      return { answer };
    });
    expect((await ending.answer).status).toBe(204);
    expect(await deliveries(id)).toMatchObject([{ state: "failed" }]);
  });

  it("is made to one address at a time of each call centre, and none waits for another one's", async () => {
    const slow = await neighbour("https://lambat.contoh.id/");
    const { promise: unknown, resolve: found } = Promise.withResolvers<readonly string[]>();
    const addressesOf = (host: string) => (host === RECEIVER_HOST ? Promise.resolve(["127.0.0.1"]) : unknown);
    const id = await ordered();
    let tried = 0;
    const deliverer = openDeliverer({
      ...standing({ ...receiver.way, addressesOf }),
      onTried: () => {
        tried += 1;
      },
    });
    expect(await deliverer.begin()).toBe(2);
    await expect.poll(() => tried).toBe(1);
    await Promise.all([client().post(`${WEBHOOKS}/${id}/trials`), slow.order()]);
    expect(await deliverer.begin()).toBe(1);
    await expect.poll(() => tried).toBe(2);
    expect((await deliveries(id)).map(({ state }) => state)).toEqual(["delivered", "delivered"]);
    expect(await slow.states()).toEqual(["waiting", "waiting"]);
    found([]);
    await deliverer.rest();
    expect(tried).toBe(3);
    await inTenant(portal.kit.db, slow.tenantId, (trx) =>
      trx.updateTable("alertDelivery").set({ state: "failed" }).execute(),
    );
  });
});
