import { EventEmitter } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { Logger, type Runner, run, type TaskList, type WorkerEvents } from "graphile-worker";
import { sql } from "kysely";
import { type Clock, present } from "../../kernel/index.ts";
import type { ChangeFeed, Database, OpenDatabase } from "../database/index.ts";
import type { Log } from "../telemetry/index.ts";
import { failEffect, finishEffect, openEffect, relayOutbox } from "./outbox.store.ts";

/** Carries out one kind of effect. Must be safe to run again after a crash at any point; a thrown error is retried later. */
export type EffectHandler = (
  payload: Readonly<Record<string, string>>,
  effect: { readonly id: string; readonly subjectId: string; readonly attempts: number },
) => Promise<void>;

/** The handler of every kind of effect. */
export type EffectHandlers = Readonly<Record<string, EffectHandler>>;

interface WorkerOptions {
  readonly database: OpenDatabase;
  readonly changeFeed: ChangeFeed;
  readonly clock: Clock;
  readonly log: Log;
  readonly handlers: EffectHandlers;
  /** The time between two heartbeats of this worker; 5,000 ms by default. */
  readonly beatMs?: number;
  /** Called after an effect was carried out, for live views. */
  readonly onDone?: (subjectId: string) => void;
}

const CONCURRENCY = 8;
const RELAY_POLL_MS = 1_000;
/**
 * Jobs are fetched and completed in batches. A prefetched job that finds every worker busy is returned for other
 * processes after 2 s; a job that was carried out but not completed when the process died is detected as done the second time.
 */
const TOGETHER = { localQueue: { size: CONCURRENCY, ttl: 2_000 }, completeJobBatchDelay: 0 } as const;
const BEAT_MS = 5_000;
const BEAT_LOST_S = 20;
const RESTART_MS = 1_000;

/** Runs effects from the outbox until closed: relays rows to the job queue, works them, and unlocks jobs of dead workers. */
export function openOutboxWorker(options: WorkerOptions) {
  const stop = new AbortController();
  const workers = new Set<string>();
  const wake = new Wake();
  const unlisten = options.changeFeed.listen("outbox", () => wake.call());
  // The heartbeat continues until the last job has finished: a running job must not be unlocked.
  const beating = new AbortController();
  const done = Promise.all([
    relayForever(options, wake, stop.signal),
    workForever(options, workers, stop.signal).finally(() => beating.abort()),
    beatForever(options, workers, beating.signal),
  ]);
  return {
    close: async () => {
      stop.abort();
      wake.call();
      unlisten();
      await done;
    },
  };
}

/** Wakes waiters on the next signal, or at once if a signal came while they were busy. */
class Wake {
  private rung = false;
  private ring: (() => void) | undefined;

  call(): void {
    this.rung = true;
    this.ring?.();
  }

  async wait(msMax: number): Promise<void> {
    if (!this.rung) {
      const heard = new Promise<void>((resolve) => {
        this.ring = resolve;
      });
      const timer = setTimeout(() => this.ring?.(), msMax);
      await heard;
      clearTimeout(timer);
    }
    this.rung = false;
  }
}

async function relayForever(options: WorkerOptions, wake: Wake, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const moved = await relayOutbox(options.database.db, options.clock).catch((error: unknown) => {
      options.log.warn({ err: error }, "outbox.relay-failed");
      return 0;
    });
    if (moved === 0) await wake.wait(RELAY_POLL_MS);
  }
}

async function workForever(options: WorkerOptions, workers: Set<string>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await workOnce(options, workers, signal).catch((error: unknown) => {
      options.log.warn({ err: error }, "outbox.worker-lost");
    });
    // The listener is needed again to be removed.
    if (signal.aborted) return;
    workers.clear();
    await delay(RESTART_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Targets of the library's callbacks. The library holds the callbacks for the life of the process, so a closed worker is removed. */
interface Leads {
  worker: { readonly options: WorkerOptions; readonly names: Set<string> } | null;
}

function eventsFor(leads: Leads): WorkerEvents {
  const events: WorkerEvents = new EventEmitter();
  // The queue locks jobs by the name of the pool, whichever of its workers runs them.
  events.on("pool:create", ({ workerPool }) => leads.worker?.names.add(workerPool.id));
  return events;
}

function tasksFor(leads: Leads): TaskList {
  return { outbox: async (payload) => work(present(leads.worker, "a worker that runs").options, payload) };
}

async function workOnce(options: WorkerOptions, workers: Set<string>, signal: AbortSignal): Promise<void> {
  const leads: Leads = { worker: { options, names: workers } };
  const runner: Runner = await run({
    pgPool: options.database.pool,
    concurrency: CONCURRENCY,
    pollInterval: RELAY_POLL_MS,
    preset: { worker: TOGETHER },
    noHandleSignals: true,
    logger: jobLogger(options.log),
    events: eventsFor(leads),
    taskList: tasksFor(leads),
    crontab: "",
  });
  const end = () => void runner.stop().catch(() => undefined);
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  try {
    await runner.promise;
  } finally {
    signal.removeEventListener("abort", end);
    leads.worker = null;
  }
}

async function work(options: WorkerOptions, payload: unknown): Promise<void> {
  const id = typeof payload === "object" && payload !== null && "id" in payload ? String(payload.id) : "";
  const row = await openEffect(options.database.db, id);
  if (row === undefined) return;
  const handler = options.handlers[row.kind];
  try {
    if (handler === undefined) throw new Error(`no handler for ${row.kind}`);
    await handler(row.payload as Readonly<Record<string, string>>, row);
    await finishEffect(options.database.db, id, options.clock);
    options.onDone?.(row.subjectId);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    options.log.warn(
      { err: error, effect: row.kind, effectId: id, attempts: row.attempts + 1 },
      "outbox.effect-failed",
    );
    await failEffect(options.database.db, id, message);
    options.onDone?.(row.subjectId);
    throw error;
  }
}

async function beatForever(options: WorkerOptions, workers: Set<string>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await beat(options.database.db, [...workers], options).catch((error: unknown) => {
      options.log.warn({ err: error }, "outbox.beat-failed");
    });
    await delay(options.beatMs ?? BEAT_MS, undefined, { signal }).catch(() => undefined);
  }
  await options.database.db
    .deleteFrom("jobWorker")
    .where("id", "in", [...workers, ""])
    .execute()
    .catch(() => undefined);
}

async function beat(db: Database, workers: readonly string[], options: WorkerOptions): Promise<void> {
  if (workers.length === 0) return;
  await sql`insert into job_worker (id, beat_at) select unnest(${workers}::text[]), clock_timestamp()
    on conflict (id) do update set beat_at = excluded.beat_at`.execute(db);
  const lost = await sql<{ id: string }>`select distinct locked_by as id from graphile_worker.jobs j
    where locked_by is not null and locked_at < clock_timestamp() - make_interval(secs => ${BEAT_LOST_S})
      and not exists (select 1 from job_worker w where w.id = j.locked_by and w.beat_at > clock_timestamp() - make_interval(secs => ${BEAT_LOST_S}))`.execute(
    db,
  );
  if (lost.rows.length === 0) return;
  const ids = lost.rows.map((row) => row.id);
  options.log.warn({ workers: ids.length }, "outbox.lost-workers-unlocked");
  await sql`select graphile_worker.force_unlock_workers(${ids}::text[])`.execute(db);
  await sql`delete from job_worker where beat_at < clock_timestamp() - interval '1 day'`.execute(db);
}

function jobLogger(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error") log.warn({ said: message }, "jobs.said");
    else log.debug({ said: message }, "jobs.said");
  });
}
