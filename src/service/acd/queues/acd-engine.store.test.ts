import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import {
  type AcdEngineFixture,
  addFixtureAgent,
  addQueueFixture,
  addRun,
  type FixtureAgent,
  holdWrites,
  openAcdEngineFixture,
  orderAct,
  type QueueFixture,
  type QueueFixtureContext,
  queueEvents,
  rulesText,
} from "../../../../testkit/queue-fixture.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { type Database, inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import { stepQueues } from "./routing/step-queues.ts";

const seeded = createVirtualContext();
const fixtureContext: QueueFixtureContext = { clock: { nowMs: () => Date.now() }, ids: seeded.ids };
let clone: ClonedDatabase;
let database: OpenDatabase;
let db: Database;
let staged: AcdEngineFixture;
let fixture: QueueFixture;
let agent: FixtureAgent;
/** The call centres of the engine that most tests share. */
const shared: string[] = [];

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 8, log: testLog });
  ({ db } = database);
  staged = await openAcdEngineFixture(db, fixtureContext, { tenantIds: async () => shared });
});

afterAll(async () => {
  await staged?.desk.close(1_000);
  await database?.close();
  await clone?.close();
});

/** Creates a call centre with an agent who is logged in at a phone. */
async function openTown(rules: Parameters<typeof addQueueFixture>[2] = {}): Promise<void> {
  fixture = await addQueueFixture(db, fixtureContext, { wrapUpMs: 0, ...rules });
  shared.push(fixture.tenantId);
  agent = await addFixtureAgent(db, fixtureContext, fixture);
  await staged.desk.refresh();
  await asks({ act: "log-in", phoneId: null });
}

async function asks(act: Parameters<typeof orderAct>[2]["act"], agentId = agent.id): Promise<string> {
  const id = await orderAct(db, fixtureContext, { tenantId: fixture.tenantId, agentId, act });
  await staged.desk.refresh();
  await vi.waitFor(async () => expect((await command(id))?.state).not.toBe("waiting"));
  return id;
}

const command = (id: string) =>
  inTenant(db, fixture.tenantId, (trx) =>
    trx.selectFrom("agentCommand").select(["state", "refusal"]).where("id", "=", id).executeTakeFirst(),
  );
const kinds = async () => (await queueEvents(db, fixture.tenantId)).map(({ kind }) => kind);
const standing = () =>
  inTenant(db, fixture.tenantId, (trx) =>
    trx.selectFrom("agentStatus").select(["agentId", "state", "phoneId", "reason"]).execute(),
  );
const open = () => inTenant(db, fixture.tenantId, (trx) => trx.selectFrom("openContact").selectAll().execute());
const callback = () => inTenant(db, fixture.tenantId, (trx) => trx.selectFrom("queueCallback").selectAll().execute());
const until = <Value>(look: () => Value | Promise<Value>) => vi.waitFor(look, { timeout: 8_000, interval: 10 });

/** A waiting caller with a ringing agent; returns the call. */
async function ringing(): Promise<string> {
  const callId = staged.join(fixture);
  await until(() => expect(staged.ordersOf(callId).at(-1)).toMatchObject({ order: "ring" }));
  return callId;
}

describe("a caller at the desk", { timeout: 20_000 }, () => {
  it("rings the phone his agent is logged in at, and is connected, and leaves his whole story on disk", async () => {
    await openTown();
    const callId = await ringing();
    expect(staged.ordersOf(callId)[0]).toMatchObject({
      agents: [{ agentId: agent.id, targets: [{ party: { phoneId: agent.phoneId } }] }],
    });
    staged.desk.tell(callId, { news: "answered", agentId: agent.id });
    await until(() => expect(staged.ordersOf(callId).at(-1)).toEqual({ order: "connect", agentId: agent.id }));
    staged.desk.tell(callId, { news: "bridged", agentId: agent.id });
    await until(async () => expect(await open()).toMatchObject([{ state: "connected", callId, agentId: agent.id }]));
    expect(await standing()).toMatchObject([{ state: "talking", phoneId: agent.phoneId }]);
    staged.desk.tell(callId, { news: "ended", holdMs: 0 });
    await until(async () => expect(await open()).toEqual([]));
    const events = (await kinds()).filter((kind) => kind !== "agent.changed");
    expect(events).toEqual(["contact.entered", "contact.presented", "contact.answered", "contact.closed"]);
    const sequences = (await queueEvents(db, fixture.tenantId)).map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, index) => index + 1));
  });

  it("is not connected before it is on disk who answered him", async () => {
    await openTown();
    const callId = await ringing();
    await until(async () => expect(await kinds()).toContain("contact.presented"));
    const release = await holdWrites(db);
    staged.desk.tell(callId, { news: "answered", agentId: agent.id });
    await staged.desk.refresh();
    expect(staged.ordersOf(callId).map(({ order }) => order)).toEqual(["ring"]);
    await release();
    await until(() => expect(staged.ordersOf(callId).at(-1)).toEqual({ order: "connect", agentId: agent.id }));
    expect((await queueEvents(db, fixture.tenantId)).at(-1)?.body).toMatchObject({ state: "connecting" });
  });

  it("waits again where the phone of his agent cannot be reached, and the agent rests", async () => {
    const far = await addQueueFixture(db, fixtureContext);
    fixture = far;
    agent = await addFixtureAgent(db, fixtureContext, far);
    const nowhere = await openAcdEngineFixture(db, fixtureContext, {
      targetsOf: () => [],
      tenantIds: async () => [far.tenantId],
    });
    await orderAct(db, fixtureContext, {
      tenantId: far.tenantId,
      agentId: agent.id,
      act: { act: "log-in", phoneId: null },
    });
    await nowhere.desk.refresh();
    const callId = nowhere.join(far);
    await until(async () => expect((await standing())[0]?.state).toBe("resting"));
    expect(nowhere.ordersOf(callId)).toEqual([]);
    expect(await open()).toMatchObject([{ state: "waiting" }]);
    await nowhere.desk.close(1_000);
  });

  it("is told why he may not wait: closed, full, or no such queue", async () => {
    await openTown({ waitingMax: 1 });
    const unknownQueue = staged.join({ ...fixture, queueId: fixtureContext.ids.next() });
    const strange = staged.join({ ...fixture, queueId: "umum" });
    expect(staged.ordersOf(unknownQueue)).toEqual([{ order: "over", outcome: "nobody-there" }]);
    expect(staged.ordersOf(strange)).toEqual([{ order: "over", outcome: "failed" }]);
    const [first, second] = [staged.join(fixture), staged.join(fixture)];
    expect(staged.ordersOf(second)).toEqual([{ order: "over", outcome: "queue-full" }]);
    await inTenant(db, fixture.tenantId, (trx) =>
      trx.updateTable("queue").set({ isOpen: false, version: 2 }).where("id", "=", fixture.queueId).execute(),
    );
    await staged.desk.refresh();
    staged.desk.tell(first, { news: "left", why: "hung-up" });
    const late = staged.join(fixture);
    expect(staged.ordersOf(late)).toEqual([{ order: "over", outcome: "nobody-there" }]);
  });

  it("waits no longer than his flow says, and is told his place as often as it says", async () => {
    await openTown();
    await asks({ act: "pause", reasonId: "rapat" });
    const silent = staged.join(fixture, { waitMsMax: 50 });
    const announced = staged.join(fixture, { announceMs: 30_000 });
    await until(() => expect(staged.ordersOf(silent)).toEqual([{ order: "over", outcome: "wait-over" }]));
    expect(staged.ordersOf(announced)).toEqual([{ order: "say-place", position: 2, waitMs: null }]);
    staged.desk.tell(announced, { news: "left", why: "hung-up" });
  });

  it("finds the floor as it was when a step of it throws", async () => {
    let isBroken = false;
    const far = await addQueueFixture(db, fixtureContext);
    const broken = await openAcdEngineFixture(db, fixtureContext, {
      tenantIds: async () => [far.tenantId],
      step: (acdState, input, nowMs) => {
        if (isBroken && input.input === "joined") throw new Error("planted");
        return stepQueues(acdState, input, nowMs);
      },
    });
    const before = broken.join(far);
    isBroken = true;
    const failed = broken.join(far);
    expect(broken.ordersOf(failed)).toEqual([{ order: "over", outcome: "failed" }]);
    isBroken = false;
    const after = broken.join(far);
    expect([broken.ordersOf(before), broken.ordersOf(after)]).toEqual([[], []]);
    fixture = far;
    await until(async () => expect(await open()).toHaveLength(2));
    await broken.desk.close(1_000);
  });
});

describe("a callback", { timeout: 20_000 }, () => {
  it("is promised only when it is on disk, keeps its place, and is dialled once the agent is there", async () => {
    await openTown();
    await asks({ act: "pause", reasonId: "rapat" });
    const callId = staged.join(fixture);
    await until(async () => expect(await open()).toHaveLength(1));
    const release = await holdWrites(db);
    staged.desk.tell(callId, { news: "callback-asked", number: "+62811234" });
    await staged.desk.refresh();
    expect(staged.ordersOf(callId)).toEqual([]);
    await release();
    await until(() => expect(staged.ordersOf(callId)).toEqual([{ order: "over", outcome: "callback-booked" }]));
    staged.desk.tell(callId, { news: "left", why: "hung-up" });
    expect(await callback()).toMatchObject([{ number: "+62811234", dialledAt: null, closedAt: null }]);
    await asks({ act: "ready" });
    const far = await until(() => staged.callbacks.find(({ number }) => number === "+62811234") ?? expect.fail());
    await until(() => expect(staged.ordersOf(far.callId).at(-1)).toMatchObject({ order: "ring" }));
    expect((await callback())[0]?.dialledAt).toBeNull();
    staged.desk.tell(far.callId, { news: "answered", agentId: agent.id });
    await until(() => expect(staged.ordersOf(far.callId).at(-1)).toEqual({ order: "connect", agentId: agent.id }));
    expect((await callback())[0]).toMatchObject({ dialledCallId: far.callId });
    staged.desk.tell(far.callId, { news: "bridge-failed", agentId: agent.id, fault: "system" });
    await until(async () => expect((await callback())[0]).toMatchObject({ outcome: "callback-unreached" }));
    expect(staged.callbacks.filter(({ number }) => number === "+62811234")).toHaveLength(1);
  });

  it("that somebody else has dialled meanwhile is not dialled again", async () => {
    await openTown();
    await asks({ act: "pause", reasonId: "rapat" });
    const callId = staged.join(fixture);
    staged.desk.tell(callId, { news: "callback-asked", number: "+62811235" });
    await until(() => expect(staged.ordersOf(callId)).toEqual([{ order: "over", outcome: "callback-booked" }]));
    await inTenant(db, fixture.tenantId, (trx) =>
      trx
        .updateTable("queueCallback")
        .set({ dialledAt: new Date(), dialledCallId: fixtureContext.ids.next() })
        .execute(),
    );
    await asks({ act: "ready" });
    const far = await until(() => staged.callbacks.find(({ number }) => number === "+62811235") ?? expect.fail());
    staged.desk.tell(far.callId, { news: "answered", agentId: agent.id });
    await until(async () => expect((await callback())[0]?.outcome).toBe("callback-unreached"));
    expect(staged.ordersOf(far.callId).map(({ order }) => order)).not.toContain("connect");
  });
});

describe("an agent", () => {
  it("logs in at a phone, pauses with a reason, is ready and logs out, each written down", async () => {
    await openTown();
    expect(await standing()).toMatchObject([{ state: "available", phoneId: agent.phoneId }]);
    await asks({ act: "pause", reasonId: "makan" });
    expect(await standing()).toMatchObject([{ state: "paused", reason: "makan" }]);
    await asks({ act: "ready" });
    expect(await standing()).toMatchObject([{ state: "available" }]);
    await asks({ act: "log-out" });
    expect(await standing()).toEqual([]);
  });

  it("is refused what does not fit where he stands", async () => {
    await openTown();
    const colleague = await addFixtureAgent(db, fixtureContext, fixture);
    await staged.desk.refresh();
    const refused = async (act: Parameters<typeof orderAct>[2]["act"], agentId: string) =>
      (await command(await asks(act, agentId)))?.refusal;
    expect(await refused({ act: "log-in", phoneId: agent.phoneId }, colleague.id)).toBe("agent-phone-taken");
    expect(await refused({ act: "pause", reasonId: "makan" }, colleague.id)).toBe("agent-not-logged-in");
    await ringing();
    expect(await refused({ act: "log-in", phoneId: colleague.phoneId }, agent.id)).toBe("agent-on-contact");
  });

  it("serves from a change of his queues on what they are now", async () => {
    await openTown();
    const other = fixtureContext.ids.next();
    await inTenant(db, fixture.tenantId, async (trx) => {
      const row = { id: other, tenantId: fixture.tenantId, name: "Khusus", createdAt: new Date() };
      await trx
        .insertInto("queue")
        .values({ ...row, rules: rulesText({ joinWhile: "always" }) })
        .execute();
      await trx
        .insertInto("agentQueue")
        .values({ agentId: agent.id, queueId: other, tenantId: fixture.tenantId, tier: 1 })
        .execute();
      await trx.updateTable("agent").set({ version: 2 }).where("id", "=", agent.id).execute();
    });
    await staged.desk.refresh();
    const callId = staged.join({ ...fixture, queueId: other });
    await until(() => expect(staged.ordersOf(callId).at(-1)).toMatchObject({ order: "ring" }));
  });
});

describe("an agent whose phone is in a call of his own", { timeout: 20_000 }, () => {
  const phone = (isBusy: boolean, on = staged) =>
    on.desk.phone({ tenantId: fixture.tenantId, phoneId: agent.phoneId, isBusy });
  const isNow = (state: string) => until(async () => expect(await standing()).toMatchObject([{ state }]));

  it("is offered nobody, nor when he logs in during it, and is offered again after it", async () => {
    await openTown();
    phone(true);
    await isNow("elsewhere");
    const callId = staged.join(fixture);
    await until(async () => expect(await open()).toHaveLength(1));
    expect(staged.ordersOf(callId)).toEqual([]);
    await asks({ act: "log-out" });
    await asks({ act: "log-in", phoneId: null });
    await isNow("elsewhere");
    phone(false);
    await until(() => expect(staged.ordersOf(callId).at(-1)).toMatchObject({ order: "ring" }));
  });

  it("is known to whoever has the floor next, by the calls of its own", async () => {
    const own = await addQueueFixture(db, fixtureContext, { wrapUpMs: 0 });
    fixture = own;
    agent = await addFixtureAgent(db, fixtureContext, own);
    const only = { tenantIds: async () => [own.tenantId], leaseMs: 500 };
    const before = await openAcdEngineFixture(db, fixtureContext, only);
    await orderAct(db, fixtureContext, {
      tenantId: own.tenantId,
      agentId: agent.id,
      act: { act: "log-in", phoneId: null },
    });
    await before.desk.refresh();
    phone(true, before);
    await isNow("elsewhere");
    // A call of the dead switch has ended with it; a call of the next owner continues.
    await before.desk.close(1_000);
    const next = await openAcdEngineFixture(db, fixtureContext, only);
    await isNow("available");
    phone(true, next);
    await isNow("elsewhere");
    await inTenant(db, own.tenantId, (trx) =>
      trx
        .updateTable("acdLease")
        .set({ expiresAt: new Date(0) })
        .execute(),
    );
    await inTenant(db, own.tenantId, (trx) => trx.updateTable("acdLease").set({ fence: 99 }).execute());
    await next.desk.refresh();
    await next.desk.refresh();
    await until(() => expect(next.desk.owned()).toEqual([own.tenantId]));
    await isNow("elsewhere");
    await next.desk.close(1_000);
  });
});

describe("the floor of a call centre", () => {
  const LEASE_MS = 2_400;

  it("has one owner: of two switches at once one has it, and the other only after it ran out", async () => {
    const runs = [await addRun(db, fixtureContext), await addRun(db, fixtureContext)];
    const own = await addQueueFixture(db, fixtureContext);
    const only = { tenantIds: async () => [own.tenantId], leaseMs: LEASE_MS };
    const [left, right] = await Promise.all(
      runs.map((switchId) => openAcdEngineFixture(db, fixtureContext, { ...only, switchId })),
    );
    if (left === undefined || right === undefined) throw new Error("two desks");
    expect([...left.desk.owned(), ...right.desk.owned()]).toEqual([own.tenantId]);
    const [owner, other] = left.desk.owned().length === 1 ? [left, right] : [right, left];
    await other.desk.refresh();
    expect(other.desk.owned()).toEqual([]);
    await owner.desk.close(1_000);
    await until(() => expect(other.desk.owned()).toEqual([own.tenantId]));
    await other.desk.close(1_000);
  });

  it("takes nothing from an owner who has lost it, and he lets his callers go", async () => {
    const own = await addQueueFixture(db, fixtureContext);
    const only = { tenantIds: async () => [own.tenantId] };
    const before = await openAcdEngineFixture(db, fixtureContext, { ...only, leaseMs: LEASE_MS });
    const waiting = before.join(own);
    fixture = own;
    await until(async () => expect(await open()).toHaveLength(1));
    await inTenant(db, own.tenantId, (trx) =>
      trx
        .updateTable("acdLease")
        .set({ fence: 2, expiresAt: new Date(Date.now() + 60_000) })
        .execute(),
    );
    before.join(own);
    await until(() => expect(before.ordersOf(waiting)).toEqual([{ order: "over", outcome: "failed" }]));
    expect(before.desk.owned()).toEqual([]);
    expect(await open()).toHaveLength(1);
    await before.desk.close(1_000);
  });

  it("is held still while its owner cannot be sure of it, and goes on when nobody took it", async () => {
    const own = await addQueueFixture(db, fixtureContext);
    const holding = await openAcdEngineFixture(db, fixtureContext, {
      tenantIds: async () => [own.tenantId],
      leaseMs: 300,
    });
    await until(() => expect(holding.desk.owned()).toEqual([]));
    const callId = holding.join({ ...own, queueId: fixtureContext.ids.next() });
    expect(holding.ordersOf(callId)).toEqual([]);
    await holding.desk.refresh();
    expect(holding.desk.owned()).toEqual([own.tenantId]);
    expect(holding.ordersOf(callId)).toEqual([{ order: "over", outcome: "nobody-there" }]);
    await holding.desk.close(1_000);
  });

  it("joins nobody when its owner stood still while the choice was written; the caller keeps his place", async () => {
    const own = await addQueueFixture(db, fixtureContext);
    fixture = own;
    agent = await addFixtureAgent(db, fixtureContext, own);
    const still = { us: 0 };
    const startedUs = process.hrtime.bigint() / 1_000n;
    const held = await openAcdEngineFixture(db, fixtureContext, {
      tenantIds: async () => [own.tenantId],
      elapsedUs: () => Number(process.hrtime.bigint() / 1_000n - startedUs) + still.us,
    });
    await orderAct(db, fixtureContext, {
      tenantId: own.tenantId,
      agentId: agent.id,
      act: { act: "log-in", phoneId: null },
    });
    await held.desk.refresh();
    const callId = held.join(own);
    await until(() => expect(held.ordersOf(callId).at(-1)).toMatchObject({ order: "ring" }));
    await until(async () => expect(await kinds()).toContain("contact.presented"));
    const release = await holdWrites(db);
    held.desk.tell(callId, { news: "answered", agentId: agent.id });
    still.us += 60_000_000;
    await release();
    await until(async () => expect((await standing())[0]?.state).toBe("connecting"));
    expect(held.ordersOf(callId).map(({ order }) => order)).toEqual(["ring"]);
    await held.desk.refresh();
    await until(async () => expect(await kinds()).toContain("contact.returned"));
    expect(held.ordersOf(callId).map(({ order }) => order)).not.toContain("connect");
    expect(await open()).toHaveLength(1);
    await held.desk.close(1_000);
  });

  it("estimates right at once under its next owner, as it did before", async () => {
    const own = await addQueueFixture(db, fixtureContext, { wrapUpMs: 0, ringMs: 60_000 });
    fixture = own;
    agent = await addFixtureAgent(db, fixtureContext, own);
    const turn = { us: 0 };
    const only = { tenantIds: async () => [own.tenantId], elapsedUs: () => turn.us };
    const before = await openAcdEngineFixture(db, fixtureContext, only);
    await orderAct(db, fixtureContext, {
      tenantId: own.tenantId,
      agentId: agent.id,
      act: { act: "log-in", phoneId: null },
    });
    await before.desk.refresh();
    const served = async (callId: string) => {
      await until(() => expect(before.ordersOf(callId).at(-1)).toMatchObject({ order: "ring" }));
      before.desk.tell(callId, { news: "answered", agentId: agent.id });
      await until(() => expect(before.ordersOf(callId).at(-1)).toMatchObject({ order: "connect" }));
      before.desk.tell(callId, { news: "bridged", agentId: agent.id });
      return callId;
    };
    // Ten callers each wait for twenty seconds while the previous one talks.
    let talking = await served(before.join(own));
    for (let nth = 0; nth < 10; nth += 1) {
      const next = before.join(own);
      turn.us += 20_000_000;
      await before.desk.refresh();
      before.desk.tell(talking, { news: "ended", holdMs: 0 });
      talking = await served(next);
    }
    const entered = async () =>
      (await queueEvents(db, own.tenantId)).flatMap(({ kind, body }) =>
        kind === "contact.entered" ? [(body as { readonly toldMs: number | null }).toldMs] : [],
      );
    before.join(own);
    await until(async () => expect((await entered()).slice(10)).toEqual([null, 20_000]));
    await before.desk.close(1_000);
    const after = await openAcdEngineFixture(db, fixtureContext, only);
    after.join(own);
    await until(async () => expect((await entered()).slice(10)).toEqual([null, 20_000, 20_000]));
    await after.desk.close(1_000);
  });

  it("keeps its log from the program's hand", async () => {
    await openTown();
    const change = inTenant(db, fixture.tenantId, (trx) => trx.deleteFrom("queueEvent").execute());
    await expect(change).rejects.toThrow(/permission denied|append-only/);
  });
});
