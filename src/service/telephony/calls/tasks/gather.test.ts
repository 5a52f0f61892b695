import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TaskOf } from "./call-task.ts";
import { beginGather, type GatherEffect, type GatherInput, stepGather } from "./gather.ts";
import type { SpeechOptions } from "./gather-options.ts";

const CLIP = { kind: "prompt", prompt: "id.welcome" } as const;
const speech = (change: Partial<SpeechOptions> = {}): SpeechOptions => ({
  language: "id-ID",
  hints: [],
  quietMs: 2_000,
  takesKeys: true,
  ...change,
});
const asked = (options: SpeechOptions | null, change: Partial<TaskOf<"gather">> = {}): TaskOf<"gather"> => ({
  task: "gather",
  clips: [],
  isBargeable: true,
  firstMs: 5_000,
  betweenMs: 4_000,
  entry: { accepts: null, digitsMin: 1, digitsMax: 3, endKey: "#" },
  ...(options === null ? {} : { speech: options }),
  ...change,
});
const speaking = { input: "heard", news: { news: "speaking" } } as const;
const said = (text: string, confidence: number | null = 0.5): GatherInput => ({
  input: "heard",
  news: { news: "said", text, confidence },
});
const news = (what: "over" | "failed"): GatherInput => ({ input: "heard", news: { news: what } });
const timer = { input: "timer" } as const;
const key = (one: string): GatherInput => ({ input: "key", key: one });

/** All effects of a gather, by name, and its outcome. */
function run(task: TaskOf<"gather">, ...inputs: readonly GatherInput[]) {
  let { gather, effects } = beginGather(task);
  const all: GatherEffect[] = [...effects];
  for (const input of inputs) {
    ({ gather, effects } = stepGather(gather, input));
    all.push(...effects);
    if (effects.some(({ effect }) => effect === "done")) break;
  }
  const outcomes = all.flatMap((one) => (one.effect === "done" ? [one.outcome] : []));
  const names = all.map((one) => (one.effect === "arm" ? `arm ${one.ms}` : one.effect));
  return { outcomes, names, gather };
}

describe("a gather that hears what its caller says", () => {
  it("hears from its begin on, is cut by the first word, and ends when the rest has come", () => {
    const task = asked(speech(), { clips: [CLIP] });
    const { names, outcomes } = run(task, speaking, said("satu"), said("dua", 1), timer, news("over"));
    expect(names).toEqual([
      ...["hear", "stop-play", "arm 2000", "arm 2000", "arm 2000", "hear-out", "arm 3000", "disarm", "done"],
    ]);
    expect(outcomes).toEqual([{ outcome: "spoken", text: "satu dua", confidence: 0.75 }]);
  });

  it("takes what comes with the end, and goes without what does not come in its time", () => {
    expect(run(asked(speech()), speaking, timer, said("tiga", null), news("over")).outcomes).toEqual([
      { outcome: "spoken", text: "tiga", confidence: null },
    ]);
    const late = run(asked(speech()), speaking, timer, timer);
    expect(late.outcomes).toEqual([{ outcome: "no-input" }]);
    expect(late.names.at(-2)).toBe("hear-no-more");
  });

  it("keeps no more of what is said than is told", () => {
    let step = beginGather(asked(speech()));
    for (let nth = 0; nth < 500; nth += 1) step = stepGather(step.gather, said("x".repeat(1_000)));
    expect(step.gather.said).toHaveLength(5);
    const { outcomes } = run(
      asked(speech()),
      ...Array.from({ length: 9 }, () => said("x".repeat(1_000))),
      timer,
      news("over"),
    );
    expect(outcomes).toMatchObject([{ outcome: "spoken", text: expect.stringMatching(/^.{4096}$/) as string }]);
  });

  it("ends with the first thing that is said where the recogniser finds the end", () => {
    const { names, outcomes } = run(asked(speech({ quietMs: null })), speaking, said("ya"));
    expect(outcomes).toMatchObject([{ outcome: "spoken", text: "ya" }]);
    expect(names).toEqual(["hear", "arm 5000", "arm 10000", "disarm", "hear-no-more", "done"]);
  });

  it("counts keys alone once one is pressed, and none where only speech counts", () => {
    const keys = run(asked(speech()), said("satu"), key("7"), said("dua"), key("#"));
    expect(keys.outcomes).toEqual([{ outcome: "gathered", digits: "7" }]);
    expect(keys.names.filter((name) => name === "hear-no-more")).toHaveLength(1);
    const deaf = run(asked(speech({ takesKeys: false })), key("7"), key("#"), said("dua"), timer, news("over"));
    expect(deaf.outcomes).toMatchObject([{ outcome: "spoken", text: "dua" }]);
  });

  it("waits for keys where nobody hears any more, and has failed where there are none; what was said by then counts", () => {
    expect(run(asked(speech()), news("failed"), key("1"), timer).outcomes).toEqual([
      { outcome: "gathered", digits: "1" },
    ]);
    expect(run(asked(speech({ takesKeys: false })), news("failed")).outcomes).toEqual([{ outcome: "failed" }]);
    expect(run(asked(speech({ takesKeys: false })), said("ya"), news("failed")).outcomes).toMatchObject([
      { outcome: "spoken", text: "ya" },
    ]);
  });

  it("says nothing where nothing was said, and hears nobody who wants keys alone", () => {
    expect(run(asked(speech()), timer)).toMatchObject({
      outcomes: [{ outcome: "no-input" }],
      names: ["hear", "arm 5000", "hear-no-more", "done"],
    });
    expect(run(asked(null), said("ya"), speaking, timer).names).toEqual(["arm 5000", "done"]);
  });

  it("hears no word before its turn where what is played must be heard", () => {
    const { names } = run(asked(speech(), { clips: [CLIP], isBargeable: false }), speaking, said("ya"));
    expect(names).toEqual(["hear"]);
  });

  it("stops hearing exactly once it has begun, ends once, and is spoken only where something was said, whatever comes", () => {
    const inputs = fc.oneof(
      ...[speaking, said("a"), said("b"), news("over"), news("failed"), timer].map((one) => fc.constant(one)),
      ...[key("1"), key("#"), { input: "played" } as const].map((one) => fc.constant(one)),
    );
    const wishes = fc.record({ quietMs: fc.constantFrom(null, 1_000), takesKeys: fc.boolean() });
    fc.assert(
      fc.property(wishes, fc.boolean(), fc.array(inputs, { maxLength: 20 }), (wish, isPlayed, given) => {
        const task = asked(speech(wish), { clips: isPlayed ? [CLIP] : [] });
        const { names, outcomes, gather } = run(task, ...given);
        const ends = names.filter((name) => name === "hear-no-more").length;
        const hasSaid = given.some((one) => one.input === "heard" && one.news.news === "said");
        expect(outcomes.length).toBeLessThanOrEqual(1);
        expect(ends).toBeLessThanOrEqual(1);
        if (outcomes.length === 1) expect(gather.hearing).toBe("off");
        if (outcomes[0]?.outcome === "spoken") expect(hasSaid).toBe(true);
        if (outcomes[0]?.outcome === "gathered") expect(wish.takesKeys).toBe(true);
      }),
    );
  });
});
