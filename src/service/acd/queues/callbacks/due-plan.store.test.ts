import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../../testkit/clone.ts";
import { testLog } from "../../../../../testkit/database.ts";
import { addPlan, planNow } from "../../../../../testkit/planned-callback.ts";
import {
  type AcdEngineFixture,
  addFixtureAgent,
  addQueueFixture,
  type FixtureAgent,
  holdWrites,
  openAcdEngineFixture,
  orderAct,
  type QueueFixture,
  type QueueFixtureContext,
  queueEvents,
} from "../../../../../testkit/queue-fixture.ts";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import { type Database, inTenant, type OpenDatabase, openDatabase } from "../../../../platform/database/index.ts";
import type { AgentAct } from "../agents/agent-act.ts";
import { takeDuePlans } from "./due-plan.store.ts";
import { RETRY_MS } from "./planned-callback.ts";

const NUMBER = "081234567890";
/** The same number as a caller books it by DTMF. */
const BOOKED = "+6281234567890";
const seeded = createVirtualContext();
let nowMs = Date.now();
const fixtureContext: QueueFixtureContext = { clock: { nowMs: () => nowMs }, ids: seeded.ids };
let clone: ClonedDatabase;
let database: OpenDatabase;
let db: Database;
let fixture: QueueFixture;
let agent: FixtureAgent;
let staged: AcdEngineFixture;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 6, log: testLog });
  ({ db } = database);
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

beforeEach(async () => {
  nowMs = Date.now();
  fixture = await addQueueFixture(db, fixtureContext, { wrapUpMs: 0 });
  agent = await addFixtureAgent(db, fixtureContext, fixture);
});

const until = <Value>(look: () => Value | Promise<Value>) => vi.waitFor(look, { timeout: 8_000, interval: 10 });
const plan = (more: Partial<Parameters<typeof addPlan>[2]> = {}) =>
  addPlan(db, fixtureContext, { ...fixture, agentId: agent.id, number: NUMBER, ...more });
const stands = (id: string) => planNow(db, fixture, id);
const kinds = async () =>
  (await queueEvents(db, fixture.tenantId)).map(({ kind }) => kind).filter((kind) => kind !== "agent.changed");
const callbacks = () => inTenant(db, fixture.tenantId, (trx) => trx.selectFrom("queueCallback").selectAll().execute());
const openCallbacks = async () =>
  (await callbacks()).filter(({ closedAt }) => closedAt === null).map(({ number }) => number);
const dials = async () => (await kinds()).filter((kind) => kind === "contact.dialled").length;

async function openDesk(leaseMs = 2_400): Promise<AcdEngineFixture> {
  return openAcdEngineFixture(db, fixtureContext, { tenantIds: async () => [fixture.tenantId], leaseMs });
}

async function logsIn(): Promise<void> {
  await orderAct(db, fixtureContext, {
    tenantId: fixture.tenantId,
    agentId: agent.id,
    act: { act: "log-in", phoneId: null },
  });
  await staged.desk.refresh();
}

async function acts(act: AgentAct): Promise<void> {
  await orderAct(db, fixtureContext, { tenantId: fixture.tenantId, agentId: agent.id, act });
  await staged.desk.refresh();
}

/** A waiting caller requests a callback while the agent is away; held: its write is delayed until the returned function is called. */
async function books({ isHeld = false } = {}): Promise<() => Promise<void>> {
  await logsIn();
  await acts({ act: "pause", reasonId: "rapat" });
  const callId = staged.join(fixture);
  await until(async () => expect(await kinds()).toContain("contact.entered"));
  const release = isHeld ? await holdWrites(db) : async () => undefined;
  staged.desk.tell(callId, { news: "callback-asked", number: BOOKED });
  if (!isHeld) await until(async () => expect(await openCallbacks()).toEqual([BOOKED]));
  return release;
}

async function talksAndEnds(callId: string): Promise<void> {
  staged.desk.tell(callId, { news: "bridged", agentId: agent.id });
  staged.desk.tell(callId, { news: "ended", holdMs: 0 });
}

/** The call of the callback, as soon as its agent is rung. */
async function rung(nth = 0): Promise<string> {
  const far = await until(() => staged.callbacks[nth] ?? expect.fail("no call"));
  await until(() => expect(staged.ordersOf(far.callId).at(-1)).toMatchObject({ order: "ring" }));
  return far.callId;
}

async function dialled(nth = 0): Promise<string> {
  const callId = await rung(nth);
  staged.desk.tell(callId, { news: "answered", agentId: agent.id });
  await until(() => expect(staged.ordersOf(callId).at(-1)).toEqual({ order: "connect", agentId: agent.id }));
  return callId;
}

/** A process that is killed: nothing more is written, and no caller is notified. */
async function dies(desk: AcdEngineFixture): Promise<void> {
  await inTenant(db, fixture.tenantId, (trx) =>
    trx
      .updateTable("acdLease")
      .set((eb) => ({ fence: eb("fence", "+", 1), expiresAt: new Date(0) }))
      .execute(),
  );
  await desk.desk.close(0);
}

describe("a callback that was planned", { timeout: 30_000 }, () => {
  it("waits for its time, then rings its agent, is dialled, and is on record as reached", async () => {
    const id = await plan({ dueAtMs: nowMs + 60_000, isOwn: true });
    staged = await openDesk();
    await logsIn();
    await staged.desk.refresh();
    expect(await stands(id)).toMatchObject({ state: "planned", contactId: null });
    nowMs += 60_000;
    await staged.desk.refresh();
    const callId = await dialled();
    expect(staged.callbacks).toMatchObject([{ number: NUMBER }]);
    staged.desk.tell(callId, { news: "bridged", agentId: agent.id });
    staged.desk.tell(callId, { news: "ended", holdMs: 0 });
    await until(async () => expect(await stands(id)).toMatchObject({ state: "reached", tries: 1 }));
    expect((await stands(id)).contactId).toBe(staged.callbacks[0]?.contactId);
    await until(async () => expect((await kinds()).at(-1)).toBe("contact.closed"));
    expect((await kinds())[0]).toBe("contact.planned");
    await staged.desk.close(1_000);
  });

  it("is tried again after a quarter of an hour, as often as was said, each time by another contact", async () => {
    const id = await plan();
    staged = await openDesk();
    await logsIn();
    const first = await dialled();
    staged.desk.tell(first, { news: "bridge-failed", agentId: agent.id, fault: "system" });
    await until(async () => expect(await stands(id)).toMatchObject({ state: "planned", tries: 1 }));
    await staged.desk.refresh();
    expect(staged.callbacks).toHaveLength(1);
    nowMs += RETRY_MS;
    await staged.desk.refresh();
    const second = await dialled(1);
    staged.desk.tell(second, { news: "bridge-failed", agentId: agent.id, fault: "system" });
    await until(async () => expect(await stands(id)).toMatchObject({ state: "unreached", tries: 2 }));
    expect(new Set((await callbacks()).map(({ contactId }) => contactId)).size).toBe(2);
    nowMs += RETRY_MS;
    await staged.desk.refresh();
    expect(staged.callbacks).toHaveLength(2);
    await staged.desk.close(1_000);
  });

  it("waits while its number is being called back already, and comes once that is over", async () => {
    staged = await openDesk();
    await books();
    const [id, other] = [await plan(), await plan({ number: "02112345678" })];
    await staged.desk.refresh();
    await until(async () => expect(await stands(other)).toMatchObject({ state: "due" }));
    expect(await stands(id)).toMatchObject({ state: "planned", contactId: null });
    await acts({ act: "ready" });
    await talksAndEnds(await dialled());
    await until(async () => expect(await openCallbacks()).not.toContain(BOOKED));
    await staged.desk.refresh();
    await until(async () => expect(await stands(id)).toMatchObject({ state: "due" }));
    await staged.desk.close(1_000);
  });

  it("waits as well for one to its number that is still on its way to disk: nobody is dialled for both", async () => {
    staged = await openDesk();
    const release = await books({ isHeld: true });
    const id = await plan();
    await staged.desk.refresh();
    expect(await stands(id)).toMatchObject({ state: "due" });
    await release();
    await acts({ act: "ready" });
    const first = await dialled();
    await staged.desk.refresh();
    expect(await openCallbacks()).toEqual([BOOKED]);
    expect(await kinds()).not.toContain("contact.planned");
    await talksAndEnds(first);
    await until(async () => {
      await staged.desk.refresh();
      expect(await kinds()).toContain("contact.planned");
    });
    await talksAndEnds(await dialled(1));
    await until(async () => expect(await stands(id)).toMatchObject({ state: "reached", tries: 1 }));
    await staged.desk.close(1_000);
  });

  it("that was claimed by a floor that ended is not given to the next while its number is being called back", async () => {
    const [id, contactId, at] = [await plan(), fixtureContext.ids.next(), new Date(nowMs)];
    const booked = {
      contactId: fixtureContext.ids.next(),
      tenantId: fixture.tenantId,
      number: BOOKED,
      called: "",
      place: "{}",
    };
    const taken = () =>
      inTenant(db, fixture.tenantId, (trx) =>
        takeDuePlans(trx, { now: at, nextId: () => fixtureContext.ids.next(), queueIds: [fixture.queueId] }),
      );
    await inTenant(db, fixture.tenantId, async (trx) => {
      await trx.updateTable("plannedCallback").set({ state: "due", contactId }).where("id", "=", id).execute();
      await trx
        .insertInto("queueCallback")
        .values({ ...booked, joinedAt: at, askedAt: at })
        .execute();
    });
    expect(await taken()).toEqual([]);
    await inTenant(db, fixture.tenantId, (trx) =>
      trx.updateTable("queueCallback").set({ closedAt: at, outcome: "answered" }).execute(),
    );
    expect(await taken()).toMatchObject([{ contactId, number: NUMBER }]);
  });

  it("waits where the rules of its queue cannot be read, and however many wait so, others come", async () => {
    const queueId = fixtureContext.ids.next();
    const unreadable = {
      id: queueId,
      tenantId: fixture.tenantId,
      name: "Rusak",
      rules: "{}",
      createdAt: new Date(nowMs),
    };
    await inTenant(db, fixture.tenantId, (trx) => trx.insertInto("queue").values(unreadable).execute());
    const waiting: string[] = [];
    for (let nth = 10; nth < 35; nth += 1)
      waiting.push(await plan({ queueId, number: `0811000000${nth}`, dueAtMs: nowMs - 60_000 }));
    // As an older version left them, or with rules that were readable then.
    await inTenant(db, fixture.tenantId, async (trx) => {
      for (const id of waiting.slice(0, 22))
        await trx
          .updateTable("plannedCallback")
          .set({ state: "due", contactId: fixtureContext.ids.next() })
          .where("id", "=", id)
          .execute();
    });
    await plan();
    staged = await openDesk();
    await logsIn();
    await dialled();
    expect(staged.callbacks).toMatchObject([{ number: NUMBER }]);
    expect(await stands(waiting.at(-1) ?? "")).toMatchObject({ state: "planned" });
    await staged.desk.close(1_000);
  });

  it("is given up where its queue has gone", async () => {
    const at = new Date(nowMs);
    staged = await openDesk();
    await inTenant(db, fixture.tenantId, (trx) => trx.updateTable("queue").set({ endedAt: at, version: 9 }).execute());
    const late = await plan({ number: "02187654321" });
    // Claimed by an instance that ended before it took the callback, and whose queue ended as well.
    const claimed = await plan({ number: "02155556666" });
    await inTenant(db, fixture.tenantId, (trx) =>
      trx
        .updateTable("plannedCallback")
        .set({ state: "due", contactId: fixtureContext.ids.next() })
        .where("id", "=", claimed)
        .execute(),
    );
    await staged.desk.refresh();
    await until(async () => expect(await stands(claimed)).toMatchObject({ state: "queue-gone" }));
    await until(async () => expect(await stands(late)).toMatchObject({ state: "queue-gone", contactId: null }));
    await staged.desk.close(1_000);
  });
});

describe("a callback that was planned, when its switch is killed", { timeout: 30_000 }, () => {
  it("before it is on its floor: the next switch takes it, under the same contact", async () => {
    const id = await plan();
    staged = await openDesk();
    await until(async () => expect(await kinds()).toContain("contact.planned"));
    const { contactId } = await stands(id);
    // As if the instance had died between the claim and its first write.
    await inTenant(db, fixture.tenantId, async (trx) => {
      await trx.deleteFrom("openContact").execute();
      await trx.deleteFrom("queueCallback").execute();
    });
    await dies(staged);
    staged = await openDesk();
    await logsIn();
    await dialled();
    expect(staged.callbacks).toMatchObject([{ contactId, number: NUMBER }]);
    expect(await dials()).toBe(1);
    await staged.desk.close(1_000);
  });

  it("while its agent is rung: it comes back at its place, and is dialled once", async () => {
    const id = await plan({ isOwn: true });
    staged = await openDesk();
    await logsIn();
    await rung();
    await dies(staged);
    staged = await openDesk();
    const callId = await dialled();
    staged.desk.tell(callId, { news: "bridged", agentId: agent.id });
    staged.desk.tell(callId, { news: "ended", holdMs: 0 });
    await until(async () => expect(await stands(id)).toMatchObject({ state: "reached", tries: 1 }));
    expect(await dials()).toBe(1);
    await staged.desk.close(1_000);
  });

  it("once it may have been dialled: it is over as cut off, and nobody dials it by himself again", async () => {
    const id = await plan();
    staged = await openDesk();
    await logsIn();
    await dialled();
    await dies(staged);
    staged = await openDesk();
    await until(async () => expect(await stands(id)).toMatchObject({ state: "cut-off", tries: 1 }));
    nowMs += RETRY_MS;
    await staged.desk.refresh();
    expect(staged.callbacks).toEqual([]);
    expect(await dials()).toBe(1);
    await staged.desk.close(1_000);
  });

  it("is found due again and again while the disk is slow, and is one contact", async () => {
    await plan();
    staged = await openDesk();
    await logsIn();
    const release = await holdWrites(db);
    await staged.desk.refresh();
    await staged.desk.refresh();
    await release();
    await rung();
    expect(staged.callbacks).toHaveLength(1);
    await until(async () => expect((await kinds()).filter((kind) => kind === "contact.planned")).toHaveLength(1));
    await staged.desk.close(1_000);
  });
});
