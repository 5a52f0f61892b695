import { setTimeout as delay } from "node:timers/promises";
import type { LoadFigures } from "../testkit/call-load.ts";
import { openVoiceScenario } from "../testkit/voice-scenario.ts";
import { type Benchmark, type Figures, percentile } from "./figures.ts";
import { cpuSecondsOf } from "./process-figures.ts";

const PHONES = 100;
const RATE = 100;
const RING_MS = 50;
const TALK_MS = 400;
const WARM_SECONDS = 5;
const SECONDS = 12;
const RUNS = 3;
const DRAIN_MS = 8_000;

/**
 * The switch's share of a call's set-up at 100 calls a second, seen from both ends: from the caller's INVITE to the phone's, from the
 * phone's ringing to the caller's, and from the phone's answer to the caller's. `setup` is INVITE and answer together, as a caller of a
 * phone that answers at once measures it. Real switch, media process and PostgreSQL with fsync; no audio is sent.
 */
export const trace: Benchmark = {
  runs: RUNS,
  measure: async (tell) => {
    const { system, load } = await openVoiceScenario({
      networks: ["127.0.5", "127.0.6"],
      phones: PHONES,
      isRecorded: false,
      env: { SAMBUNG_LOG_LEVEL: "error" },
    });
    try {
      const pid = await system.pidOf("switch");
      const runs: Figures[] = [];
      for (let nth = 0; nth <= RUNS; nth += 1) {
        const before = await cpuSecondsOf(pid);
        load.start({ name: `trace${nth}`, perSecond: RATE, ringMs: RING_MS, talkMs: TALK_MS });
        await delay((nth === 0 ? WARM_SECONDS : SECONDS) * 1_000);
        const figures = await load.stop(DRAIN_MS);
        const switchSeconds = (await cpuSecondsOf(pid)) - before;
        if (nth === 0) continue;
        runs.push(stageFigures(figures, switchSeconds));
        tell(`run ${nth}: ${JSON.stringify(runs.at(-1))} ${JSON.stringify(figures.why)}`);
      }
      return runs;
    } finally {
      load.close();
      await system.close();
    }
  },
  notes: () => ({ load: "callers and phones on the same cores, over UDP; no sound is sent" }),
};

function stageFigures({ offered, seconds, failed, stages }: LoadFigures, switchSeconds: number): Figures {
  return {
    rate: offered / seconds,
    failed,
    setup_p50_ms: percentile(stages.setup, 0.5),
    setup_p99_ms: percentile(stages.setup, 0.99),
    to_phone_p50_ms: percentile(stages.toPhone, 0.5),
    to_phone_p99_ms: percentile(stages.toPhone, 0.99),
    ringing_p50_ms: percentile(stages.ringing, 0.5),
    ringing_p99_ms: percentile(stages.ringing, 0.99),
    answer_p50_ms: percentile(stages.answer, 0.5),
    answer_p99_ms: percentile(stages.answer, 0.99),
    switch_ms_per_call: (switchSeconds * 1_000) / Math.max(1, offered),
  };
}
