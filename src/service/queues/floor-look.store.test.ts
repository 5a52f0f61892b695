import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../testkit/clone.ts";
import { testLog } from "../../../testkit/database.ts";
import { addQueueTown, addRun, addTownAgent, orderAct, type QueueTown } from "../../../testkit/queue-town.ts";
import { virtualWorld } from "../../../testkit/world.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../platform/database/index.ts";
import { configMark } from "./floor-config.store.ts";
import { takeLease } from "./floor-lease.store.ts";
import { lookAtFloors } from "./floor-look.store.ts";

const LEASE_MS = 60_000;
const world = virtualWorld();
let clone: ClonedDatabase;
let database: OpenDatabase;
let switchId: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 4, log: testLog });
  switchId = await addRun(database.db, world);
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

const inTown = <Value>({ tenantId }: QueueTown, act: Parameters<typeof inTenant<Value>>[2]) =>
  inTenant(database.db, tenantId, act);

async function ownedTown(): Promise<QueueTown> {
  const town = await addQueueTown(database.db, world);
  await inTown(town, (trx) => takeLease(trx, { tenantId: town.tenantId, switchId, leaseMs: LEASE_MS }));
  return town;
}

const look = (towns: readonly QueueTown[], fences: readonly number[] = []) => {
  const tenantIds = towns.map(({ tenantId }) => tenantId);
  const owned = fences.map((fence, nth) => ({ tenantId: tenantIds[nth] ?? "", fence }));
  return lookAtFloors(database.db, { tenantIds, owned, leaseMs: LEASE_MS, now: new Date() });
};
const expiry = (town: QueueTown) =>
  inTown(town, (trx) => trx.selectFrom("floorLease").select("expiresAt").executeTakeFirstOrThrow());

describe("a look at many floors", () => {
  it("renews what is named with its fence and nothing else, and says which floors are free", async () => {
    const [own, other] = [await ownedTown(), await ownedTown()];
    const nobodys = await addQueueTown(database.db, world);
    const before = [await expiry(own), await expiry(other)];
    const found = await look([own, other, nobodys], [1, 2]);
    const of = (town: QueueTown) => found.find(({ tenantId }) => tenantId === town.tenantId);
    expect([of(own), of(other), of(nobodys)]).toMatchObject([
      { isRenewed: true, isFree: false },
      { isRenewed: false, isFree: false },
      { isRenewed: false, isFree: true },
    ]);
    expect((await expiry(own)).expiresAt.getTime()).toBeGreaterThan(before[0]?.expiresAt.getTime() ?? 0);
    expect(await expiry(other)).toEqual(before[1]);
  });

  it("has the mark of each one's queues and agents, and how many wishes wait in it", async () => {
    const [busy, quiet] = [await ownedTown(), await ownedTown()];
    const { id: agentId } = await addTownAgent(database.db, world, busy);
    const { tenantId } = busy;
    await orderAct(database.db, world, { tenantId, agentId, act: { act: "log-in", phoneId: null } });
    const found = await look([busy, quiet]);
    const of = (town: QueueTown) => found.find((one) => one.tenantId === town.tenantId);
    expect(of(busy)).toMatchObject({ mark: await inTown(busy, configMark), wishes: 1 });
    expect(of(quiet)).toMatchObject({ mark: await inTown(quiet, configMark), wishes: 0 });
  });

  it("waits for nobody who writes under a lease: that one is left out and the others are renewed", async () => {
    const [written, own] = [await ownedTown(), await ownedTown()];
    await inTown(written, async (trx) => {
      await sql`select from floor_lease where tenant_id = ${written.tenantId}::uuid for share`.execute(trx);
      const found = await look([written, own], [1, 1]);
      const renewed = new Map(found.map(({ tenantId, isRenewed }) => [tenantId, isRenewed]));
      expect([renewed.get(written.tenantId), renewed.get(own.tenantId)]).toEqual([false, true]);
    });
  });

  it("says nothing of call centres that have never had a queue, or were not asked for", async () => {
    const [asked, unasked] = [await ownedTown(), await ownedTown()];
    const id = world.ids.next();
    await database.db
      .insertInto("tenant")
      .values({ id, name: `Uji ${id}`, createdAt: new Date() })
      .execute();
    const found = await lookAtFloors(database.db, {
      ...{ tenantIds: [asked.tenantId, id], owned: [{ tenantId: unasked.tenantId, fence: 2 }], leaseMs: LEASE_MS },
      now: new Date(),
    });
    expect(found.map(({ tenantId }) => tenantId)).toEqual([asked.tenantId]);
  });
});
