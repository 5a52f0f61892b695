import { type ChaosFigures, runVoiceChaos } from "../testkit/voice-chaos.ts";
import { type Benchmark, percentile } from "./figures.ts";

/** `ROUNDS=20` for a short run. */
const ROUNDS = Number(process.env["ROUNDS"] ?? 200);
const SEED = Number(process.env["SEED"] ?? 20_261_125);

/** Kills switch, media process and database repeatedly during calls, and counts losses, duplicates and leaks. */
export const chaos: Benchmark = {
  runs: 1,
  measure: async (tell) => [figuresOf(await runVoiceChaos({ rounds: ROUNDS, seed: SEED, tell }))],
  notes: () => ({ load: "10 recorded calls a second from the same cores, over UDP; no sound is sent" }),
};

function figuresOf(figures: ChaosFigures) {
  const { rounds, offered, answered, cdr, lost, duplicated, openLeft, portsLeaked, filesLeaked } = figures;
  return {
    rounds,
    offered,
    answered,
    cdr,
    lost,
    duplicated,
    stuck: figures.stuck,
    open_left: openLeft,
    ports_leaked: portsLeaked,
    files_leaked: filesLeaked,
    rss_growth_mb: figures.rssGrowthMb,
    ring_again_p50_ms: percentile(figures.ringAgainMs, 0.5),
    ring_again_p99_ms: percentile(figures.ringAgainMs, 0.99),
  };
}
