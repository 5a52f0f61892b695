import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { freePort } from "../testkit/free-port.ts";
import { probed, runProbeCommand } from "../testkit/probe.ts";
import { openProbeFixture } from "../testkit/probe-fixture.ts";
import { startTestSystem } from "../testkit/system.ts";
import type { Benchmark, Figures } from "./figures.ts";

/** Concurrent calls; this variable lowers the number on a shared machine. */
const CALLS = Number(process.env["SAMBUNG_BENCH_PROBE_CALLS"] ?? "300");
const HOLD_S = 20;
const RUNS = 3;
const CARRIER = "127.0.7.1";
const PHONES = "127.0.8.1";

/**
 * Calls that one probe places and answers at once, each with tones in both directions that are analysed frame by frame, against
 * the real system: the number of failures, and the probe's own jitter (99th percentile of its stream to itself).
 */
export const probe: Benchmark = {
  runs: RUNS,
  notes: () => ({ load: "probe, switch, media process and database on the same cores" }),
  measure: async (tell) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-bench-probe-"));
    const sipPort = await freePort();
    const system = await startTestSystem({ SAMBUNG_SIP_PORT: String(sipPort), SAMBUNG_LOG_LEVEL: "error" });
    try {
      const { code, phone } = await openProbeFixture(system, { carrier: CARRIER, channels: CALLS });
      const passwords = path.join(folder, "passwords");
      await writeFile(passwords, `${phone.password}\n`);
      const words = [
        ...["--target", `sip:127.0.0.1:${sipPort}`, "--code", code, "--lines", String(CALLS), "--local", CARRIER],
        ...["--hold", String(HOLD_S), "--ramp", "10", "--settle", "2", "--answer-local", PHONES],
        ...["--answer-as", `sip:${phone.username}@127.0.0.1:${sipPort}`, "--password-file", passwords],
      ];
      await untilReached(words);
      const runs: Figures[] = [];
      while (runs.length < RUNS) {
        const run = await probed(words);
        const value = (key: string) => run.figures.find((figure) => figure.key === key)?.value ?? Number.NaN;
        const { calls, failed, floor_jitter_p99_ms } = run;
        runs.push({
          calls,
          failed,
          floor_jitter_p99_ms,
          usable_channels: value("channels"),
          jitter_ms: value("jitter"),
          loss_pct: value("packet-loss"),
          set_up_p95_ms: value("set-up-delay") * 1_000,
        });
        tell(JSON.stringify(runs.at(-1)));
      }
      return runs;
    } finally {
      await system.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const TRIES_MAX = 10;

/** The switch loads new rows within seconds; it refuses a phone that it does not know yet. */
async function untilReached(words: readonly string[]): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const { code } = await runProbeCommand([...words, "--lines", "1", "--hold", "3", "--ramp", "0", "--settle", "1"]);
    if (code !== 2) return;
  }
  throw new Error("the switch does not know the phone of the probe");
}
