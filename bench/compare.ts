// Compares Sambung with another SIP server on this machine: `npm run compare -- --target sip:HOST:PORT --number N`. Ends by itself.
import os from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { addressTowards } from "../src/probe/measure/wire.ts";
import { type CallLoad, type LoadFigures, openCallLoad } from "../testkit/call-load.ts";
import { openVoiceScenario } from "../testkit/voice-scenario.ts";
import { COMPARE_USAGE, type CompareOptions, type CompareTarget, readCompareOptions } from "./compare-options.ts";
import { type ComparedStep, comparisonTable, failureLines, NOT_COMPARABLE } from "./compare-table.ts";
import { type Figures, loadAverage, machine, percentile } from "./figures.ts";

const PHONES = 40;
const RING_MS = 50;
const TALK_MS = 400;
const DRAIN_MS = 8_000;
/** Time-out of the target's first answer. */
const FIRST_ANSWER_MS_MAX = 5_000;
/** Exit code of a program ended by Ctrl-C. */
const EXIT_INTERRUPTED = 130;

/** A target of the comparison's calls. */
interface Server {
  readonly name: string;
  readonly load: CallLoad;
}

/** Ctrl-C ends the current step, so that started processes are stopped. */
const interrupted = new AbortController();
let nthRun = 0;

/** Places calls at a rate for the given time, and counts them. */
async function measure({ load }: Server, perSecond: number, seconds: number) {
  nthRun += 1;
  load.start({ name: `compare-${process.pid}-${nthRun}`, perSecond, ringMs: RING_MS, talkMs: TALK_MS });
  await delay(seconds * 1_000, undefined, { signal: interrupted.signal });
  const { completed, failed, why, retransmissions, pddMs, seconds: offeredSeconds } = await load.stop(DRAIN_MS);
  const figures: Figures = {
    pdd_p50_ms: percentile(pddMs, 0.5),
    pdd_p99_ms: percentile(pddMs, 0.99),
    completed_per_s: completed / offeredSeconds,
    failed,
    retransmissions,
  };
  return { figures, why };
}

/** Callers for the target; a string is the reason why it cannot be measured. */
async function openTarget(target: CompareTarget): Promise<Server | string> {
  const { host, port, number, label } = target;
  const lines = [await addressTowards({ address: host, port })];
  const load = await openCallLoad({ sipHost: host, sipPort: port, lines, phones: [], codes: [number] });
  load.start({ name: `compare-${process.pid}-first`, perSecond: 2, ringMs: 0, talkMs: 0 });
  const answered = await load.untilAnswered(FIRST_ANSWER_MS_MAX);
  const { why } = await load.stop(FIRST_ANSWER_MS_MAX);
  if (answered !== undefined) return { name: label, load };
  load.close();
  return `sip:${number}@${host}:${port} answers no call: ${reasonOf(why)}`;
}

function reasonOf(why: LoadFigures["why"]): string {
  const reasons = Object.entries(why).map(([reason, count]) => `${reason} (${count} times)`);
  return reasons.length === 0 ? "no response" : reasons.join(", ");
}

/** Both servers at every rate, alternating: the first one changes with each round. */
async function compare(servers: readonly Server[], { rates, seconds, rounds }: CompareOptions) {
  const measured = rates.flatMap((rate) =>
    servers.map(({ name }) => ({ server: name, rate, rounds: [] as Figures[], reasons: {} as Record<string, number> })),
  );
  for (let round = 1; round <= rounds; round += 1) {
    for (const rate of rates) {
      for (const server of round % 2 === 1 ? servers : servers.toReversed()) {
        const { figures, why } = await measure(server, rate, seconds);
        const step = measured.find((one) => one.server === server.name && one.rate === rate);
        step?.rounds.push(figures);
        for (const [reason, count] of Object.entries(why))
          if (step !== undefined) step.reasons[reason] = (step.reasons[reason] ?? 0) + count;
        process.stderr.write(`  round ${round} of ${rounds}: ${server.name}, ${rate} calls a second\n`);
      }
    }
  }
  return measured;
}

function report(
  steps: readonly ComparedStep[],
  options: CompareOptions,
  loads: readonly (readonly number[])[],
): string {
  const { cpu, cores, memory_mb: memoryMb, system, node } = machine();
  const [before = [], after = []] = loads;
  return [
    `Median (least to most) of ${options.rounds} rounds, ${options.seconds} s a step. PDD: from INVITE to the first 18x, or to 200.`,
    "",
    comparisonTable(steps),
    ...failureLines(steps),
    "",
    `Machine: ${cpu}, ${cores} cores, ${memoryMb} MB, ${system}, Node ${node}`,
    `Load average before ${before.join(" ")}, after ${after.join(" ")}`,
    ...(options.target === null ? [] : ["", "Not comparable:", ...NOT_COMPARABLE.map((line) => `  ${line}`)]),
    "",
  ].join("\n");
}

/** Measures and prints; resolves to the exit code. */
async function main(): Promise<number> {
  const interfaces = Object.values(os.networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const read = readCompareOptions(
    process.argv.slice(2),
    interfaces.map(({ address }) => address),
  );
  if (!read.ok) {
    process.stderr.write(`${read.refusal}\n\n${COMPARE_USAGE}`);
    return 2;
  }
  return measureAll(read.value);
}

async function measureAll(options: CompareOptions): Promise<number> {
  if (options.target === null) process.stdout.write(`${COMPARE_USAGE}\nWithout --target: Sambung alone.\n\n`);
  await using stack = new AsyncDisposableStack();
  const target = options.target === null ? null : await openTarget(options.target);
  if (typeof target === "string") {
    process.stderr.write(`${target}\n`);
    return 1;
  }
  if (target !== null) stack.defer(() => target.load.close());
  process.stderr.write("  starting Sambung\n");
  const scenario = await openVoiceScenario({
    networks: ["127.0.7", "127.0.8"],
    phones: PHONES,
    isRecorded: false,
    env: { SAMBUNG_LOG_LEVEL: "error" },
  });
  stack.defer(() => scenario.system.close());
  stack.defer(() => scenario.load.close());
  const servers = [{ name: "Sambung", load: scenario.load }, ...(target === null ? [] : [target])];
  interrupted.signal.throwIfAborted();
  const before = loadAverage();
  const steps = await compare(servers, options);
  process.stdout.write(report(steps, options, [before, loadAverage()]));
  return 0;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupted.abort());
process.exit(
  await main().catch((error: unknown) => {
    if (interrupted.signal.aborted) return EXIT_INTERRUPTED;
    throw error;
  }),
);
