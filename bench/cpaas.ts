import { setTimeout as delay } from "node:timers/promises";
import { present } from "../src/kernel/index.ts";
import { type Bench, type BenchCentre, comeFrom, createCall, missingOf, openBench, waitsOf } from "./cpaas-fixture.ts";
import { type Benchmark, type Figures, percentile } from "./figures.ts";

const RUNS = 3;
/** Tenants, each with a code, a trunk and an account: a trunk starts ten calls a second, and a hundred after a pause. */
const CENTRES = 8;
/** Calls created at full speed, by this many concurrent API clients of each tenant. */
const CALLS = 384;
const PROGRAMS = 3;
/** Then calls at this rate, for this time, while delays are measured. */
const HELD_PER_S = 50;
const HELD_S = 8;
/** After this pause a trunk may start as many calls as before. */
const PAUSE_MS = 10_000;
const SECOND_MS = 1_000;

/**
 * Calls created by API clients with the Twilio-compatible API: real system with fsync, a carrier that rings and answers, and an application with
 * a call webhook and four status callbacks per call. Creation is measured until the 201, with the call on disk, at full
 * speed. At a held rate a call webhook is measured from the answer of the call, by its event, to the request; a status callback
 * from the event to its arrival.
 */
export const cpaas: Benchmark = {
  runs: RUNS,
  measure: async (tell) => {
    const bench = await openBench({ centres: CENTRES });
    try {
      await measureHeld(bench);
      const runs: Figures[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        await delay(PAUSE_MS);
        const created = await measureCreating(bench);
        await delay(PAUSE_MS);
        const figures = { ...created, ...(await measureHeld(bench)) };
        tell(JSON.stringify(figures));
        runs.push(figures);
      }
      return runs;
    } finally {
      await bench.close();
    }
  },
  notes: () => ({
    hooks:
      "questions and tellings together, over plain http on the same machine, which the carrier and the programs share",
    paces: "orders are given out at 1,000 a second, as an installation may say; lines have their usual pace",
  }),
};

async function measureCreating(bench: Bench): Promise<Figures> {
  const { centres, came } = bench;
  const before = came.length;
  const took: number[] = [];
  const began = performance.now();
  const program = async (centre: BenchCentre) => {
    for (let nth = 0; nth < CALLS / CENTRES / PROGRAMS; nth += 1) took.push(await createCall(bench, centre));
  };
  await Promise.all(centres.flatMap((centre) => Array.from({ length: PROGRAMS }, () => program(centre))));
  const createdS = (performance.now() - began) / SECOND_MS;
  const own = await comeFrom(bench, before, CALLS);
  const moments = own.map(({ atMs }) => atMs);
  return {
    calls_created_per_s: CALLS / createdS,
    create_p99_ms: percentile(took, 0.99),
    hooks_per_s: own.length / ((Math.max(...moments) - Math.min(...moments)) / SECOND_MS),
    ...missingOf(own, CALLS),
  };
}

async function measureHeld(bench: Bench): Promise<Figures> {
  const { centres, came } = bench;
  const before = came.length;
  const calls = HELD_PER_S * HELD_S;
  const creating: Promise<number>[] = [];
  const began = performance.now();
  for (let nth = 0; nth < calls; nth += 1) {
    await delay(Math.max(0, began + (nth * SECOND_MS) / HELD_PER_S - performance.now()));
    creating.push(createCall(bench, present(centres[nth % CENTRES], "a call centre")));
  }
  const took = await Promise.all(creating);
  const own = await comeFrom(bench, before, calls);
  const { calls_failed, hooks_missing } = missingOf(own, calls);
  return {
    ...(await waitsOf(bench, own)),
    held_create_p99_ms: percentile(took, 0.99),
    held_failed: calls_failed,
    held_missing: hooks_missing,
  };
}
