import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import type { CallEvent } from "./call-event.ts";
import { foldCdr } from "./cdr.ts";
import { closeOrphans, openSwitchRun } from "./close-orphans.effects.ts";
import type { EventDraft, EventWriter } from "./event-draft.ts";
import { openEventWriter } from "./event-writer.effects.ts";
import { eventsOf } from "./record.store.ts";
import { beat, beginRun, endRun, liveSwitches } from "./switch-run.store.ts";

const virtualContext = createVirtualContext();
const CODE = "1500771";
const TEST_LINE = "+6281100001";
let clone: ClonedDatabase;
let database: OpenDatabase;
let writer: EventWriter;
let tenantId: string;
let otherTenantId: string;
let runId: string;

const now = () => new Date(virtualContext.clock.nowMs());

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 8, log: testLog });
  writer = openEventWriter({
    db: database.db,
    news: { announce: () => undefined },
    clock: virtualContext.clock,
    log: testLog,
  });
  [tenantId, otherTenantId, runId] = [virtualContext.ids.next(), virtualContext.ids.next(), virtualContext.ids.next()];
  const tenants = [tenantId, otherTenantId].map((id) => ({ id, name: `Tenant ${id}`, createdAt: now() }));
  await database.db.insertInto("tenant").values(tenants).execute();
  await beginRun(database.db, { id: runId, at: now() });
  await database.db
    .insertInto("numberMode")
    .values({ code: CODE, mode: "open", source: "licensing", changedAt: now() })
    .execute();
});

afterAll(async () => {
  await writer.close(1_000);
  await database.close();
  await clone.close();
});

const received = (called: string): CallEvent => ({
  sequence: 0,
  atMs: virtualContext.clock.nowMs(),
  elapsedUs: 1_000_000,
  body: {
    kind: "call.received",
    direction: "inbound",
    caller: "+62811",
    called,
    code: called,
    trunkId: null,
    phoneId: null,
    sipCallId: "x@y",
    from: "127.0.0.1:5060",
  },
});

const ended = (sequence: number): CallEvent => ({
  sequence,
  atMs: virtualContext.clock.nowMs(),
  elapsedUs: 2_000_000,
  body: { kind: "call.ended", outcome: "answered", by: "caller", status: null, cause: 16 },
});

function draft(own: Partial<EventDraft> = {}): EventDraft {
  return { tenantId, callId: virtualContext.ids.next(), switchId: runId, events: [received(CODE)], ...own };
}

const asking = (caller = "+62811", own: Partial<EventDraft> = {}): EventDraft =>
  draft({ permit: { code: CODE, caller, atMs: virtualContext.clock.nowMs() }, ...own });

const setMode = (mode: "off" | "test" | "open") =>
  database.db.updateTable("numberMode").set({ mode }).where("code", "=", CODE).execute();

const kept = (callId: string, own = tenantId) => inTenant(database.db, own, (trx) => eventsOf(trx, callId));

describe("the events of calls", () => {
  it("are on disk in their order when the writer says so", async () => {
    const one = draft({ events: [received(CODE), ended(1)] });
    expect(await writer.write(one, { byMs: null })).toEqual({ ok: true, value: null });
    expect(await kept(one.callId)).toEqual(one.events);
  });

  it("of many calls of two tenants at once are each kept where they belong", async () => {
    const drafts = Array.from({ length: 500 }, (_, index) =>
      draft({ tenantId: index % 2 === 0 ? tenantId : otherTenantId }),
    );
    const results = await Promise.all(drafts.map((one) => writer.write(one, { byMs: null })));
    expect(results.every(({ ok }) => ok)).toBe(true);
    for (const one of drafts.slice(0, 20)) {
      expect(await kept(one.callId, one.tenantId)).toHaveLength(1);
      const foreign = one.tenantId === tenantId ? otherTenantId : tenantId;
      expect(await kept(one.callId, foreign)).toEqual([]);
    }
  });

  it("of a tenant are invisible to a statement that names no tenant", async () => {
    const one = draft();
    await writer.write(one, { byMs: null });
    const rows = await database.db.selectFrom("callEvent").selectAll().where("callId", "=", one.callId).execute();
    expect(rows).toEqual([]);
  });

  it("that no database would take are refused alone; their neighbours are kept", async () => {
    const broken = draft({ events: [{ ...received(CODE), sequence: 99_999 }] });
    const [good, bad, alsoGood] = [draft(), broken, draft()];
    const results = await Promise.all([good, bad, alsoGood].map((one) => writer.write(one, { byMs: null })));
    expect(results.map((one) => (one.ok ? "kept" : one.refusal))).toEqual(["kept", "fault", "kept"]);
  });

  it("written twice, after a commit nobody heard of, stand once", async () => {
    const one = draft({ events: [received(CODE), ended(1)], cdr: foldCdr([received(CODE), ended(1)]) });
    await writer.write(one, { byMs: null });
    await writer.write(one, { byMs: null });
    expect(await kept(one.callId)).toHaveLength(2);
    const records = await inTenant(database.db, tenantId, (trx) =>
      trx.selectFrom("cdr").select("callId").where("callId", "=", one.callId).execute(),
    );
    expect(records).toHaveLength(1);
  });

  it("cannot be changed or taken away", async () => {
    const one = draft();
    await writer.write(one, { byMs: null });
    const change = (statement: "update" | "delete") =>
      inTenant(database.db, tenantId, async (trx) => {
        if (statement === "update") await trx.updateTable("callEvent").set({ kind: "x" }).execute();
        else await trx.deleteFrom("callEvent").execute();
      });
    await expect(change("update")).rejects.toThrow(/permission denied|append-only/);
    await expect(change("delete")).rejects.toThrow(/permission denied|append-only/);
  });
});

describe("a call for a code", () => {
  it("stands with its permit while the code is open, and nothing of it is written while the code is off", async () => {
    await setMode("open");
    const good = asking();
    expect(await writer.write(good, { byMs: null })).toEqual({ ok: true, value: "open" });
    expect((await kept(good.callId)).map(({ body }) => body.kind)).toEqual(["call.received", "call.permitted"]);
    await setMode("off");
    const bad = asking();
    expect(await writer.write(bad, { byMs: null })).toEqual({ ok: false, refusal: "not-permitted" });
    expect(await kept(bad.callId)).toEqual([]);
  });

  it("in test is let in from a listed line inside its window only", async () => {
    await setMode("test");
    const opensAt = new Date(virtualContext.clock.nowMs() - 60_000);
    const closesAt = new Date(virtualContext.clock.nowMs() + 60_000);
    await database.db
      .insertInto("numberTestWindow")
      .values({
        id: virtualContext.ids.next(),
        code: CODE,
        kind: "rehearsal",
        lines: [TEST_LINE],
        opensAt,
        closesAt,
        createdAt: now(),
      })
      .execute();
    const at = (caller: string, ms: number) =>
      writer.write(draft({ permit: { code: CODE, caller, atMs: virtualContext.clock.nowMs() + ms } }), { byMs: null });
    expect(await at(TEST_LINE, 0)).toEqual({ ok: true, value: "test" });
    expect((await at("+62811", 0)).ok).toBe(false);
    expect((await at(TEST_LINE, 60_000)).ok).toBe(false);
    expect((await at(TEST_LINE, -60_001)).ok).toBe(false);
  });

  it("is never permitted after the code was turned off: the order of commits judges", async () => {
    for (let round = 0; round < 20; round += 1) {
      await setMode("open");
      const calls = Array.from({ length: 40 }, () => asking());
      const answers = calls.map((one) => writer.write(one, { byMs: null }));
      const off = setMode("off").then(() => asking());
      const late = await writer.write(await off, { byMs: null });
      expect(late).toEqual({ ok: false, refusal: "not-permitted" });
      await Promise.all(answers);
    }
  });
});

describe("a call of a call centre that is closed", () => {
  it("is never permitted after its closing: the order of commits judges; its neighbour's is", async () => {
    const personId = virtualContext.ids.next();
    const email = "penutup@pusat.invalid";
    await database.db
      .insertInto("person")
      .values({ id: personId, email, emailKey: email, name: "Penutup", passwordHash: "-", createdAt: now() })
      .execute();
    const set = (closing: object) =>
      database.db.updateTable("tenant").set(closing).where("id", "=", tenantId).execute();
    await setMode("open");
    for (let round = 0; round < 10; round += 1) {
      const answers = Array.from({ length: 20 }, () => writer.write(asking(), { byMs: null }));
      await set({ closedAt: now(), closedBy: personId, removeOn: "2027-02-25" });
      const late = [asking(), asking("+62811", { tenantId: otherTenantId })];
      const judged = await Promise.all(late.map((one) => writer.write(one, { byMs: null })));
      expect(judged.map(({ ok }) => ok)).toEqual([false, true]);
      await Promise.all(answers);
      await set({ closedAt: null, closedBy: null, removeOn: null });
    }
  });
});

describe("an installation whose database is away", () => {
  it("gives up a new call in time and keeps what belongs to calls in progress until it is back", async () => {
    const closed = openDatabase({ access: clone.access, role: "app", max: 1, log: testLog });
    await closed.close();
    const lame = openEventWriter({
      db: closed.db,
      news: { announce: () => undefined },
      clock: virtualContext.clock,
      log: testLog,
    });
    const newCall = lame.write(asking(), { byMs: virtualContext.clock.nowMs() });
    expect(await newCall).toEqual({ ok: false, refusal: "storage-away" });
    const inProgress = lame.write(draft(), { byMs: null });
    expect(lame.backlog()).toBe(1);
    await lame.close(0);
    expect(await inProgress).toEqual({ ok: false, refusal: "storage-away" });
  });

  it("gives up a new call in its time however many events wait before it", async () => {
    const closed = openDatabase({ access: clone.access, role: "app", max: 1, log: testLog });
    await closed.close();
    const news = { announce: () => undefined };
    const lame = openEventWriter({ db: closed.db, news, clock: virtualContext.clock, log: testLog });
    const before = Array.from({ length: 500 }, () => lame.write(draft(), { byMs: null }));
    const newCall = lame.write(asking(), { byMs: virtualContext.clock.nowMs() + 5_000 });
    const inTime = new Promise((resolve) => setTimeout(() => resolve("waits"), 400));
    expect(await Promise.race([newCall, inTime])).toBe("waits");
    virtualContext.advance(5_000);
    expect(await newCall).toEqual({ ok: false, refusal: "storage-away" });
    expect(lame.backlog()).toBe(500);
    expect(lame.oldestMs()).toBe(5_000);
    await lame.close(0);
    expect((await Promise.all(before)).every(({ ok }) => !ok)).toBe(true);
  });

  it("keeps the reserve for what was promised: the record of a refused call does not get it", async () => {
    const never = openEventWriter({
      db: database.db,
      news: { announce: () => undefined },
      clock: virtualContext.clock,
      log: testLog,
    });
    const many = Array.from({ length: 2_000 }, (_, index) => ({ ...received(CODE), sequence: index }));
    const waiting = Array.from({ length: 9 }, () => never.write(draft({ events: many }), { byMs: null }));
    const refusedCall = await never.write(draft(), { byMs: null, mayUseReserve: false });
    expect(refusedCall).toEqual({ ok: false, refusal: "storage-away" });
    const talking = never.write(draft(), { byMs: null });
    virtualContext.advance(300);
    expect(never.oldestMs()).toBe(300);
    expect((await Promise.all([...waiting, talking])).every(({ ok }) => ok)).toBe(true);
    await expect.poll(() => never.oldestMs()).toBe(0);
    await never.close(1_000);
  });

  it("refuses new calls before the room for calls in progress is used up", async () => {
    const never = openEventWriter({
      db: database.db,
      news: { announce: () => undefined },
      clock: virtualContext.clock,
      log: testLog,
    });
    const many = Array.from({ length: 2_000 }, (_, index) => ({ ...received(CODE), sequence: index }));
    const waiting = Array.from({ length: 10 }, () => never.write(draft({ events: many }), { byMs: null }));
    expect(await never.write(draft(), { byMs: virtualContext.clock.nowMs() + 5_000 })).toEqual({
      ok: false,
      refusal: "storage-away",
    });
    const kept = never.write(draft(), { byMs: null });
    expect((await Promise.all([...waiting, kept])).every(({ ok }) => ok)).toBe(true);
    await never.close(1_000);
  });
});

describe("calls whose switch died", () => {
  it("are closed once, at the last sign of life, by whoever comes first", async () => {
    const deadId = virtualContext.ids.next();
    await beginRun(database.db, { id: deadId, at: now() });
    await setMode("open");
    const calls = Array.from({ length: 25 }, () => asking("+62811", { switchId: deadId }));
    await Promise.all(calls.map((one) => writer.write(one, { byMs: null })));
    virtualContext.advance(7_000);
    await database.db.updateTable("switchRun").set({ beatAt: now() }).where("id", "=", deadId).execute();
    await endRun(database.db, { id: deadId, at: now() });
    const closing = { db: database.db, log: testLog, tenantIds: async () => [tenantId, otherTenantId] };
    await Promise.all([closeOrphans(closing), closeOrphans(closing)]);
    expect(await closeOrphans(closing)).toBe(0);
    const records = await inTenant(database.db, tenantId, (trx) =>
      trx
        .selectFrom("cdr")
        .select(["outcome", "beganAt", "endedAt"])
        .where(
          "callId",
          "in",
          calls.map(({ callId }) => callId),
        )
        .execute(),
    );
    expect(records).toHaveLength(25);
    expect(new Set(records.map(({ outcome }) => outcome))).toEqual(new Set(["system-restart"]));
    expect(records[0]?.endedAt.getTime()).toBe(virtualContext.clock.nowMs());
  });

  it("are left alone while their switch gives signs of life; a switch that was replaced is told", async () => {
    const ownId = virtualContext.ids.next();
    let replaced = 0;
    const run = await openSwitchRun({
      db: database.db,
      clock: virtualContext.clock,
      log: testLog,
      id: ownId,
      tenantIds: async () => [tenantId],
      onReplaced: () => {
        replaced += 1;
      },
    });
    await endRun(database.db, { id: ownId, at: now() });
    await expect.poll(() => replaced, { timeout: 5_000 }).toBeGreaterThan(0);
    await run.close();
  });
});

describe("a switch", () => {
  it("tells with its sign of life what it has to do, until it has ended", async () => {
    const { db } = database;
    const id = virtualContext.ids.next();
    const figures = { calls: 7, channels: 14, phones: 3, backlog: 1, refused: 2, memoryBytes: 90_000_000 };
    const told = async () => (await liveSwitches(db)).find((one) => one.id === id)?.figures;
    await beginRun(db, { id, at: new Date() });
    expect(await told()).toEqual({});
    await beat(db, { id, at: new Date(), figures });
    expect(await told()).toEqual(figures);
    await endRun(db, { id, at: new Date() });
    expect(await told()).toBeUndefined();
  });
});
