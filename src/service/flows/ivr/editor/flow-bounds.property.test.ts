import { describe, expect, it } from "vitest";
import { type Chance, openChance } from "../../../../../testkit/chance.ts";
import { flowSample, prompt, surroundings, withStep } from "../../../../../testkit/flow-sample.ts";
import { randomCaller, randomFlow } from "../../../../../testkit/random-flow.ts";
import { runSeed } from "../../../../../testkit/run-seed.ts";
import type { CallTask } from "../../../telephony/calls/index.ts";
import { CLIPS_MAX, shippedPrompts } from "../../../telephony/prompts/index.ts";
import { checkFlow, type Flow, type Simulation, simulateCall, VISITS_MAX } from "../index.ts";

const FLOWS = 1_500;
/** Each run tests different flows. */
const FIRST_SEED = runSeed * FLOWS;
const SUNDAY_MS = Date.UTC(2026, 10, 29, 4);

const shipped = shippedPrompts();

/** Tasks respect the limits of their executor: one playback has a maximum of clips, and every prompt exists. */
function expectPlayable(task: CallTask): void {
  if (!("clips" in task)) return;
  expect(task.clips.length).toBeLessThanOrEqual(CLIPS_MAX);
  for (const clip of task.clips) expect(clip.kind === "silence" || shipped.has(clip.prompt)).toBe(true);
}

function play(flow: Flow, chance: Chance, does: Parameters<typeof randomCaller>[1]): Simulation {
  const caller = randomCaller(chance, does);
  const react = (task: CallTask) => {
    expectPlayable(task);
    return caller(task);
  };
  const daysOff = [{ date: "2026-12-25", kind: "national" }] as const;
  const nowMs = SUNDAY_MS + chance.below(60) * 86_400_000;
  return simulateCall({ flow, daysOff }, { nowMs, caller: "0812345678", called: "14045", react });
}

/** Violations of a simulated call; empty for a correct one. */
function faultsOf(flow: Flow, { lines, state }: Simulation, isSilent: boolean): readonly string[] {
  const known = new Set(flow.steps.map(({ name }) => name));
  const strange = lines.filter(({ line, params }) => line === "entered" && !known.has(params["step"] ?? ""));
  return [
    ...(state.end === null ? ["never ended"] : []),
    ...(lines.filter(({ line }) => line.startsWith("ended-")).length === 1 ? [] : ["did not end once"]),
    ...(state.visits > VISITS_MAX ? ["went beyond its bound"] : []),
    ...strange.map(({ params }) => `reached ${params["step"]}, which does not exist`),
    ...(isSilent && state.end !== "hung-up" ? ["did not end by itself for a silent caller"] : []),
    ...(isSilent && state.visits > flow.steps.length ? ["did more than each step once for a silent caller"] : []),
  ];
}

describe("whatever flow is made by chance", () => {
  it("ends within its bounds for any caller once it passes the check, and by itself for a silent one", () => {
    const passed = { flows: 0, steps: 0, loops: 0 };
    for (let seed = FIRST_SEED; seed < FIRST_SEED + FLOWS; seed += 1) {
      const chance = openChance(seed);
      const flow = randomFlow(chance);
      if (checkFlow(flow, surroundings).some(({ rule }) => rule !== "unreachable")) continue;
      passed.flows += 1;
      passed.steps += flow.steps.length;
      for (const does of ["anything", "anything", "nothing", "nothing", "choosing"] as const) {
        const simulation = play(flow, chance, does);
        expect(faultsOf(flow, simulation, does === "nothing"), `seed ${seed}`).toEqual([]);
        if (simulation.state.end === "too-many-steps") passed.loops += 1;
      }
    }
    expect(passed.flows).toBeGreaterThan(FLOWS / 10);
    expect(passed.steps / passed.flows).toBeGreaterThan(3);
    expect(passed.loops).toBeGreaterThan(0);
  });

  it("would go round for ever where the check found a loop without an act: the check is not for nothing", () => {
    let seen = 0;
    for (let seed = FIRST_SEED; seed < FIRST_SEED + FLOWS && seen < 20; seed += 1) {
      const chance = openChance(seed);
      const flow = randomFlow(chance);
      const rules = new Set(checkFlow(flow, surroundings).map(({ rule }) => rule));
      if (!rules.has("loop-without-act") || rules.has("step-missing") || rules.has("way-open")) continue;
      const ends = Array.from({ length: 20 }, () => play(flow, chance, "nothing").state);
      if (ends.some(({ end, visits }) => end === "too-many-steps" || visits > flow.steps.length)) seen += 1;
    }
    expect(seen).toBe(20);
  });
});

describe("what is said at the most", () => {
  it("fits into one play: two values of twenty digits among eight prompts, after a complaint", () => {
    const reading = { piece: "reading", value: "polis", as: "digits" } as const;
    const phrase = [...Array.from({ length: 8 }, () => prompt("welcome")[0]), reading, reading];
    const flow = withStep("baca", { phrase }, withStep("nomor", { digitsMax: 20, endKey: null }));
    expect(checkFlow(flow, surroundings)).toEqual([]);
    const keys = ["1", "2", "12345678901234567890", "", "", ""];
    const react = (task: CallTask) => {
      expectPlayable(task);
      return { keys: task.task === "gather" ? (keys.shift() ?? "") : "" };
    };
    const call = { nowMs: SUNDAY_MS - 3 * 86_400_000, caller: "0812", called: "14045", react };
    const { lines } = simulateCall({ flow, daysOff: [] }, call);
    expect(lines.find(({ stepId, line }) => stepId === "baca" && line === "heard")?.clips).toHaveLength(8 + 2 * 24);
  });
});

describe("the flow with every kind of step", () => {
  it("takes each of its steps for some caller, and ends for all", () => {
    const reached = new Set<string>();
    for (let seed = FIRST_SEED; seed < FIRST_SEED + 600; seed += 1) {
      const chance = openChance(seed);
      const simulation = play(flowSample, chance, chance.pick(["anything", "nothing", "choosing"]));
      expect(faultsOf(flowSample, simulation, false), `seed ${seed}`).toEqual([]);
      for (const { line, params } of simulation.lines) if (line === "entered") reached.add(params["step"] ?? "");
    }
    expect(reached).toEqual(new Set(flowSample.steps.map(({ name }) => name)));
  });

  it("cuts a caller short who goes round by choosing, at its bound and politely", () => {
    const flow = withStep("menu", {
      choices: [
        { keys: "1", label: "Lagi", next: "menu" },
        { keys: "2", label: "Keluar", next: "akhir" },
      ],
    });
    const { state, lines } = simulateCall(
      { flow, daysOff: [] },
      {
        nowMs: SUNDAY_MS - 2 * 86_400_000,
        caller: "1",
        called: "2",
        react: (task) => ({ keys: task.task === "gather" ? "1" : "" }),
      },
    );
    expect([state.end, state.visits]).toEqual(["too-many-steps", VISITS_MAX]);
    expect(lines.at(-2)?.line).toBe("ended-too-many-steps");
    expect(lines.at(-1)?.params).toEqual({ words: "Terima kasih sudah menelepon. Sampai jumpa." });
  });
});
