import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { present } from "../src/kernel/index.ts";
import { type Bench, comeFrom, createCall, missingOf, openBench, waitsOf } from "./cpaas-fixture.ts";
import { type Benchmark, type Figures, percentile } from "./figures.ts";
import type { FromFlood, ToFlood } from "./flooding-program.ts";

/** Pairs of a quiet and a flooded period. */
const PAIRS = 3;
const CALM_PER_S = 4;
const CALM_S = 25;
/** Settling time after the start and the end of the flood. */
const SETTLE_MS = 5_000;
const SECOND_MS = 1_000;

/**
 * Effect on a tenant with few calls of another tenant that creates calls endlessly, by 64 concurrent requests, ignores refusals and
 * answers its own webhooks four seconds late. Measured in turn at one system with fsync: alone; while the flooding client
 * works as hard against a server of its own, which takes CPU time only; and during its flood.
 */
export const flood: Benchmark = {
  runs: PAIRS,
  measure: async (tell) => {
    const program = fork(path.join(import.meta.dirname, "flooding-program.ts"));
    try {
      const { host } = await nextMessage(program, "ready");
      const bench = await openBench({ centres: 2, hosts: [host], isPaceUsual: true });
      try {
        await calm(bench);
        const runs: Figures[] = [];
        for (let pair = 0; pair < PAIRS; pair += 1) {
          await delay(SETTLE_MS);
          const quiet = await calm(bench);
          const beside = await calmBeside(bench, { program, url: `http://${host}/wall` });
          await delay(SETTLE_MS);
          const { access } = floodingCentre(bench);
          const url = `${bench.system.url}/2010-04-01/Accounts/${access.accountSid}/Calls.json`;
          const flooded = await calmBeside(bench, { program, url });
          runs.push({ ...named("calm", quiet), ...named("beside", beside), ...named("flooded", flooded) });
          tell(JSON.stringify(runs.at(-1)));
        }
        return runs;
      } finally {
        await bench.close();
      }
    } finally {
      program.kill();
    }
  },
  notes: () => ({
    flood: "64 requests at once from one process on the same machine, each sent again as soon as it is answered",
  }),
};

/** Waits for the next message of a kind from the flooding process. */
function nextMessage<K extends FromFlood["kind"]>(
  program: ChildProcess,
  kind: K,
): Promise<Extract<FromFlood, { readonly kind: K }>> {
  return new Promise((resolve, reject) => {
    program.once("exit", (code) => reject(new Error(`the flooding program ended: ${String(code)}`)));
    const listen = (message: FromFlood): void => {
      if (message.kind !== kind) return;
      program.off("message", listen);
      resolve(message as Extract<FromFlood, { readonly kind: K }>);
    };
    program.on("message", listen);
  });
}

const floodingCentre = (bench: Bench) => present(bench.centres[1], "the flooding call centre");

/** The quiet tenant's calls while the flooding client targets an address, and the client's throughput. */
async function calmBeside(
  bench: Bench,
  { program, url }: { readonly program: ChildProcess; readonly url: string },
): Promise<Figures> {
  const { access, code } = floodingCentre(bench);
  const authorization = `Basic ${Buffer.from(`${access.username}:${access.password}`).toString("base64")}`;
  program.send({ kind: "begin", url, authorization, from: code } satisfies ToFlood);
  await delay(SETTLE_MS);
  const figures = await calm(bench);
  const ended = nextMessage(program, "ended");
  program.send({ kind: "end" } satisfies ToFlood);
  const { statuses, ms } = await ended;
  const asked = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  const [taken, refused] = [statuses[201] ?? 0, statuses[429] ?? 0];
  return {
    ...figures,
    asked_per_s: (asked * SECOND_MS) / ms,
    taken_per_s: (taken * SECOND_MS) / ms,
    other_answers: asked - taken - refused,
  };
}

/** Few calls of the first tenant, one after the other at a steady rate. */
async function calm(bench: Bench): Promise<Figures> {
  const before = bench.came.length;
  const calls = CALM_PER_S * CALM_S;
  const creating: Promise<number>[] = [];
  const began = performance.now();
  for (let nth = 0; nth < calls; nth += 1) {
    await delay(Math.max(0, began + (nth * SECOND_MS) / CALM_PER_S - performance.now()));
    creating.push(createCall(bench, present(bench.centres[0], "the calm call centre")));
  }
  const took = await Promise.all(creating);
  const own = await comeFrom(bench, before, calls);
  const { calls_failed, hooks_missing } = missingOf(own, calls);
  return {
    create_p50_ms: percentile(took, 0.5),
    create_p99_ms: percentile(took, 0.99),
    ...(await waitsOf(bench, own)),
    calls_failed,
    hooks_missing,
  };
}

const named = (which: string, figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).map(([key, value]) => [`${which}_${key}`, value]));
