import { sql } from "kysely";
import { vi } from "vitest";
import { type Database, type DatabaseTransaction, inTenant } from "../src/platform/database/index.ts";
import { type AgentAct, type QueueRules, USUAL_RULES } from "../src/service/acd/queues/index.ts";
import { type AcdEngineOptions, openAcdEngine, type RunningAcdEngine } from "../src/service/acd/queues/wire.ts";
import type { EnqueueOptions, QueueOrder } from "../src/service/telephony/calls/index.ts";
import { testLog } from "./database.ts";
import type { VirtualContext } from "./virtual-context.ts";

/** Ids and clock of tests and their processes. */
export type QueueFixtureContext = Pick<VirtualContext, "clock" | "ids">;

/** A call centre with a queue, as rows. */
export interface QueueFixture {
  readonly tenantId: string;
  readonly queueId: string;
}

/** Adds a call centre with one queue. */
export async function addQueueFixture(
  db: Database,
  fixtureContext: QueueFixtureContext,
  rules: Partial<Omit<QueueRules, "id">> = {},
): Promise<QueueFixture> {
  const [tenantId, queueId, createdAt] = [
    fixtureContext.ids.next(),
    fixtureContext.ids.next(),
    new Date(fixtureContext.clock.nowMs()),
  ];
  await db
    .insertInto("tenant")
    .values({ id: tenantId, name: `Uji ${tenantId}`, createdAt })
    .execute();
  await inTenant(db, tenantId, (trx) =>
    trx
      .insertInto("queue")
      .values({ id: queueId, tenantId, name: "Umum", rules: rulesText({ joinWhile: "always", ...rules }), createdAt })
      .execute(),
  );
  return { tenantId, queueId };
}

/** Queue rules in their stored form, merged with the defaults. */
export function rulesText(rules: Partial<Omit<QueueRules, "id">> = {}): string {
  return JSON.stringify({ ...USUAL_RULES, ...rules });
}

/** Adds ended queues, as an API client leaves them. */
export async function addEndedQueues(
  db: Database,
  fixtureContext: QueueFixtureContext,
  { tenantId, count }: { readonly tenantId: string; readonly count: number },
): Promise<void> {
  const at = new Date(fixtureContext.clock.nowMs());
  await inTenant(db, tenantId, (trx) =>
    sql`insert into queue (id, tenant_id, name, rules, created_at, ended_at)
      select gen_random_uuid(), ${tenantId}::uuid, 'Habis ' || n, ${rulesText()}::jsonb, ${at}::timestamptz, ${at}::timestamptz
      from generate_series(1, ${count}::int) n`.execute(trx),
  );
}

/** Ends a queue during an operation that leads into it; returns the result of the operation, which started before the end and resumes after it. */
export async function whileQueueEnds<Value>(
  db: Database,
  { tenantId, queueId, at }: QueueFixture & { readonly at: Date },
  act: () => Promise<Value>,
): Promise<Value> {
  const { going } = await inTenant(db, tenantId, async (trx) => {
    await trx.selectFrom("queue").select("id").where("id", "=", queueId).forUpdate().executeTakeFirstOrThrow();
    const asked = act();
    await vi.waitFor(
      async () => {
        const { rows } = await sql`select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
        if (rows.length === 0) throw new Error("nobody waits for the end of the queue");
      },
      { timeout: 10_000, interval: 20 },
    );
    await trx.updateTable("queue").set({ endedAt: at }).where("id", "=", queueId).execute();
    return { going: asked };
  });
  return going;
}

/** Number of queue rows read in a transaction, by the database's statistics. */
export async function queuesRead(trx: DatabaseTransaction): Promise<number> {
  const { rows } = await sql<{ readonly read: number }>`
    select (seq_tup_read + idx_tup_fetch)::int as read from pg_stat_xact_user_tables where relname = 'queue'`.execute(
    trx,
  );
  return rows[0]?.read ?? 0;
}

/** An agent with a phone, as rows. */
export interface FixtureAgent {
  readonly id: string;
  readonly phoneId: string;
}

/** Adds an agent of the fixture's queue. */
export async function addFixtureAgent(
  db: Database,
  fixtureContext: QueueFixtureContext,
  fixture: QueueFixture,
): Promise<FixtureAgent> {
  const [id, phoneId, createdAt] = [
    fixtureContext.ids.next(),
    fixtureContext.ids.next(),
    new Date(fixtureContext.clock.nowMs()),
  ];
  const { tenantId, queueId } = fixture;
  await inTenant(db, tenantId, async (trx) => {
    const { count } = await trx
      .selectFrom("phone")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    const phone = { extension: String(1_000 + count), name: "Meja", username: `meja-${phoneId}`.slice(0, 40) };
    await trx
      .insertInto("phone")
      .values({ id: phoneId, tenantId, ...phone, sealedSecret: Buffer.from([0]), createdAt })
      .execute();
    await trx.insertInto("agent").values({ id, tenantId, name: "Agen", homePhoneId: phoneId, createdAt }).execute();
    await trx.insertInto("agentQueue").values({ agentId: id, queueId, tenantId, tier: 1 }).execute();
  });
  return { id, phoneId };
}

/** Writes an agent command; returns its id. */
export async function orderAct(
  db: Database,
  fixtureContext: QueueFixtureContext,
  command: { readonly tenantId: string; readonly agentId: string; readonly act: AgentAct },
): Promise<string> {
  const { tenantId, agentId, act } = command;
  const [id, requestedAt] = [fixtureContext.ids.next(), new Date(fixtureContext.clock.nowMs())];
  const row = { id, tenantId, agentId, act: JSON.stringify(act), idempotencyKey: id, requestedAt };
  await inTenant(db, tenantId, (trx) => trx.insertInto("agentCommand").values(row).execute());
  return id;
}

/** Starts the run of a switch and returns its id. */
export async function addRun(db: Database, fixtureContext: QueueFixtureContext): Promise<string> {
  const [id, at] = [fixtureContext.ids.next(), new Date(fixtureContext.clock.nowMs())];
  await db.insertInto("switchRun").values({ id, startedAt: at, beatAt: at }).execute();
  return id;
}

/** The events of a tenant in sequence. */
export async function queueEvents(db: Database, tenantId: string) {
  return inTenant(db, tenantId, (trx) => trx.selectFrom("queueEvent").selectAll().orderBy("sequence").execute());
}

/** An ACD engine under test, with its commands to calls. */
export interface AcdEngineFixture {
  readonly desk: RunningAcdEngine;
  readonly orders: { readonly callId: string; readonly order: QueueOrder }[];
  readonly callbacks: { readonly callId: string; readonly contactId: string; readonly number: string }[];
  /** The commands to one call. */
  ordersOf(callId: string): readonly QueueOrder[];
  /** A caller joins; returns the call. */
  join(fixture: QueueFixture, options?: Partial<EnqueueOptions>): string;
}

/** Opens an ACD engine whose calls do nothing by themselves. */
export async function openAcdEngineFixture(
  db: Database,
  fixtureContext: QueueFixtureContext,
  more: Partial<AcdEngineOptions> = {},
): Promise<AcdEngineFixture> {
  const orders: { readonly callId: string; readonly order: QueueOrder }[] = [];
  const callbacks: { readonly callId: string; readonly contactId: string; readonly number: string }[] = [];
  const started = process.hrtime.bigint();
  const engine = openAcdEngine({
    db,
    clock: fixtureContext.clock,
    ids: fixtureContext.ids,
    log: testLog,
    changeFeed: { announce: () => undefined, listen: () => () => undefined, close: async () => undefined },
    elapsedUs: () => Number((process.hrtime.bigint() - started) / 1_000n),
    switchId: more.switchId ?? (await addRun(db, fixtureContext)),
    tenantIds: async () => (await db.selectFrom("tenant").select("id").execute()).map(({ id }) => id),
    order: (callId, order) => void orders.push({ callId, order }),
    targetsOf: (_, phoneId) => [
      { legId: fixtureContext.ids.next(), party: { kind: "phone", phoneId, contact: "sip:meja@x" } },
    ],
    callbacks: {
      mayBook: () => true,
      begin: (call) => {
        callbacks.push(call);
        return "begun";
      },
    },
    ...more,
  });
  await engine.refresh();
  return {
    desk: engine,
    orders,
    callbacks,
    ordersOf: (callId) => orders.filter((one) => one.callId === callId).map(({ order }) => order),
    join: ({ tenantId, queueId }, options = {}) => {
      const callId = fixtureContext.ids.next();
      const usual = { caller: "+628110001", called: "1500771", priority: 0, skills: [], waitMsMax: 600_000 };
      engine.join({ callId, tenantId, queueId, ...usual, announceMs: null, language: "id", ...options });
      return callId;
    },
  };
}

/** Blocks all writes about contacts until the returned function is called. */
export async function holdWrites(db: Database): Promise<() => Promise<void>> {
  const released = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const done = db.transaction().execute(async (trx) => {
    await sql`lock table open_contact in exclusive mode`.execute(trx);
    held.resolve();
    await released.promise;
  });
  done.catch(held.reject);
  await held.promise;
  return () => {
    released.resolve();
    return done;
  };
}
