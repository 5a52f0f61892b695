import { describe, expect, it } from "vitest";
import { openChance } from "../../../../../testkit/chance.ts";
import { runSeed } from "../../../../../testkit/run-seed.ts";
import { type CallTask, OUTCOMES, PRECONDITIONS, type TaskKind, type TaskOf, type TaskOutcome } from "./call-task.ts";
import { NO_TASKS, stepTasks, type TaskEffect, type TaskInput, type TaskStack } from "./task-stack.ts";

const clip = { kind: "prompt", prompt: "id.welcome" } as const;
const play = (isBargeable = true): TaskOf<"play"> => ({ task: "play", clips: [clip], times: 1, isBargeable });
const gather = (change: Partial<TaskOf<"gather">> = {}): TaskOf<"gather"> => ({
  task: "gather",
  clips: [clip],
  isBargeable: true,
  entry: { accepts: ["1", "2", "31"], digitsMin: 1, digitsMax: 2, endKey: null },
  firstMs: 5_000,
  betweenMs: 2_000,
  ...change,
});
const DIGITS_MAX = 6;
const number = (change: Partial<TaskOf<"gather">["entry"]> = {}) =>
  gather({ entry: { accepts: null, digitsMin: 4, digitsMax: DIGITS_MAX, endKey: "#", ...change } });
const enqueue: CallTask = {
  task: "enqueue",
  queueId: "q",
  priority: 0,
  skills: [],
  waitMsMax: 60_000,
  music: null,
  announceMs: null,
  language: "id",
};
const message: CallTask = {
  task: "record-message",
  queueId: "q",
  secondsMax: 60,
  silenceMs: 3_000,
  endKey: "#",
};
const callback: CallTask = { task: "book-callback", queueId: "q", number: "0812", priority: 0, skills: [] };
const EVERY: readonly [CallTask, ...CallTask[]] = [
  ...([play(), play(false), gather(), number(), gather({ clips: [], isBargeable: false }), enqueue] as const),
  ...([{ task: "dial", number: "101", ringMs: 20_000 }, message, callback, { task: "hang-up" }] as const),
  { task: "ask-desk", wish: { wish: "ready" } },
];

const KEYS = Array.from("0123456789*#") as [string, ...string[]];

const answered: TaskInput = { input: "answered" };
const put = (...tasks: readonly CallTask[]): TaskInput => ({ input: "put", token: 7, tasks });
const keys = (text: string): readonly TaskInput[] => Array.from(text, (key) => ({ input: "key", key }));

function run(...inputs: readonly TaskInput[]): { readonly stack: TaskStack; readonly effects: readonly TaskEffect[] } {
  let stack = NO_TASKS;
  const effects: TaskEffect[] = [];
  for (const input of inputs) {
    const step = stepTasks(stack, input);
    stack = step.state;
    effects.push(...step.effects);
  }
  return { stack, effects };
}

const finished = (effects: readonly TaskEffect[]) =>
  effects.flatMap((one) => (one.effect === "finished" ? [one.outcome] : []));
const begun = (effects: readonly TaskEffect[]) =>
  effects.flatMap((one) => (one.effect === "begin" ? [`${one.scope} ${one.task.task}`] : []));

describe("the tasks of a call", () => {
  it("answer the call before the first that needs it, once, and begin only then", () => {
    const { effects, stack } = run(put(play(), enqueue), put(play()));
    expect(effects).toEqual([{ effect: "answer" }]);
    expect(stepTasks(stack, answered).effects).toEqual([{ effect: "begin", scope: 1, task: play() }]);
  });

  it("hang up a call that was never answered without answering it", () => {
    expect(run(put({ task: "hang-up" })).effects).toEqual([{ effect: "begin", scope: 1, task: { task: "hang-up" } }]);
  });

  it("run one after the other, and the last one's outcome is told", () => {
    const { effects } = run(...[answered, put(play(), enqueue), { input: "played", scope: 1 } as const], {
      input: "outcome",
      scope: 2,
      outcome: { outcome: "wait-over" },
    });
    expect(begun(effects)).toEqual(["1 play", "2 enqueue"]);
    expect(effects.at(-1)).toEqual({ effect: "finished", token: 7, outcome: { outcome: "wait-over" } });
  });

  it("are replaced by new ones: what runs is cancelled, what waits is gone", () => {
    const { effects } = run(
      answered,
      put(enqueue, play()),
      { input: "put", token: 8, tasks: [play()] },
      {
        input: "played",
        scope: 2,
      },
    );
    expect(effects.map(({ effect }) => effect)).toEqual(["begin", "cancel", "begin", "finished"]);
    expect(effects.at(-1)).toMatchObject({ token: 8 });
  });

  it("take nothing that belongs to another scope, and no outcome the task cannot have", () => {
    const before = run(answered, put(play(), enqueue), { input: "played", scope: 1 });
    for (const late of [
      { input: "played", scope: 1 },
      { input: "timer", scope: 1 },
      { input: "outcome", scope: 1, outcome: { outcome: "failed" } },
      { input: "outcome", scope: 3, outcome: { outcome: "served" } },
      { input: "outcome", scope: 2, outcome: { outcome: "reached" } },
      { input: "played", scope: 2 },
    ] satisfies readonly TaskInput[])
      expect(stepTasks(before.stack, late)).toEqual({ state: before.stack, effects: [] });
  });

  it("fail where somebody else talks with the caller, and the next has its turn", () => {
    const { effects } = run(answered, { input: "joined" }, put(play(), { task: "hang-up" }));
    expect(begun(effects)).toEqual(["1 hang-up"]);
    expect(finished(run(answered, { input: "joined" }, put(play())).effects)).toEqual([{ outcome: "failed" }]);
    expect(begun(run(answered, { input: "joined" }, { input: "left-alone" }, put(play())).effects)).toEqual(["1 play"]);
  });

  it("are over when the caller is gone", () => {
    const { stack, effects } = run(answered, put(gather()), { input: "gone" });
    expect(effects.map(({ effect }) => effect)).toEqual(["begin", "disarm", "cancel"]);
    expect(stepTasks(stack, put(play())).effects).toEqual([]);
  });
});

describe("a prompt", () => {
  it("that may be cut short ends with the key, another goes on", () => {
    expect(finished(run(answered, put(play()), ...keys("5")).effects)).toEqual([{ outcome: "played", key: "5" }]);
    expect(run(answered, put(play(false)), ...keys("5")).effects.map(({ effect }) => effect)).toEqual(["begin"]);
  });
});

describe("keys that are asked for", () => {
  const outcome = (task: CallTask, ...inputs: readonly TaskInput[]) =>
    finished(run(answered, put(task), ...inputs).effects)[0];
  const time: TaskInput = { input: "timer", scope: 1 };
  const input: TaskInput = { input: "played", scope: 1 };

  it("end with an entry that is there, at once and while the prompt is played", () => {
    const { effects } = run(answered, put(gather()), ...keys("31"));
    expect(effects.map(({ effect }) => effect)).toEqual(["begin", "stop-play", "arm", "disarm", "finished"]);
    expect(finished(effects)).toEqual([{ outcome: "gathered", digits: "31" }]);
  });

  it("are wrong as soon as no entry begins with them, or when the time is over in the middle of one", () => {
    expect(outcome(gather(), ...keys("4"))).toEqual({ outcome: "wrong-input", digits: "4" });
    expect(outcome(gather(), ...keys("32"))).toEqual({ outcome: "wrong-input", digits: "32" });
    expect(outcome(gather(), ...keys("3"), time)).toEqual({ outcome: "wrong-input", digits: "3" });
  });

  it("are waited for from the end of the prompt, and not before", () => {
    const { effects } = run(answered, put(gather()), time, input);
    expect(effects.at(-1)).toEqual({ effect: "arm", scope: 1, ms: 5_000 });
    expect(outcome(gather(), input, time)).toEqual({ outcome: "no-input" });
  });

  it("are passed over while a prompt is played that is to be heard", () => {
    const task = gather({ isBargeable: false });
    expect(outcome(task, ...keys("1"))).toBeUndefined();
    expect(outcome(task, ...keys("2"), input, ...keys("1"))).toEqual({ outcome: "gathered", digits: "1" });
  });

  it("make a number of so many digits, ended by a key, by its length or by time", () => {
    expect(outcome(number(), ...keys("12345#"))).toEqual({ outcome: "gathered", digits: "12345" });
    expect(outcome(number(), ...keys("123456"))).toEqual({ outcome: "gathered", digits: "123456" });
    expect(outcome(number(), ...keys("1234"), time)).toEqual({ outcome: "gathered", digits: "1234" });
    expect(outcome(number(), ...keys("123#"))).toEqual({ outcome: "wrong-input", digits: "123" });
    expect(outcome(number(), ...keys("#"))).toEqual({ outcome: "no-input" });
    expect(outcome(number(), ...keys("ABx"), input, time)).toEqual({ outcome: "no-input" });
  });
});

const OUTCOME_OF: Readonly<Record<TaskOutcome["outcome"], TaskOutcome>> = {
  played: { outcome: "played", key: null },
  gathered: { outcome: "gathered", digits: "1" },
  spoken: { outcome: "spoken", text: "satu", confidence: 0.9 },
  "no-input": { outcome: "no-input" },
  "wrong-input": { outcome: "wrong-input", digits: "9" },
  served: { outcome: "served" },
  "queue-full": { outcome: "queue-full" },
  "wait-over": { outcome: "wait-over" },
  "left-queue": { outcome: "left-queue" },
  conferred: { outcome: "conferred", why: "left", conferenceId: null, seconds: 1 },
  "nobody-there": { outcome: "nobody-there" },
  reached: { outcome: "reached" },
  "not-reached": { outcome: "not-reached", status: 486 },
  "message-kept": { outcome: "message-kept", seconds: 5 },
  "no-message": { outcome: "no-message" },
  "callback-booked": { outcome: "callback-booked" },
  found: { outcome: "found", answer: { is: "found", prompt: "said.1", said: "Satu.", list: "Harga", version: 1 } },
  "not-found": { outcome: "not-found", list: "Harga", version: null },
  "callback-refused": { outcome: "callback-refused" },
  "desk-done": { outcome: "desk-done", isPaused: false, language: null },
  "desk-refused": { outcome: "desk-refused", why: "wrong", language: null },
  document: { outcome: "document", answer: { is: "document", verbs: [], from: null } },
  "no-document": { outcome: "no-document", error: 11_200 },
  "sounds-ready": { outcome: "sounds-ready", clips: [] },
  "text-sent": { outcome: "text-sent", sent: { is: "sent", messageId: "m" } },
  "stream-ended": { outcome: "stream-ended", streamId: "s", error: null, wasHeard: true },
  "stream-ordered": { outcome: "stream-ordered" },
  referred: { outcome: "referred", answered: 202, notified: 200, isDone: true },
  failed: { outcome: "failed" },
};
const ALL_OUTCOMES = Object.values(OUTCOME_OF) as [TaskOutcome, ...TaskOutcome[]];

function anyInput(chance: ReturnType<typeof openChance>, token: number): TaskInput {
  const scope = 1 + chance.below(12);
  const tasks = Array.from({ length: 1 + chance.below(4) }, () => chance.pick(EVERY));
  return chance.pick<TaskInput>([
    { input: "put", token, tasks },
    ...([{ input: "answered" }, { input: "joined" }, { input: "left-alone" }] as const),
    ...([{ input: "key", key: chance.pick(["0", "1", "3", "#", "*", "D"]) }] as const),
    ...([
      { input: "key", key: "2" },
      { input: "played", scope },
      { input: "timer", scope },
    ] as const),
    { input: "outcome", scope, outcome: chance.pick(ALL_OUTCOMES) },
    { input: "outcome", scope, outcome: chance.pick(ALL_OUTCOMES) },
  ]);
}

/** Checks the sequence of effects, and returns the violations. */
function watch(told: readonly { readonly before: TaskStack; readonly effects: readonly TaskEffect[] }[]) {
  const faults: string[] = [];
  let running: number | null = null;
  let newest = 0;
  for (const { before, effects } of told)
    for (const one of effects) {
      if (one.effect === "begin") {
        const { needsAnswer, needsCallerAlone } = PRECONDITIONS[one.task.task as TaskKind];
        if (needsAnswer && !before.isAnswered) faults.push("began before the answer");
        if (needsCallerAlone && !before.isAlone) faults.push("began where somebody else talks");
        if (one.scope <= newest) faults.push("a scope came twice");
        [running, newest] = [one.scope, one.scope];
      }
      if (one.effect === "cancel") running = null;
      if ("scope" in one && one.scope !== newest) faults.push(`${one.effect} of a scope that is over`);
      if (one.effect === "answer" && before.isAnswered) faults.push("answered twice");
      if (one.effect === "finished" && one.token !== before.token) running = null;
    }
  return { faults, running };
}

describe("whatever happens to a call", () => {
  it("at most one task runs, each under its own scope, when its precondition holds, and ends once", () => {
    const chance = openChance(runSeed);
    for (let round = 0; round < 5_000; round += 1) {
      let stack = NO_TASKS;
      const told: { before: TaskStack; effects: readonly TaskEffect[] }[] = [];
      for (let turn = 0; turn < 40; turn += 1) {
        const input = anyInput(chance, turn);
        const step = stepTasks(stack, input);
        const isAnswered = stack.isAnswered || input.input === "answered";
        told.push({ before: { ...stack, isAnswered }, effects: step.effects });
        if (input.input === "outcome" && step.state !== stack && stack.running !== null)
          expect(OUTCOMES[stack.running.task.task].has(input.outcome.outcome)).toBe(true);
        stack = step.state;
      }
      expect(watch(told).faults, `round ${round}`).toEqual([]);
      expect(stepTasks(stack, { input: "gone" }).state).toMatchObject({ running: null, waiting: [], isGone: true });
    }
  });

  it("the same keys and times end a gather within its digits and one more", () => {
    const chance = openChance(runSeed);
    for (let round = 0; round < 5_000; round += 1) {
      let stack = run(answered, put(chance.pick([gather(), number(), number({ endKey: null })]))).stack;
      let pressed = 0;
      while (stack.running !== null && pressed <= DIGITS_MAX + 1) {
        const key: TaskInput = { input: "key", key: chance.pick(KEYS) };
        const input = chance.pick<TaskInput>([key, key, { input: "played", scope: 1 }, { input: "timer", scope: 1 }]);
        if (input.input === "key") pressed += 1;
        stack = stepTasks(stack, input).state;
      }
      expect(pressed).toBeLessThanOrEqual(DIGITS_MAX + 1);
    }
  });
});
