// One performance figure set: `npm run bench -- NAME [--json]`. The last line is one JSON object.

import { agentDesktop } from "./agent-desktop.ts";
import { allocation } from "./allocation.ts";
import { calls } from "./calls.ts";
import { cases } from "./cases.ts";
import { chaos } from "./chaos.ts";
import { chaosSms } from "./chaos-sms.ts";
import { cpaas } from "./cpaas.ts";
import { demonstration } from "./demonstration.ts";
import { type Benchmark, loadAverage, machine, spreadOf } from "./figures.ts";
import { flood } from "./flood.ts";
import { fuzzSip } from "./fuzz-sip.ts";
import { fuzzSmpp } from "./fuzz-smpp.ts";
import { hostile } from "./hostile.ts";
import { issue } from "./issue.ts";
import { lists } from "./lists.ts";
import { media } from "./media.ts";
import { pages } from "./pages.ts";
import { probe } from "./probe.ts";
import { queue } from "./queue.ts";
import { sms } from "./sms.ts";
import { soak } from "./soak.ts";
import { start } from "./start.ts";
import { streams } from "./streams.ts";
import { tenants } from "./tenants.ts";
import { trace } from "./trace.ts";

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  allocation,
  start,
  issue,
  lists,
  cases,
  "fuzz-sip": fuzzSip,
  "fuzz-smpp": fuzzSmpp,
  media,
  calls,
  queue,
  probe,
  chaos,
  "chaos-sms": chaosSms,
  sms,
  cpaas,
  soak,
  streams,
  tenants,
  trace,
  desk: agentDesktop,
  flood,
  hostile,
  pages,
  demonstration,
};

const words = process.argv.slice(2);
const isJson = words.includes("--json");
const name = words.find((word) => !word.startsWith("--")) ?? "";
const benchmark = BENCHMARKS[name];
if (benchmark === undefined) {
  process.stderr.write(
    `Which one? npm run bench -- NAME [--json], NAME is one of: ${Object.keys(BENCHMARKS).join(", ")}\n`,
  );
  process.exit(2);
}

const loadBefore = loadAverage();
const runs = await benchmark.measure((line) => void process.stderr.write(`  ${line}\n`));
const spread = spreadOf(runs);
if (!isJson) {
  for (const [key, { min, median, max }] of Object.entries(spread)) {
    process.stdout.write(`${key.padEnd(20)} ${String(median).padStart(10)}   (${min} to ${max})\n`);
  }
}
const medians = Object.fromEntries(Object.entries(spread).map(([key, { median }]) => [key, median]));
const report = {
  bench: name,
  ...medians,
  ...benchmark.notes?.(),
  runs: runs.length,
  spread,
  machine: machine(),
  load_average: loadBefore,
};
process.stdout.write(`${JSON.stringify(report)}\n`);
const over = Object.entries(benchmark.maxima ?? {}).filter(
  ([key, most]) => (medians[key] ?? Number.POSITIVE_INFINITY) > most,
);
for (const [key, most] of over) process.stderr.write(`${key} is above ${String(most)}\n`);
process.exit(over.length === 0 ? 0 : 1);
