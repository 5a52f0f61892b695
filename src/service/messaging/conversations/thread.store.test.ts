import { randomBytes } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import {
  type AcdEngineFixture,
  addFixtureAgent,
  addQueueFixture,
  type FixtureAgent,
  openAcdEngineFixture,
  orderAct,
  type QueueFixture,
  type QueueFixtureContext,
  queueEvents,
  whileQueueEnds,
} from "../../../../testkit/queue-fixture.ts";
import { addTestCarrier, addTestSender } from "../../../../testkit/short-messages.ts";
import { addPerson } from "../../../../testkit/users.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { type Database, inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import type { AgentAct } from "../../acd/queues/index.ts";
import type { StoredInbound } from "../sms/index.ts";
import { sendAwayReplies, sweepThreads, type ThreadWork } from "./thread.jobs.ts";
import { insertRoute, linesOf, noteDone } from "./thread.store.ts";
import { continueThread } from "./thread-inbound.store.ts";

const HOUR_MS = 3_600_000;
const CUSTOMER = "6281299990001";
const SEEN_MS = 60_000;
/** A conversation whose reply was not accepted is tried again after this time. */
const AGAIN_MS = 15_000;
const seeded = createVirtualContext();
let nowMs = Date.now();
const fixtureContext: QueueFixtureContext = { clock: { nowMs: () => nowMs }, ids: seeded.ids };
let clone: ClonedDatabase;
let database: OpenDatabase;
let db: Database;
let fixture: QueueFixture;
let agent: FixtureAgent;
let staged: AcdEngineFixture | undefined;
let carrierId: string;
let senderId: string;
let count = 0;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 8, log: testLog });
  ({ db } = database);
  carrierId = await addTestCarrier({ db, ...fixtureContext, key: randomBytes(32) }, { name: "Uji" });
});

afterEach(async () => {
  await staged?.desk.close(500);
  staged = undefined;
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

beforeEach(async () => {
  nowMs = Date.now();
  ({ fixture, senderId } = await addOtherTenant());
  agent = await addFixtureAgent(db, fixtureContext, fixture);
});

/** A call centre with a number whose messages go to its queue. */
async function addOtherTenant(): Promise<{ readonly fixture: QueueFixture; readonly senderId: string }> {
  count += 1;
  const added = await addQueueFixture(db, fixtureContext, { wrapUpMs: 0, ringMs: 60_000 });
  const { id: personId } = await addPerson({ ...fixtureContext, db });
  const { tenantId, queueId } = added;
  const ownId = await addTestSender(
    { db, ...fixtureContext, key: randomBytes(32) },
    { tenantId, personId, value: `62811${String(1_000_000 + count)}`, carrierIds: [carrierId] },
  );
  const row = { id: fixtureContext.ids.next(), tenantId, senderId: ownId, word: null, queueId, idleHours: 24 };
  await inTenant(db, tenantId, (trx) =>
    trx
      .insertInto("smsThreadRoute")
      .values({ ...row, createdBy: personId, createdAt: new Date(nowMs) })
      .execute(),
  );
  return { fixture: added, senderId: ownId };
}

const until = <Value>(look: () => Value | Promise<Value>) => vi.waitFor(look, { timeout: 8_000, interval: 20 });

/** Stores a message of the customer as the gateway does. */
async function writes(text: string, own: Partial<StoredInbound> & { readonly place?: number } = {}): Promise<string> {
  const { tenantId } = fixture;
  const { place, ...more } = own;
  const inboundId = fixtureContext.ids.next();
  const heard: StoredInbound = {
    inboundId,
    tenantId,
    senderId,
    writer: CUSTOMER,
    word: undefined,
    isAnswered: false,
    part: null,
    receivedAtMs: nowMs,
    ...more,
  };
  await inTenant(db, tenantId, async (trx) => {
    await trx
      .insertInto("smsInbound")
      .values({
        id: inboundId,
        tenantId,
        carrierId,
        senderId,
        sender: `+${CUSTOMER}`,
        recipient: "1",
        coding: "latin1",
        payload: Buffer.from(text, "latin1"),
        receivedAt: new Date(heard.receivedAtMs),
        reference: heard.part?.reference ?? null,
        total: heard.part?.total ?? null,
        place: place ?? null,
      })
      .execute();
    await continueThread(trx, heard, { newId: () => fixtureContext.ids.next() });
  });
  return inboundId;
}

const threads = () =>
  inTenant(db, fixture.tenantId, (trx) => trx.selectFrom("smsThread").selectAll().orderBy("openedAt").execute());
const turns = () =>
  inTenant(db, fixture.tenantId, (trx) => trx.selectFrom("messageContact").selectAll().orderBy("joinedAt").execute());
const openTurn = async () => (await turns()).find(({ closedAt }) => closedAt === null);
const states = () =>
  inTenant(db, fixture.tenantId, (trx) =>
    trx.selectFrom("openContact").select(["contactId", "state", "kind"]).execute(),
  );
const standing = () =>
  inTenant(db, fixture.tenantId, (trx) => trx.selectFrom("agentStatus").select(["state", "contactId"]).execute());
const act = async (one: AgentAct) => {
  await orderAct(db, fixtureContext, { tenantId: fixture.tenantId, agentId: agent.id, act: one });
  await staged?.desk.refresh();
};
const seen = (forMs: number) =>
  inTenant(db, fixture.tenantId, (trx) => {
    const row = { agentId: agent.id, tenantId: fixture.tenantId, seenUntil: new Date(nowMs + forMs) };
    return trx
      .insertInto("desktopPresence")
      .values(row)
      .onConflict((conflict) => conflict.column("agentId").doUpdateSet({ seenUntil: row.seenUntil }))
      .execute();
  });
const openDesk = (leaseMs = 2_400) =>
  openAcdEngineFixture(db, fixtureContext, { tenantIds: async () => [fixture.tenantId], leaseMs });
const work = (own: Partial<ThreadWork> = {}): ThreadWork => ({
  db,
  clock: fixtureContext.clock,
  log: testLog,
  keepDays: () => 90,
  isClosedAt: async () => true,
  answer: async () => ({ ok: true, value: null }),
  ...own,
});

/** The agent accepts the waiting conversation on the desktop. */
async function taken(): Promise<string> {
  staged = await openDesk();
  await seen(SEEN_MS);
  await act({ act: "log-in", phoneId: null });
  const contactId = await until(async () => {
    const [own] = await standing();
    expect(own?.state).toBe("offered");
    return own?.contactId ?? "";
  });
  await act({ act: "take-message", contactId });
  await until(async () => expect((await standing())[0]?.state).toBe("talking"));
  return contactId;
}

/** Sets opening hours on the route that are closed now. */
const hasHours = () =>
  inTenant(db, fixture.tenantId, async (trx) => {
    const hoursId = fixtureContext.ids.next();
    const at = new Date(nowMs);
    const hours = { id: hoursId, tenantId: fixture.tenantId, name: "Jam kantor", version: 1, createdAt: at };
    await trx.insertInto("namedHours").values(hours).execute();
    await trx.updateTable("smsThreadRoute").set({ hoursId, awayText: "Kami buka besok." }).execute();
  });

const done = async (contactId: string, ends: boolean, lastHeardId: string) => {
  const [thread] = await threads();
  return inTenant(db, fixture.tenantId, (trx) =>
    noteDone(trx, { threadId: thread?.id ?? "", contactId, lastHeardId, ends }),
  );
};

describe("a conversation", { timeout: 30_000 }, () => {
  it("is one for all that is written between two numbers, and one turn while nobody is done with it", async () => {
    await Promise.all(["Satu", "Dua", "Tiga"].map((text) => writes(text)));
    expect(await threads()).toHaveLength(1);
    expect(await turns()).toHaveLength(1);
    await writes("Lain", { writer: "6281299990002" });
    expect(await threads()).toHaveLength(2);
  });

  it("is answered, and ends with its outcome; what is written afterwards begins another that prefers its agent", async () => {
    const heard = await writes("Halo");
    const contactId = await taken();
    expect(await done(contactId, true, heard)).toBe(true);
    await act({ act: "end-message", contactId });
    await until(async () => expect((await threads())[0]?.closedWhy).toBe("disposition"));
    expect(await openTurn()).toBeUndefined();
    nowMs += 1_000;
    await writes("Satu lagi");
    expect((await openTurn())?.stickyAgentId).toBe(agent.id);
    expect(await threads()).toHaveLength(2);
    const kinds = (await queueEvents(db, fixture.tenantId))
      .map(({ kind }) => kind)
      .filter((kind) => kind !== "agent.changed");
    expect(kinds.slice(0, 4)).toEqual(["contact.entered", "contact.presented", "contact.answered", "contact.closed"]);
  });

  it("does not end over a message that its agent has not read, and waits anew when one comes as he is done", async () => {
    const first = await writes("Halo");
    const contactId = await taken();
    nowMs += 1_000;
    const second = await writes("Masih di sana?");
    expect(await done(contactId, true, first)).toBe(false);
    expect(await done(contactId, true, second)).toBe(true);
    nowMs += 1_000;
    const wroteAt = nowMs;
    await writes("Tunggu!");
    await act({ act: "end-message", contactId });
    const next = await until(async () => {
      const turn = await openTurn();
      expect(turn).toBeDefined();
      expect(turn?.contactId).not.toBe(contactId);
      return turn;
    });
    expect(next?.joinedAt.getTime()).toBe(wroteAt);
    expect((await threads())[0]?.closedAt).toBeNull();
  });

  it("comes back at its old place when the owner of its floor dies, waiting, offered or being answered", async () => {
    await writes("Halo");
    const contactId = await taken();
    const row = await inTenant(db, fixture.tenantId, (trx) =>
      trx.selectFrom("openContact").select(["joinedMs", "joinedAt"]).executeTakeFirstOrThrow(),
    );
    // Simulates a process that was killed: no further write, no notification.
    await inTenant(db, fixture.tenantId, (trx) =>
      trx
        .updateTable("acdLease")
        .set((eb) => ({ fence: eb("fence", "+", 1), expiresAt: new Date(0) }))
        .execute(),
    );
    await staged?.desk.close(0);
    const second = await openDesk();
    staged = second;
    await until(async () => {
      await second.desk.refresh();
      expect(await states()).toEqual([{ contactId, state: "offered", kind: "message" }]);
      expect((await standing())[0]).toMatchObject({ state: "offered", contactId });
    });
    const after = await inTenant(db, fixture.tenantId, (trx) =>
      trx.selectFrom("openContact").select(["joinedMs", "joinedAt"]).executeTakeFirstOrThrow(),
    );
    expect(after).toEqual(row);
    await act({ act: "take-message", contactId });
    await until(async () => expect((await standing())[0]?.state).toBe("talking"));
    expect((await turns()).map((one) => one.contactId)).toEqual([contactId]);
  });

  it("goes back to the queue when its agent's page was not heard of for a while", async () => {
    await writes("Halo");
    const contactId = await taken();
    nowMs += SEEN_MS + 1;
    await until(async () => {
      await staged?.desk.refresh();
      expect(await states()).toEqual([{ contactId, state: "waiting", kind: "message" }]);
    });
    expect((await standing())[0]?.state).toBe("available");
    await seen(SEEN_MS);
    await until(async () => {
      await staged?.desk.refresh();
      expect((await standing())[0]).toMatchObject({ state: "offered", contactId });
    });
  });

  it("is not taken by an act where a caller rings, whoever orders it", async () => {
    staged = await openDesk();
    await seen(SEEN_MS);
    await act({ act: "log-in", phoneId: null });
    staged.join(fixture);
    const contactId = await until(async () => {
      const [own] = await standing();
      expect(own?.state).toBe("offered");
      return own?.contactId ?? "";
    });
    await act({ act: "take-message", contactId });
    await until(async () => {
      const refused = await inTenant(db, fixture.tenantId, (trx) =>
        trx.selectFrom("agentCommand").select("refusal").where("state", "=", "refused").execute(),
      );
      expect(refused).toEqual([{ refusal: "agent-message-gone" }]);
    });
    expect((await standing())[0]?.state).toBe("offered");
  });

  it("ends by itself when nobody has written for its hours, but not while it waits", async () => {
    const heard = await writes("Halo");
    nowMs += 25 * HOUR_MS;
    await sweepThreads(work());
    expect((await threads())[0]?.closedAt).toBeNull();
    const contactId = await taken();
    await done(contactId, false, heard);
    await act({ act: "end-message", contactId });
    await until(async () => expect(await openTurn()).toBeUndefined());
    expect((await threads())[0]?.closedAt).toBeNull();
    await sweepThreads(work());
    expect((await threads())[0]?.closedWhy).toBe("idle");
    nowMs += 91 * 24 * HOUR_MS;
    await sweepThreads(work());
    expect(await threads()).toEqual([]);
  });

  it("is told once that nobody is there, where it began outside the hours of its way", async () => {
    await hasHours();
    await writes("Halo");
    const answered: string[] = [];
    const answer: ThreadWork["answer"] = async ({ to, text, key }) => {
      answered.push(`${to}: ${text} (${key.split(" ")[0] ?? ""})`);
      return answered.length === 1 ? undefined : { ok: true, value: null };
    };
    await sendAwayReplies(work({ answer }));
    await sendAwayReplies(work({ answer }));
    expect(answered).toHaveLength(1);
    nowMs += AGAIN_MS;
    await sendAwayReplies(work({ answer }));
    await sendAwayReplies(work({ answer }));
    expect(answered).toEqual([`${CUSTOMER}: Kami buka besok. (away)`, `${CUSTOMER}: Kami buka besok. (away)`]);
    await writes("Halo?");
    await sendAwayReplies(work({ answer }));
    expect(answered).toHaveLength(2);
  });

  it("is told so though another of its call centre cannot be looked at, and another call centre's are not taken", async () => {
    const slow = fixture;
    await hasHours();
    await writes("Satu");
    await writes("Dua", { writer: "6281299990002" });
    nowMs += 1;
    const other = await addOtherTenant();
    fixture = other.fixture;
    senderId = other.senderId;
    await hasHours();
    await writes("Tiga");
    await writes("Empat", { writer: "6281299990004" });
    await writes("Lima", { writer: "6281299990005" });
    const asked: string[] = [];
    let looks = 0;
    const answer: ThreadWork["answer"] = async ({ tenantId, to }) => {
      asked.push(to);
      return tenantId === slow.tenantId ? undefined : { ok: true, value: null };
    };
    const isClosedAt: ThreadWork["isClosedAt"] = async () => {
      looks += 1;
      // The conversation checked first in the call centre that accepts messages: reading its opening hours fails.
      if (looks === 2) throw new Error("hours");
      return true;
    };
    await expect(sendAwayReplies(work({ answer, isClosedAt }))).rejects.toThrow("not everybody");
    // One conversation of the call centre that refuses messages was tried, and two of the other; the third waits because its opening hours could not be read.
    expect(asked).toHaveLength(3);
    expect(asked.filter((to) => to === "6281299990002")).toEqual([]);
    const owed = (tenantId: string) =>
      inTenant(db, tenantId, (trx) =>
        trx.selectFrom("smsThread").select("id").where("awayDueAt", "is not", null).execute(),
      );
    expect([(await owed(slow.tenantId)).length, (await owed(other.fixture.tenantId)).length]).toEqual([2, 1]);
    nowMs += AGAIN_MS;
    await sendAwayReplies(work({ answer: async () => ({ ok: true, value: null }) }));
    expect([await owed(slow.tenantId), await owed(other.fixture.tenantId)]).toEqual([[], []]);
  });

  it("waits outside a queue that is full of messages, open all the while, and comes in when there is room", async () => {
    const [all, most] = [1_010, 1_000];
    await inTenant(db, fixture.tenantId, async (trx) => {
      await sql`
        insert into sms_thread (id, tenant_id, sender_id, own, customer, queue_id, idle_hours, opened_at, last_in_at, waiting_since)
        select gen_random_uuid(), ${fixture.tenantId}, ${senderId}, '628111', '62812' || (10000000 + n), ${fixture.queueId}, 24, w.at, w.at, w.at
        from generate_series(1, ${all}) as n cross join lateral (
          select ${new Date(nowMs)}::timestamptz - make_interval(secs => ${all} - n) as at) w`.execute(trx);
      await sql`
        insert into message_contact (contact_id, tenant_id, thread_id, queue_id, caller, called, joined_at)
        select gen_random_uuid(), t.tenant_id, t.id, t.queue_id, t.customer, t.own, t.opened_at from sms_thread t`.execute(
        trx,
      );
    });
    staged = await openDesk(60_000);
    const onFloor = async (count: number) => {
      await staged?.desk.refresh();
      expect(await states()).toHaveLength(count);
    };
    await until(() => onFloor(most));
    await staged.desk.refresh();
    await onFloor(most);
    expect((await turns()).filter(({ closedAt }) => closedAt === null)).toHaveLength(all);
    await seen(SEEN_MS);
    await act({ act: "log-in", phoneId: null });
    const oldest = (await turns())[0]?.contactId;
    const contactId = await until(async () => {
      const [own] = await standing();
      expect(own?.state).toBe("offered");
      return own?.contactId ?? "";
    });
    expect(contactId).toBe(oldest);
    await act({ act: "take-message", contactId });
    await until(async () => expect((await standing())[0]?.state).toBe("talking"));
    // An answered conversation no longer counts as waiting, so the limit permits one more.
    await until(() => onFloor(most + 1));
    await onFloor(most + 1);
  });

  it("does not end over a late part of an earlier message that its agent has not read", async () => {
    const part = { reference: 9, total: 2 };
    await writes("satu, ", { part, place: 1 });
    nowMs += 1_000;
    const seenId = await writes("Halo");
    const contactId = await taken();
    nowMs += 1_000;
    const late = await writes("dua", { part, place: 2 });
    const [thread] = await threads();
    if (thread === undefined) throw new Error("no conversation");
    const { lines, lastHeardId } = await inTenant(db, fixture.tenantId, (trx) => linesOf(trx, thread));
    expect(lines.map(({ text }) => text)).toEqual(["satu, dua", "Halo"]);
    expect(await done(contactId, true, seenId)).toBe(false);
    expect(lastHeardId).toBe(late);
    expect(await done(contactId, true, late)).toBe(true);
  });

  it("puts a long message together, also when the part with its word came last", async () => {
    await inTenant(db, fixture.tenantId, (trx) => trx.updateTable("smsThreadRoute").set({ word: "SALES" }).execute());
    const part = { reference: 9, total: 2 };
    await writes("dua", { part, place: 2 });
    expect(await threads()).toEqual([]);
    await writes("SALES satu, ", { part, place: 1, word: "SALES" });
    const [thread] = await threads();
    if (thread === undefined) throw new Error("no conversation");
    const { lines } = await inTenant(db, fixture.tenantId, (trx) => linesOf(trx, thread));
    expect(lines.map(({ text, missing }) => [text, missing])).toEqual([["SALES satu, dua", 0]]);
  });

  it("is found among those that are open without reading those that are over", async () => {
    const plan = (query: RawBuilder<unknown>) =>
      inTenant(db, fixture.tenantId, async (trx) => {
        await sql`insert into sms_thread (id, tenant_id, sender_id, own, customer, queue_id, idle_hours, opened_at, last_in_at, closed_at,
            closed_why)
          select gen_random_uuid(), ${fixture.tenantId}, ${senderId}, '628111', '62812' || (10000000 + n), ${fixture.queueId}, 24, t.at, t.at,
            t.at, 'idle'
          from generate_series(1, 2000) as n cross join (select ${new Date(nowMs)}::timestamptz as at) t`.execute(trx);
        const { rows } = await sql<Readonly<Record<string, string>>>`explain ${query}`.execute(trx);
        return JSON.stringify(rows);
      });
    const list = sql`select t.id from sms_thread t where t.tenant_id = ${fixture.tenantId} and t.closed_at is null
      order by t.opened_at desc, t.id desc limit 51`;
    expect(await plan(list)).toContain("sms_thread_open_newest");
  });

  it("gets no way into a queue that ends at this moment", async () => {
    const { tenantId, queueId } = fixture;
    const { createdBy } = await inTenant(db, tenantId, (trx) =>
      trx.selectFrom("smsThreadRoute").select("createdBy").executeTakeFirstOrThrow(),
    );
    const way = {
      id: fixtureContext.ids.next(),
      tenantId,
      senderId,
      word: "BELI",
      queueId,
      idleHours: 24,
      hoursId: null,
    };
    const at = new Date(nowMs);
    const kept = await whileQueueEnds(db, { ...fixture, at }, () =>
      inTenant(db, tenantId, (trx) => insertRoute(trx, { ...way, awayText: "", createdBy, createdAt: at })),
    );
    expect(kept).toBe("sms-thread-route-unfit");
  });

  it("is over when its queue is gone, and nothing waits for it", async () => {
    await writes("Halo");
    await inTenant(db, fixture.tenantId, (trx) =>
      trx
        .updateTable("queue")
        .set({ endedAt: new Date(nowMs) })
        .execute(),
    );
    staged = await openDesk();
    await until(async () => {
      await staged?.desk.refresh();
      expect((await threads())[0]?.closedWhy).toBe("queue-gone");
    });
    expect(await openTurn()).toBeUndefined();
  });
});
