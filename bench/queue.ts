import {
  type AcdState,
  type AgentProfile,
  createAcdState,
  type QueueEffect,
  type QueueInput,
  stepQueues,
  USUAL_RULES,
} from "../src/service/acd/queues/index.ts";
import { type Chance, openChance } from "../testkit/chance.ts";
import { nextPair, plainOf } from "../tests/simulation/queues/definitions.ts";
import { type Benchmark, type Figures, percentile } from "./figures.ts";
import { connectFigures } from "./queue-connect.ts";

const RUNS = 3;
const ROUNDS = 4_000;
const WARM_ROUNDS = 500;
/** The check for missed pairs covers all agents and callers, so it runs occasionally. */
const STALL_EACH = 500;
const SKILLS = ["english", "billing", "technical", "arabic"];

interface Size {
  readonly agents: number;
  readonly waiting: number;
  readonly queues: number;
}

const USUAL: Size = { agents: 200, waiting: 1_000, queues: 20 };
const LARGE: Size = { agents: 5_000, waiting: 20_000, queues: 100 };

/**
 * Duration of a routing decision of the engine: all agents talking and many callers waiting, while agents become
 * free and callers join, abandon and hear announcements. Then, with the real switch, the time until the offer is at an agent's phone.
 */
export const queue: Benchmark = {
  runs: RUNS,
  measure: async (tell) => {
    const runs: Figures[] = [];
    for (let run = 1; run <= RUNS; run += 1) {
      const usual = measured(USUAL, run);
      const large = measured(LARGE, run);
      runs.push({
        ...usual,
        ...Object.fromEntries(Object.entries(large).map(([key, value]) => [`large_${key}`, value])),
      });
      tell(`run ${run} of ${RUNS} done`);
    }
    const connected = await connectFigures(RUNS, tell);
    return runs.map((one, run) => ({ ...one, ...connected[run] }));
  },
  notes: () => ({ connect: "to the INVITE at the phone; callers, phones, switch and database on the same cores" }),
};

interface Bench {
  readonly chance: Chance;
  readonly size: Size;
  readonly decisionsMs: number[];
  readonly stepsMs: number[];
  readonly waiting: string[];
  readonly talking: { readonly contactId: string; readonly agentId: string }[];
  floor: AcdState;
  nowMs: number;
  joined: number;
}

function measured(size: Size, seed: number): Figures {
  const bench: Bench = {
    chance: openChance(seed),
    size,
    decisionsMs: [],
    stepsMs: [],
    waiting: [],
    talking: [],
    floor: createAcdState({ priorityWorthMs: 60_000 }),
    nowMs: 1_000_000,
    joined: 0,
  };
  fill(bench);
  let stalls = 0;
  let usedBefore = process.threadCpuUsage();
  for (let round = 0; round < WARM_ROUNDS + ROUNDS; round += 1) {
    if (round === WARM_ROUNDS) {
      bench.decisionsMs.length = bench.stepsMs.length = 0;
      usedBefore = process.threadCpuUsage();
    }
    playRound(bench);
    if (round % STALL_EACH === 0 && nextPair(plainOf(bench.floor)) !== undefined) stalls += 1;
  }
  const decisions = [...bench.decisionsMs];
  const steps = [...bench.stepsMs];
  const used = process.threadCpuUsage(usedBefore);
  const scanMs = scanned(bench);
  return {
    agents: size.agents,
    waiting: bench.waiting.length,
    decision_p50_ms: percentile(decisions, 0.5),
    decision_p99_ms: percentile(decisions, 0.99),
    /** CPU time of the thread, which other programs on the machine do not affect; includes the checks for missed pairs. */
    step_cpu_mean_ms: (used.user + used.system) / 1_000 / steps.length,
    step_p99_ms: percentile(steps, 0.99),
    scan_p50_ms: percentile(scanMs, 0.5),
    scan_p99_ms: percentile(scanMs, 0.99),
    decisions: decisions.length,
    stalls,
  };
}

function fill(bench: Bench): void {
  const { size } = bench;
  for (let index = 0; index < size.queues; index += 1)
    give(bench, {
      input: "queue-configured",
      rules: {
        ...USUAL_RULES,
        id: `queue-${index}`,
        strategy: index % 2 === 0 ? "longest-idle" : "fewest-contacts",
        tiersOpenMs: [0, 20_000, 60_000],
        relaxations: [
          { afterMs: 30_000, by: 1 },
          { afterMs: 90_000, by: 2 },
        ],
        waitMaxMs: 3_600_000,
        waitingMax: 50_000,
        wrapUpMs: 0,
      },
    });
  for (let index = 0; index < size.agents; index += 1) {
    give(bench, { input: "agent-configured", profile: profileOf(bench, index) });
    give(bench, { input: "agent-logged-in", agentId: `agent-${index}` });
  }
  while (bench.waiting.length < size.waiting) {
    bench.nowMs += 20;
    timers(bench);
    join(bench);
  }
}

function profileOf({ chance, size }: Bench, index: number): AgentProfile {
  const first = chance.below(size.queues);
  const queues = [0, 1, 2, 3].map((step) => ({
    queueId: `queue-${(first + step) % size.queues}`,
    tier: 1 + chance.below(3),
  }));
  const skills = Object.fromEntries(
    SKILLS.filter(() => chance.next() < 0.5).map((skill) => [skill, 1 + chance.below(5)]),
  );
  return { id: `agent-${index}`, queues, skills };
}

/** One caller joins, one agent becomes free, sometimes one caller abandons; timers fire in between. */
function playRound(bench: Bench): void {
  bench.nowMs += 25;
  timers(bench);
  join(bench);
  const at = bench.chance.below(bench.talking.length);
  const talk = bench.talking[at];
  if (talk !== undefined) {
    bench.talking.splice(at, 1);
    decided(bench, { input: "ended", contactId: talk.contactId, holdMs: 0 });
  }
  while (bench.waiting.length > bench.size.waiting) {
    const [contactId = ""] = bench.waiting.splice(bench.chance.below(bench.waiting.length), 1);
    give(bench, { input: "left", contactId, why: "hung-up" });
  }
}

function timers(bench: Bench): void {
  while (bench.floor.wakeAtMs !== null && bench.floor.wakeAtMs <= bench.nowMs) give(bench, { input: "timer" });
}

function join(bench: Bench): void {
  const { chance, size } = bench;
  bench.joined += 1;
  const contactId = `contact-${bench.joined}`;
  bench.waiting.push(contactId);
  const isSkilled = chance.next() < 0.4;
  const needs = isSkilled
    ? [{ skill: SKILLS[chance.below(SKILLS.length)] ?? "", level: 1 + chance.below(4), mayRelax: true }]
    : [];
  const priority = chance.next() < 0.1 ? 1 + chance.below(3) : 0;
  const queueId = `queue-${chance.below(size.queues)}`;
  decided(bench, { input: "joined", contactId, queueId, priority, needs, stickyAgentId: null });
}

function decided(bench: Bench, input: QueueInput): void {
  bench.decisionsMs.push(give(bench, input));
}

/** Applies an input; returns the duration of the step. An offered caller is answered at once. */
function give(bench: Bench, input: QueueInput): number {
  const startedMs = performance.now();
  const { state, effects } = stepQueues(bench.floor, input, bench.nowMs);
  const tookMs = performance.now() - startedMs;
  bench.stepsMs.push(tookMs);
  bench.floor = state;
  for (const effect of effects) answer(bench, effect);
  return tookMs;
}

function answer(bench: Bench, effect: QueueEffect): void {
  if (effect.effect !== "offer") return;
  const { contactId } = effect;
  const agentId = effect.agentIds[0] ?? "";
  const at = bench.waiting.indexOf(contactId);
  if (at !== -1) bench.waiting.splice(at, 1);
  give(bench, { input: "answered", contactId, agentId });
  give(bench, { input: "bridged", contactId, agentId });
  bench.talking.push({ contactId, agentId });
}

/** The worst case: every agent of one queue is free, and callers need a skill that no agent has, so that all agents are checked. */
function scanned({ size, nowMs }: Bench): readonly number[] {
  let acdState = createAcdState({ priorityWorthMs: 60_000 });
  const step = (input: QueueInput): void => {
    acdState = stepQueues(acdState, input, nowMs).state;
  };
  step({ input: "queue-configured", rules: { ...USUAL_RULES, id: "queue" } });
  for (let index = 0; index < size.agents; index += 1) {
    const id = `agent-${index}`;
    step({
      input: "agent-configured",
      profile: { id, queues: [{ queueId: "queue", tier: 1 }], skills: { english: 1 } },
    });
    step({ input: "agent-logged-in", agentId: id });
  }
  return Array.from({ length: 300 }, (_, index) => {
    const startedMs = performance.now();
    const needs = [{ skill: "arabic", level: 3, mayRelax: false }];
    step({ input: "joined", contactId: `contact-${index}`, queueId: "queue", priority: 0, needs, stickyAgentId: null });
    return performance.now() - startedMs;
  });
}
