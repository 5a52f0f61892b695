import { readdir } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { atRest, leaked, rssMbOf } from "../testkit/process-holdings.ts";
import type { TestSystem, Victim } from "../testkit/system.ts";
import {
  answeredRecords,
  openCalls,
  openVoiceScenario,
  settled,
  unfinishedRecordings,
  type VoiceScenario,
} from "../testkit/voice-scenario.ts";
import { type Benchmark, type Figures, percentile } from "./figures.ts";

/** `MINUTES=60` for a long run. */
const MINUTES = Number(process.env["MINUTES"] ?? 5);
const CALLS_A_SECOND = 20;
const RING_MS = 100;
const TALK_MS = 2_000;
/** The first part fills caches and pools, and grows the young heap to its size. */
const WARM_SHARE = 0.4;
const POLL_MS = 2_000;
const DRAIN_MS = 10_000;
const PROCESSES: readonly Victim[] = ["switch", "media", "portal", "supervisor"];

/** Steady calls for minutes: growth of memory, leaked resources, and the size of a call in the database. */
export const soak: Benchmark = {
  runs: 1,
  measure: async (tell) => {
    const scenario = await openVoiceScenario({ networks: ["127.0.9", "127.0.10"], phones: 80, isRecorded: true });
    try {
      return [await measure(scenario, tell)];
    } finally {
      scenario.load.close();
      await scenario.system.close();
    }
  },
  notes: () => ({ load: `${CALLS_A_SECOND} recorded calls a second of two seconds; no sound is sent` }),
};

async function measure(scenario: VoiceScenario, tell: (line: string) => void): Promise<Figures> {
  const { system, load } = scenario;
  const wish = { perSecond: CALLS_A_SECOND, ringMs: RING_MS, talkMs: TALK_MS };
  load.start({ name: "warm", ...wish });
  await delay(10_000);
  await load.stop(DRAIN_MS);
  await settled(scenario);
  const [before, bytesBefore] = [await atRest(system), await tableBytes(scenario)];
  load.start({ name: "soak", ...wish });
  const sizes = await watch(system, tell);
  const figures = await load.stop(DRAIN_MS);
  await settled(scenario);
  const [after, bytesAfter] = [await atRest(system), await tableBytes(scenario)];
  const grown = PROCESSES.map((_, nth) => growthOf(sizes.map((each) => each[nth] ?? 0)));
  const answered = figures.answered.length;
  return {
    minutes: MINUTES,
    offered: figures.offered,
    answered,
    failed: figures.failed,
    cdr_missing: (await answeredRecords(scenario, { name: "soak", answered: figures.answered })).missing,
    pdd_p99_ms: percentile(figures.pddMs, 0.99),
    rss_growth_mb: grown.reduce((sum, mb) => sum + mb, 0),
    ...Object.fromEntries(PROCESSES.map((name, nth) => [`${name}_growth_mb`, grown[nth] ?? 0])),
    files_leaked: leaked(before, after),
    ports_leaked: after.soundSockets,
    open_left: await openCalls(scenario),
    recordings_left: await unfinishedRecordings(scenario),
    table_bytes_per_call: (bytesAfter - bytesBefore) / Math.max(1, answered),
  };
}

/** Resident memory of the processes, every two seconds. */
async function watch(system: TestSystem, tell: (line: string) => void): Promise<readonly (readonly number[])[]> {
  const pids = await Promise.all(PROCESSES.map((name) => system.pidOf(name)));
  const endsMs = performance.now() + MINUTES * 60_000;
  const sizes: (readonly number[])[] = [];
  while (performance.now() < endsMs) {
    await delay(POLL_MS);
    sizes.push(await Promise.all(pids.map(rssMbOf)));
    if (sizes.length % 15 !== 0) continue;
    const open = await Promise.all(pids.map(async (pid) => (await readdir(`/proc/${pid}/fd`)).length));
    tell(
      PROCESSES.map((name, nth) => `${name} ${Math.round(sizes.at(-1)?.[nth] ?? 0)} MB ${open[nth]} fds`).join(", "),
    );
  }
  return sizes;
}

/**
 * Difference between the minimum of the first fifth after warming up and that of the last fifth: memory left after a garbage collection,
 * independent of its time.
 */
function growthOf(sizes: readonly number[]): number {
  const warm = sizes.slice(Math.floor(sizes.length * WARM_SHARE));
  const fifth = Math.max(1, Math.floor(warm.length / 5));
  return Math.min(...warm.slice(-fifth)) - Math.min(...warm.slice(0, fifth));
}

/** Size of the tables of calls with their indexes. */
async function tableBytes({ system }: VoiceScenario): Promise<number> {
  const { rows } = await sql<{ readonly bytes: string }>`
    select sum(pg_total_relation_size(name::regclass)) as bytes
    from unnest(array['call_event', 'cdr', 'open_call', 'call_leg_figures', 'recording', 'sip_trace']) as t(name)`.execute(
    system.database.db,
  );
  return Number(rows[0]?.bytes ?? 0);
}
