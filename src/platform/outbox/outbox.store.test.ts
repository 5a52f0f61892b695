import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../testkit/clone.ts";
import { testLog } from "../../../testkit/database.ts";
import { type ChangeFeed, type OpenDatabase, openChangeFeed, openDatabase } from "../database/index.ts";
import { createRuntimeContext } from "../world/index.ts";
import { addToOutbox, countOutbox, OUTBOX_ATTEMPTS_MAX, relayOutbox, retryEffects } from "./outbox.store.ts";
import { type EffectHandlers, openOutboxWorker } from "./outbox-worker.ts";

const BEAT_MS = 50;
const WAIT_MS_MAX = 60_000;
const runtimeContext = createRuntimeContext();

let cloned: ClonedDatabase;
let database: OpenDatabase;
let changeFeed: ChangeFeed;

beforeEach(async () => {
  cloned = await cloneDatabase();
  database = openDatabase({ access: cloned.access, role: "app", max: 15, log: testLog });
  changeFeed = openChangeFeed({ access: cloned.access, pool: database.pool, log: testLog });
});

afterEach(async () => {
  await changeFeed.close();
  await database.close();
  await cloned.close();
});

function work(handlers: EffectHandlers) {
  return openOutboxWorker({
    database,
    changeFeed,
    clock: runtimeContext.clock,
    log: testLog,
    handlers,
    beatMs: BEAT_MS,
  });
}

async function order(kind: string, subjectId = "subject"): Promise<string> {
  const id = await addToOutbox(database.db, runtimeContext, { kind, subjectId, payload: { text: "x" } });
  changeFeed.announce("outbox");
  return id;
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_MS_MAX;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`never: ${what}`);
    await delay(50);
  }
}

async function untilBeatsTwice(): Promise<void> {
  const beats = new Set<number>();
  await until("two beats more", async () => {
    const rows = await database.db.selectFrom("jobWorker").select("beatAt").where("id", "<>", "slow-worker").execute();
    for (const { beatAt } of rows) beats.add(beatAt.getTime());
    return beats.size > 2;
  });
}

async function rowOf(id: string) {
  return database.db
    .selectFrom("outbox")
    .select(["doneAt", "attempts", "lastError"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
}

/** Makes every waiting job due now, to skip the back-off. */
function skipBackOff(): Promise<unknown> {
  return sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null`.execute(database.db);
}

describe("an effect", () => {
  it("is not done when the transaction that ordered it rolls back, and once when it commits", async () => {
    const done: string[] = [];
    const worker = work({ greet: async (_payload, effect) => void done.push(effect.subjectId) });
    const failed = database.db.transaction().execute(async (trx) => {
      await addToOutbox(trx, runtimeContext, { kind: "greet", subjectId: "rolled-back", payload: {} });
      throw new Error("no");
    });
    await failed.catch(() => undefined);
    const id = await order("greet", "committed");
    await until("the effect is done", async () => (await rowOf(id)).doneAt !== null);
    await worker.close();
    expect(done).toEqual(["committed"]);
  });

  it("that fails three times is seen with its reason, tried again, and done", async () => {
    let attempts = 0;
    const worker = work({
      flaky: async () => {
        attempts += 1;
        if (attempts <= 3) throw new Error(`failure ${attempts}`);
      },
    });
    const id = await order("flaky");
    await until("the effect is done", async () => {
      await skipBackOff();
      const row = await rowOf(id);
      if (row.attempts > 0 && row.doneAt === null) expect(row.lastError).toMatch(/^failure \d$/);
      return row.doneAt !== null;
    });
    await worker.close();
    expect(await rowOf(id)).toMatchObject({ attempts: 3, lastError: null });
    expect(attempts).toBe(4);
  });

  it("that failed for the last time stays visible, and a retry by staff does it", async () => {
    let isMended = false;
    const worker = work({
      broken: async () => {
        if (!isMended) throw new Error("out of paper");
      },
    });
    const id = await order("broken", "decree-1");
    await until("all attempts are used up", async () => {
      await skipBackOff();
      return (await rowOf(id)).attempts >= OUTBOX_ATTEMPTS_MAX;
    });
    await until("it is stuck", async () => (await countOutbox(database.db)).stuck === 1);
    expect(await rowOf(id)).toMatchObject({ doneAt: null, lastError: "out of paper", attempts: OUTBOX_ATTEMPTS_MAX });
    expect(await countOutbox(database.db)).toEqual({ waiting: 1, stuck: 1 });
    isMended = true;
    expect(await retryEffects(database.db, "decree-1")).toBe(1);
    changeFeed.announce("outbox");
    await until("the retry is done", async () => (await rowOf(id)).doneAt !== null);
    await worker.close();
    expect(await retryEffects(database.db, "decree-1")).toBe(0);
  });

  it("of a kind nobody handles waits with that reason", async () => {
    const worker = work({});
    const id = await order("unheard-of");
    await until("it is seen", async () => (await rowOf(id)).attempts > 0);
    await worker.close();
    expect((await rowOf(id)).lastError).toBe("no handler for unheard-of");
  });

  it("whose worker was killed is taken back by another", async () => {
    const id = await order("greet");
    await relayOutbox(database.db, runtimeContext.clock);
    await sql`update graphile_worker._private_jobs set locked_by = 'killed-worker', locked_at = now() - interval '1 minute', attempts = 1`.execute(
      database.db,
    );
    await sql`insert into job_worker (id, beat_at) values ('killed-worker', now() - interval '1 minute')`.execute(
      database.db,
    );
    const worker = work({ greet: async () => undefined });
    await until("the job is taken back and done", async () => {
      await skipBackOff();
      return (await rowOf(id)).doneAt !== null;
    });
    await worker.close();
    expect(await rowOf(id)).toMatchObject({ attempts: 0, lastError: null });
  });

  it("is locked, while it is done, under a name that beats, also while its worker is being closed", async () => {
    const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
    const worker = work({ greet: () => finished });
    const id = await order("greet");
    const beating = async () =>
      (
        await sql<{ count: number }>`select count(*) from graphile_worker._private_jobs j
          join job_worker w on w.id = j.locked_by where j.key = ${id}`.execute(database.db)
      ).rows[0]?.count;
    await until("its lock beats", async () => (await beating()) === 1);
    const closed = worker.close();
    await untilBeatsTwice();
    expect(await beating()).toBe(1);
    finish();
    await closed;
    expect(await rowOf(id)).toMatchObject({ attempts: 0, doneAt: expect.any(Date) as Date });
    const left = await database.db.selectFrom("jobWorker").select("id").execute();
    expect(left).toEqual([]);
  });

  it("is done once, and leaves the queue, when many are taken and given back together", async () => {
    const done: string[] = [];
    const ids = await Promise.all(Array.from({ length: 60 }, (_, nth) => order("greet", `subject-${nth}`)));
    const worker = work({ greet: async (_payload, effect) => void done.push(effect.id) });
    await until("all are done", async () => (await countOutbox(database.db)).waiting === 0);
    await worker.close();
    expect(done.toSorted()).toEqual(ids.toSorted());
    const jobs = await sql<{ count: number }>`select count(*) from graphile_worker.jobs`.execute(database.db);
    expect(jobs.rows).toEqual([{ count: 0 }]);
  });

  it("of a worker that still beats is left to it", async () => {
    const id = await order("greet");
    await relayOutbox(database.db, runtimeContext.clock);
    await sql`update graphile_worker._private_jobs set locked_by = 'slow-worker', locked_at = now() - interval '1 minute', attempts = 1`.execute(
      database.db,
    );
    await sql`insert into job_worker (id, beat_at) values ('slow-worker', now())`.execute(database.db);
    const worker = work({ greet: async () => undefined });
    // The first heartbeat unlocks the jobs of dead workers; a second one shows that the first has ended.
    await untilBeatsTwice();
    const later = await order("greet");
    await until("a job that is free is done", async () => (await rowOf(later)).doneAt !== null);
    await worker.close();
    expect((await rowOf(id)).doneAt).toBeNull();
  });

  it("relayed twice is one job", async () => {
    await order("greet");
    await relayOutbox(database.db, runtimeContext.clock);
    await database.db.updateTable("outbox").set({ relayedAt: null }).execute();
    await relayOutbox(database.db, runtimeContext.clock);
    const jobs = await sql<{ count: number }>`select count(*) from graphile_worker.jobs`.execute(database.db);
    expect(jobs.rows).toEqual([{ count: 1 }]);
  });
});
