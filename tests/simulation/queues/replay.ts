// Replays schedules of the ACD engine: `node bin/run.mjs tests/simulation/queues/replay.ts SEED`, or FROM and TO.
import { soundEngine } from "./engine.ts";
import { playSchedule } from "./schedule.ts";

const TELL_EACH = 50_000;
const [from = "1", to = from] = process.argv.slice(2);
const engine = await soundEngine();
const isOne = from === to;
let steps = 0;
const startedMs = performance.now();
for (let seed = Number(from); seed <= Number(to); seed += 1) {
  const played = playSchedule(engine, seed, isOne ? (line) => process.stdout.write(`${line}\n`) : undefined);
  steps += played.steps;
  if (!isOne && seed % TELL_EACH === 0)
    process.stderr.write(`${seed}: ${steps} steps, ${performance.now() - startedMs} ms\n`);
  if (played.complaints.length === 0) continue;
  process.stdout.write(`seed ${seed}: ${JSON.stringify(played.complaints, null, 1)}\n`);
  process.exit(1);
}
process.stdout.write(`${to} held: ${steps} steps in ${Math.round(performance.now() - startedMs)} ms\n`);
