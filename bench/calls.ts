import { sql } from "kysely";
import { inTenant } from "../src/platform/database/index.ts";
import type { LoadFigures } from "../testkit/call-load.ts";
import { rssMbOf } from "../testkit/process-holdings.ts";
import type { TestSystem } from "../testkit/system.ts";
import { answeredRecords, openVoiceScenario, type VoiceScenario } from "../testkit/voice-scenario.ts";
import { type Benchmark, type Figures, percentile } from "./figures.ts";
import { cpuSecondsOf } from "./process-figures.ts";

const PHONES = 100;
const RING_MS = 50;
const TALK_MS = 400;
/** Duration of each tried rate; the highest is then held for longer than any transaction is retained (RFC 6026: 32 s). */
const TRY_SECONDS = 6;
const HOLD_SECONDS = 36;
const RUNS = 3;
const DRAIN_MS = 12_000;
const FIRST_RATE = 100;
/** A media worker has capacity for 1,200 calls of two legs. */
const RATE_MAX = 1_600;
const PRECISION = 25;
const BACK_OFF = 0.9;
const POLLS_MAX = 20;
const POLL_MS = 250;

/** Result of one rate. */
interface Tried extends Figures {
  readonly calls_per_s: number;
  readonly failed: number;
  readonly cdr_missing: number;
}

interface Bench extends VoiceScenario {
  readonly tell: (line: string) => void;
}

/**
 * The highest rate of calls a second without a failed call and without a missing record: real switch, media process and
 * PostgreSQL with fsync. Each call arrives over a trunk, rings a phone for 50 ms, is answered, lasts 400 ms with its
 * legs bridged in the media process, and is hung up by the caller. Callers and phones are one process on the same
 * machine; no audio is sent.
 */
export const calls: Benchmark = {
  runs: RUNS,
  measure: async (tell) => {
    const bench = await open(tell);
    try {
      let rate = await highestRate(bench);
      const runs: Figures[] = [];
      for (let tries = 0; runs.length < RUNS && tries < RUNS + 2 && rate > 0; tries += 1) {
        const held = await tryRate(bench, rate, HOLD_SECONDS);
        tell(`${rate} a second held: ${JSON.stringify(held)}`);
        if (isClean(held)) runs.push(held);
        else {
          runs.length = 0;
          rate = Math.floor((rate * BACK_OFF) / PRECISION) * PRECISION;
        }
      }
      return runs;
    } finally {
      bench.load.close();
      await bench.system.close();
    }
  },
  notes: () => ({ load: "callers and phones on the same cores, over UDP; no sound is sent" }),
};

async function open(tell: (line: string) => void): Promise<Bench> {
  const env = { SAMBUNG_LOG_LEVEL: "error" };
  const scenario = await openVoiceScenario({
    networks: ["127.0.5", "127.0.6"],
    phones: PHONES,
    isRecorded: false,
    env,
  });
  return { ...scenario, tell };
}

/** Doubles the rate until one fails, then bisects. A shared machine stalls occasionally, so a rate has two attempts. */
async function highestRate(bench: Bench): Promise<number> {
  await tryRate(bench, FIRST_RATE / 4, TRY_SECONDS);
  let [good, bad] = [0, RATE_MAX + PRECISION];
  for (let rate = FIRST_RATE; bad - good > PRECISION; ) {
    const isCarried = isClean(await measureRate(bench, rate)) || isClean(await measureRate(bench, rate));
    if (isCarried) good = rate;
    else bad = rate;
    const next = bad > RATE_MAX ? Math.min(RATE_MAX, good * 2) : (good + bad) / 2;
    if (good >= RATE_MAX) break;
    rate = Math.round(next / PRECISION) * PRECISION;
    if (rate <= good || rate >= bad) break;
  }
  return good;
}

async function measureRate(bench: Bench, rate: number): Promise<Tried> {
  const tried = await tryRate(bench, rate, TRY_SECONDS);
  bench.tell(`${rate} a second: ${JSON.stringify(tried)}`);
  return tried;
}

function isClean({ failed, cdr_missing: missing }: Tried): boolean {
  return failed === 0 && missing === 0;
}

let nthRun = 0;

async function tryRate(bench: Bench, perSecond: number, seconds: number): Promise<Tried> {
  const { system, load } = bench;
  nthRun += 1;
  const name = `run${nthRun}`;
  const pids = await pidsOf(system);
  const before = await Promise.all(pids.map(cpuSecondsOf));
  const began = new Date();
  load.start({ name, perSecond, ringMs: RING_MS, talkMs: TALK_MS });
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const figures = await load.stop(DRAIN_MS);
  const after = await Promise.all(pids.map(cpuSecondsOf));
  const cpu = after.map((used, nth) => used - (before[nth] ?? 0));
  const records = await recordsOf(bench, { name, began }, figures.answered);
  return { ...summed(figures, cpu), ...records, rss_mb: await rssMbOf(await system.pidOf("switch")) };
}

function summed(figures: LoadFigures, cpu: readonly number[]) {
  const { offered, seconds, failed, retransmissions, pddMs, cpuSeconds } = figures;
  const [onSwitch = 0, onMedia = 0, ...onDatabase] = cpu;
  const database = onDatabase.reduce((sum, used) => sum + used, 0);
  const msPerCall = (used: number) => (used * 1_000) / Math.max(1, offered);
  return {
    calls_per_s: offered / seconds,
    failed,
    retransmissions,
    pdd_p99_ms: percentile(pddMs, 0.99),
    // Percent of one core, for each call a second.
    cpu_pct_per_call: msPerCall(onSwitch + onMedia + database) / 10,
    switch_ms_per_call: msPerCall(onSwitch),
    media_ms_per_call: msPerCall(onMedia),
    database_ms_per_call: msPerCall(database),
    load_ms_per_call: msPerCall(cpuSeconds),
  };
}

async function pidsOf(system: TestSystem): Promise<readonly number[]> {
  const [onSwitch, media, postmaster] = await Promise.all([
    system.pidOf("switch"),
    system.pidOf("media"),
    system.pidOf("database"),
  ]);
  const { rows } = await sql<{ readonly pid: number }>`
    select pid from pg_stat_activity where datname = current_database()`.execute(system.database.db);
  return [onSwitch, media, postmaster, ...rows.map(({ pid }) => pid)];
}

/** Records are written when a call ends, a moment after its last response. */
async function recordsOf(
  bench: Bench,
  run: { readonly name: string; readonly began: Date },
  answered: readonly string[],
) {
  const { db } = bench.system.database;
  const { name, began: since } = run;
  const missing = async (): Promise<number> => (await answeredRecords(bench, { name, since, answered })).missing;
  let left = await missing();
  for (let looks = 0; looks < POLLS_MAX && left > 0; looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    left = await missing();
  }
  const events = await inTenant(db, bench.tenantId, async (trx) => {
    const { rows } = await trx
      .selectFrom("callEvent")
      .select(({ fn }) => fn.countAll<string>().as("rows"))
      .where("at", ">=", run.began)
      .executeTakeFirstOrThrow();
    return Number(rows);
  });
  return { cdr_missing: left, events_per_call: events / Math.max(1, answered.length) };
}
