import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../../testkit/clone.ts";
import { testLog } from "../../../../../testkit/database.ts";
import {
  addEndedQueues,
  addFixtureAgent,
  addQueueFixture,
  addRun,
  orderAct,
  type QueueFixture,
  queuesRead,
  rulesText,
} from "../../../../../testkit/queue-fixture.ts";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../../platform/database/index.ts";
import { waitingMessages } from "../message-contact.store.ts";
import { boardOf } from "../queue-board.store.ts";
import { configMark } from "./acd-config.store.ts";
import { takeLease } from "./acd-lease.store.ts";
import { readAcdSnapshots } from "./acd-snapshot.store.ts";

const LEASE_MS = 60_000;
const virtualContext = createVirtualContext();
let clone: ClonedDatabase;
let database: OpenDatabase;
let switchId: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 4, log: testLog });
  switchId = await addRun(database.db, virtualContext);
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

const inTenantOf = <Value>({ tenantId }: QueueFixture, act: Parameters<typeof inTenant<Value>>[2]) =>
  inTenant(database.db, tenantId, act);

async function addOwnedFixture(): Promise<QueueFixture> {
  const fixture = await addQueueFixture(database.db, virtualContext);
  await inTenantOf(fixture, (trx) => takeLease(trx, { tenantId: fixture.tenantId, switchId, leaseMs: LEASE_MS }));
  return fixture;
}

const look = (towns: readonly QueueFixture[], fences: readonly number[] = []) => {
  const tenantIds = towns.map(({ tenantId }) => tenantId);
  const owned = fences.map((fence, nth) => ({ tenantId: tenantIds[nth] ?? "", fence }));
  return readAcdSnapshots(database.db, { tenantIds, owned, leaseMs: LEASE_MS, now: new Date() });
};
const expiry = (fixture: QueueFixture) =>
  inTenantOf(fixture, (trx) => trx.selectFrom("acdLease").select("expiresAt").executeTakeFirstOrThrow());

describe("a look at many floors", () => {
  it("renews what is named with its fence and nothing else, and says which floors are free", async () => {
    const [own, other] = [await addOwnedFixture(), await addOwnedFixture()];
    const unowned = await addQueueFixture(database.db, virtualContext);
    const before = [await expiry(own), await expiry(other)];
    const found = await look([own, other, unowned], [1, 2]);
    const of = (fixture: QueueFixture) => found.find(({ tenantId }) => tenantId === fixture.tenantId);
    expect([of(own), of(other), of(unowned)]).toMatchObject([
      { isRenewed: true, isFree: false },
      { isRenewed: false, isFree: false },
      { isRenewed: false, isFree: true },
    ]);
    expect((await expiry(own)).expiresAt.getTime()).toBeGreaterThan(before[0]?.expiresAt.getTime() ?? 0);
    expect(await expiry(other)).toEqual(before[1]);
  });

  it("has the mark of each one's queues and agents, and how many wishes wait in it", async () => {
    const [busy, quiet] = [await addOwnedFixture(), await addOwnedFixture()];
    const { id: agentId } = await addFixtureAgent(database.db, virtualContext, busy);
    const { tenantId } = busy;
    await orderAct(database.db, virtualContext, { tenantId, agentId, act: { act: "log-in", phoneId: null } });
    const found = await look([busy, quiet]);
    const of = (fixture: QueueFixture) => found.find((one) => one.tenantId === fixture.tenantId);
    expect(of(busy)).toMatchObject({ mark: await inTenantOf(busy, configMark), wishes: 1 });
    expect(of(quiet)).toMatchObject({ mark: await inTenantOf(quiet, configMark), wishes: 0 });
  });

  it("has another mark whenever a queue or an agent comes, changes or ends, also where one takes another's place", async () => {
    const fixture = await addOwnedFixture();
    const { tenantId, queueId } = fixture;
    const marks = [await inTenantOf(fixture, configMark)];
    const changed = async (act: Parameters<typeof inTenant<unknown>>[2]) => {
      await inTenantOf(fixture, act);
      marks.push(await inTenantOf(fixture, configMark));
    };
    const at = new Date(virtualContext.clock.nowMs());
    const end = (table: "queue" | "agent", id: string) =>
      changed((trx) => trx.updateTable(table).set({ endedAt: at }).where("id", "=", id).execute());
    const rules = rulesText();
    const another = { id: virtualContext.ids.next(), tenantId, name: "Lain", rules, createdAt: at };
    await changed((trx) => trx.updateTable("queue").set({ version: 2 }).where("id", "=", queueId).execute());
    await changed(async (trx) => {
      await trx.updateTable("queue").set({ endedAt: at }).where("id", "=", queueId).execute();
      await trx
        .insertInto("queue")
        .values({ ...another, version: 2 })
        .execute();
    });
    const { id: agentId } = await addFixtureAgent(database.db, virtualContext, fixture);
    await changed((trx) => trx.updateTable("agent").set({ version: 2 }).where("id", "=", agentId).execute());
    await end("agent", agentId);
    await changed((trx) => trx.updateTable("queue").set({ version: 9 }).where("id", "=", another.id).execute());
    await end("queue", another.id);
    expect(new Set(marks).size).toBe(marks.length - 1);
    // Without an agent and with the same queues the mark is the same.
    expect(marks[4]).toBe(marks[2]);
    // A call centre without queues left still has a mark, unlike one that never had any.
    expect(marks.at(-1)).toBeGreaterThan(0);
    expect(await look([fixture])).toMatchObject([{ tenantId, mark: marks.at(-1) }]);
  });

  it("reads no queue that has ended, however many a program has made and ended", async () => {
    const fixture = await addOwnedFixture();
    await addEndedQueues(database.db, virtualContext, { ...fixture, count: 5_000 });
    const read = await inTenantOf(fixture, async (trx) => {
      const { tenantId } = fixture;
      await readAcdSnapshots(trx, { tenantIds: [tenantId], owned: [], leaseMs: LEASE_MS, now: new Date() });
      await configMark(trx);
      const room = { all: 1, queues: [{ queueId: fixture.queueId, room: 1 }] };
      await waitingMessages(trx, { now: new Date(), room, given: [] });
      return queuesRead(trx);
    });
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(500);
  });

  it("waits for nobody who writes under a lease: that one is left out and the others are renewed", async () => {
    const [written, own] = [await addOwnedFixture(), await addOwnedFixture()];
    await inTenantOf(written, async (trx) => {
      await sql`select from acd_lease where tenant_id = ${written.tenantId}::uuid for share`.execute(trx);
      const found = await look([written, own], [1, 1]);
      const renewed = new Map(found.map(({ tenantId, isRenewed }) => [tenantId, isRenewed]));
      expect([renewed.get(written.tenantId), renewed.get(own.tenantId)]).toEqual([false, true]);
    });
  });

  it("says nothing of call centres that have never had a queue, or were not asked for", async () => {
    const [asked, unasked] = [await addOwnedFixture(), await addOwnedFixture()];
    const id = virtualContext.ids.next();
    await database.db
      .insertInto("tenant")
      .values({ id, name: `Uji ${id}`, createdAt: new Date() })
      .execute();
    const found = await readAcdSnapshots(database.db, {
      tenantIds: [asked.tenantId, id],
      owned: [{ tenantId: unasked.tenantId, fence: 2 }],
      leaseMs: LEASE_MS,
      now: new Date(),
    });
    expect(found.map(({ tenantId }) => tenantId)).toEqual([asked.tenantId]);
  });
});

it("shows an agent on the board as away while the browser of the talk is lost", async () => {
  const fixture = await addQueueFixture(database.db, virtualContext);
  const { tenantId, queueId } = fixture;
  const { id: agentId, phoneId } = await addFixtureAgent(database.db, virtualContext, fixture);
  const [contactId, callId, legId] = [virtualContext.ids.next(), virtualContext.ids.next(), virtualContext.ids.next()];
  const at = new Date();
  const happened = (sequence: number, kind: string, data: object) =>
    inTenantOf(fixture, (trx) =>
      trx
        .insertInto("callEvent")
        .values({ callId, tenantId, sequence, kind, at, elapsedUs: sequence, data: JSON.stringify(data) })
        .execute(),
    );
  const state = () => inTenantOf(fixture, async (trx) => (await boardOf(trx)).agents[0]?.state);
  await inTenantOf(fixture, async (trx) => {
    const contact = { contactId, queueId, callId, tenantId, caller: "", called: "", kind: "call", state: "connected" };
    await trx
      .insertInto("openContact")
      .values({ ...contact, agentId, priority: 0, joinedAt: at, joinedMs: 0, enteredMs: 0 })
      .execute();
    const standing = { agentId, tenantId, state: "talking", contactId, phoneId, since: at, held: "{}" };
    await trx.insertInto("agentStatus").values(standing).execute();
  });
  await happened(0, "leg.invited", { legId, phoneId });
  expect(await state()).toBe("talking");
  await happened(1, "device.away", { legId });
  expect(await state()).toBe("away");
  await happened(2, "device.back", { legId, byLegId: null });
  expect(await state()).toBe("talking");
});
