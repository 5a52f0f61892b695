import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../testkit/call-centre.ts";
import { openChance } from "../../../../testkit/chance.ts";
import {
  type HostileReceiver,
  MISDEEDS,
  type Misdeed,
  openHostileReceiver,
} from "../../../../testkit/hostile-receiver.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { runSeed } from "../../../../testkit/run-seed.ts";
import { createVirtualContext, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { orderEvent, webhookDelivering } from "../../../../testkit/webhook-fixture.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { openOutward, publicWay } from "./call-address.effects.ts";
import { openDeliverer } from "./deliver.effects.ts";
import { recordReachable } from "./delivery.store.ts";
import { lockEndpoint } from "./endpoint.store.ts";
import type { Outward } from "./outward.ts";
import { sweepWebhooks } from "./webhook.jobs.ts";
import { type DeliverOptions, deliverDue } from "./wire.ts";

const CLAIM_MS = 15_000;
const HOUR_MS = 3_600_000;
/** The time limit of a request to a silent endpoint. */
const SILENT_MS = 200;

/** Responses with status 200, whatever follows of the response, count as delivered. */
const HEARD: ReadonlySet<Misdeed> = new Set(["none", "huge", "dripping", "half-closed"]);

let virtualContext: VirtualContext;
let portal: TestPortal;
let receivers: readonly [HostileReceiver, HostileReceiver];
let centre: CallCentre;
let before: readonly [number, number];

beforeAll(async () => {
  virtualContext = createVirtualContext();
  receivers = [await openHostileReceiver(), await openHostileReceiver()];
  const hosts = receivers.map(({ host }) => host).join(",");
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext, env: { SAMBUNG_HOOK_HOSTS: hosts } });
});

beforeEach(async () => {
  centre = await openCallCentre(portal);
  for (const receiver of receivers) receiver.do("none");
  before = [receivers[0].cameIn.length, receivers[1].cameIn.length];
});

afterAll(async () => {
  await portal?.close();
  await Promise.all(receivers.map((receiver) => receiver.close()));
});

const way = () => publicWay(receivers.map(({ host }) => host));
/** Requests have enough time on a busy machine too; silent endpoints have a shorter limit. */
const options = (more: Partial<DeliverOptions> = {}) =>
  webhookDelivering(portal.kit, way(), { callMs: 10_000, ...more });
const cameTo = (nth: 0 | 1) =>
  receivers[nth].cameIn.slice(before[nth]).map((one) => ({ ...one, event: String(one.headers["sambung-event"]) }));

async function addEndpoint(of: CallCentre, receiver: HostileReceiver): Promise<string> {
  const form = { name: `Alamat ${receiver.host}`, url: receiver.url, kinds: ["message.state"] };
  const added = await of.operator.client.post<{ id: string }>("/api/service/webhooks", form);
  expect(added.status).toBe(201);
  return added.body.id;
}

const order = (of: CallCentre, name: string) => orderEvent(portal.kit, { tenantId: of.tenantId, name });

/** A client whose process dies after the response and before the result is stored. */
function killedAfter(outward: Outward, isKilled: (event: string) => boolean): Outward {
  return {
    ...outward,
    call: async (call, bounds) => {
      const answer = await outward.call(call, bounds);
      if (isKilled(call.headers["sambung-event"] ?? "")) throw new Error("killed");
      return answer;
    },
  };
}

describe("a portal that is killed", () => {
  it("sends again under the same id what it did not write down, and nothing that it did", async () => {
    await addEndpoint(centre, receivers[0]);
    const [kept, lost] = [await order(centre, "satu"), await order(centre, "dua")];
    const outward = killedAfter(openOutward(way()), (event) => event === lost);
    const killed = openDeliverer(await options({ outward }));
    expect(await killed.begin()).toBe(2);
    await killed.rest();
    expect(new Set(cameTo(0).map(({ event }) => event))).toEqual(new Set([kept, lost]));
    expect(await deliverDue(await options())).toBe(0);
    virtualContext.advance(CLAIM_MS);
    expect(await deliverDue(await options())).toBe(1);
    const again = cameTo(0).filter(({ event }) => event === lost);
    expect(again.map(({ headers }) => headers["sambung-attempt"])).toEqual(["1", "2"]);
    expect(new Set(again.map(({ body }) => body)).size).toBe(1);
    expect(cameTo(0).filter(({ event }) => event === kept)).toHaveLength(1);
  });

  it("and another one that runs beside it call each address once", async () => {
    await addEndpoint(centre, receivers[0]);
    for (let nth = 0; nth < 20; nth += 1) await order(centre, `ke-${nth}`);
    const ready = [await options(), await options(), await options()];
    const counts = await Promise.all(ready.map((one) => deliverDue(one)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(20);
    expect(new Set(cameTo(0).map(({ event }) => event)).size).toBe(20);
    expect(cameTo(0)).toHaveLength(20);
  });
});

describe("what finds no place over the way out", () => {
  it("waits for a moment, and counts as not tried", async () => {
    const endpointId = await addEndpoint(centre, receivers[0]);
    const ids = await Promise.all([1, 2, 3, 4, 5, 6].map((nth) => order(centre, `penuh-${nth}`)));
    const open = openOutward(way());
    let isFull = true;
    const timings = { lookedUpMs: null, connectedMs: null, answeredMs: null, totalMs: 0 };
    const outward: Outward = {
      ...open,
      call: async (call, bounds) => (isFull ? { fault: "busy", timings } : open.call(call, bounds)),
    };
    expect(await deliverDue(await options({ outward }))).toBe(6);
    isFull = false;
    expect(await deliverDue(await options({ outward }))).toBe(0);
    virtualContext.advance(1_000);
    expect(await deliverDue(await options({ outward }))).toBe(6);
    expect(
      cameTo(0)
        .map(({ event }) => event)
        .toSorted(),
    ).toEqual(ids.toSorted());
    expect(new Set(cameTo(0).map(({ headers }) => headers["sambung-attempt"]))).toEqual(new Set(["1"]));
    const shown = await centre.operator.client.get<{ isFailing: boolean }>(`/api/service/webhooks/${endpointId}`);
    expect(shown.body.isFailing).toBe(false);
  });
});

describe("whatever addresses do", () => {
  it.each([runSeed, runSeed + 1, runSeed + 2])(
    "nothing is lost and nothing comes under two ids (chance %i)",
    async (seed) => {
      const chance = openChance(seed);
      const other = await openCallCentre(portal);
      await addEndpoint(centre, receivers[0]);
      await addEndpoint(centre, receivers[1]);
      await addEndpoint(other, receivers[1]);
      const bad: readonly [Misdeed, ...Misdeed[]] = [
        "silent",
        ...MISDEEDS.filter((one) => one !== "none" && one !== "silent"),
      ];
      const ordered = new Map<string, CallCentre>();
      for (let round = 0; round < 12; round += 1) {
        for (const receiver of receivers) {
          const misdeed = chance.pick(bad);
          const isBad = chance.next() < 0.6;
          receiver.do(() => (isBad ? misdeed : "none"));
        }
        for (const of of [centre, other]) {
          for (let nth = chance.below(3); nth > 0; nth -= 1) ordered.set(await order(of, `${round}-${nth}`), of);
        }
        const isKilled = chance.next() < 0.3;
        const outward = killedAfter(openOutward(way()), () => isKilled && chance.next() < 0.5);
        const deliverer = openDeliverer(await options({ callMs: SILENT_MS, outward, random: () => chance.next() }));
        await deliverer.begin();
        await deliverer.rest();
        virtualContext.advance(chance.below(600_000));
      }
      for (const receiver of receivers) receiver.do("none");
      for (let round = 0; round < 8; round += 1) {
        await deliverDue(await options());
        virtualContext.advance(HOUR_MS / 2);
      }
      const good = (nth: 0 | 1) => cameTo(nth).filter(({ misdeed }) => HEARD.has(misdeed));
      const mine = [...ordered].filter(([, of]) => of === centre).map(([id]) => id);
      expect(new Set(good(0).map(({ event }) => event))).toEqual(new Set(mine));
      expect(new Set(good(1).map(({ event }) => event))).toEqual(new Set(ordered.keys()));
      const bodies = Map.groupBy([...cameTo(0), ...cameTo(1)], ({ event }) => event);
      for (const [id, came] of bodies) {
        expect(new Set(came.map(({ body }) => body)).size).toBe(1);
        expect((JSON.parse(came[0]?.body ?? "{}") as { id: string }).id).toBe(id);
      }
    },
  );

  it("one that is silent holds up neither the other address of its call centre nor another call centre", async () => {
    const other = await openCallCentre(portal);
    await addEndpoint(centre, receivers[0]);
    await addEndpoint(centre, receivers[1]);
    await addEndpoint(other, receivers[1]);
    receivers[0].do("silent");
    for (let nth = 0; nth < 200; nth += 1) await order(centre, `banjir-${nth}`);
    const theirs = await order(other, "tenang");
    const deliverer = openDeliverer(await options({ callMs: 60_000, outward: openOutward(way()) }));
    // One poll begins the limit of the silent endpoint, and the deliveries of all others beside it.
    await deliverer.begin();
    await expect.poll(() => cameTo(1).some(({ event }) => event === theirs)).toBe(true);
    expect(cameTo(0).length).toBeLessThanOrEqual(4);
    await expect
      .poll(async () => {
        await deliverer.begin();
        return new Set(cameTo(1).map(({ event }) => event)).size;
      })
      .toBeGreaterThan(100);
    expect(cameTo(0)).toHaveLength(4);
    receivers[0].hangUp();
    await deliverer.rest();
  });

  it.each(["failing", "slow"] as const)(
    "too much that waits switches an address off that is %s, and no other one",
    async (how) => {
      const full = await addEndpoint(centre, receivers[0]);
      const calm = await addEndpoint(centre, receivers[1]);
      receivers[0].do("failing");
      for (let nth = 0; nth < 6; nth += 1) await order(centre, `ke-${nth}`);
      // A slow endpoint has answered every request so far: there are only too many.
      if (how === "failing") await deliverDue(await options());
      await sweepWebhooks(await options(), 6);
      const view = async (id: string) => (await centre.operator.client.get(`/api/service/webhooks/${id}`)).body;
      expect(await view(full)).toMatchObject({ isOn: true, waiting: 6 });
      await sweepWebhooks(await options(), 5);
      expect(await view(full)).toMatchObject({ isOn: false, offWhy: "full", waiting: 6 });
      if (how === "failing") expect(await view(calm)).toMatchObject({ isOn: true });
      await order(centre, "sesudahnya");
      expect(await view(full)).toMatchObject({ waiting: 6 });
    },
  );

  it("nobody who holds an address keeps facts from being told to it", async () => {
    const id = await addEndpoint(centre, receivers[0]);
    const { tenantId } = centre;
    const told = await inTenant(portal.kit.db, tenantId, async (trx) => {
      expect(await lockEndpoint(trx, id)).toBeDefined();
      return order(centre, "sementara itu");
    });
    await deliverDue(await options());
    expect(cameTo(0).map(({ event }) => event)).toEqual([told]);
    await inTenant(portal.kit.db, tenantId, (trx) =>
      trx.updateTable("webhookEndpoint").set({ failures: 5 }).where("id", "=", id).execute(),
    );
    const second = await inTenant(portal.kit.db, tenantId, async (trx) => {
      expect(await recordReachable(trx, id)).toBe(true);
      return order(centre, "lagi");
    });
    await deliverDue(await options());
    expect(cameTo(0).map(({ event }) => event)).toEqual([told, second]);
  });
});
