import { describe, expect, it } from "vitest";
import { flowSample, prompt, withStep } from "../../../../testkit/flow-sample.ts";
import { calendarsInForce } from "../../../regulation/index.ts";
import type { CallTask, TaskOutcome } from "../../telephony/calls/index.ts";
import { spokenWords } from "../../telephony/prompts/index.ts";
import {
  beginFlow,
  daysOffOf,
  type Flow,
  type FlowEffect,
  type FlowInput,
  type FlowState,
  type FlowStepOf,
  openingAt,
  stepFlow,
} from "./index.ts";

/** Thursday, 26 November 2026, 10:00 in Jakarta. */
const OPEN_MS = Date.UTC(2026, 10, 26, 3);
/** Id of named hours. */
const NAMED = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
const call = { caller: "08123456789", called: "14045" };

/** Passes outcomes to tasks in turn, whatever their token. */
function follow(flow: Flow, outcomes: readonly TaskOutcome[], nowMs = OPEN_MS) {
  let state = beginFlow({ flow, daysOff: [{ date: "2026-12-25", kind: "national" }] }, call);
  const effects: FlowEffect[] = [];
  const give = (input: FlowInput) => {
    const step = stepFlow(state, input, nowMs);
    state = step.state;
    effects.push(...step.effects);
  };
  give({ input: "begun" });
  for (const outcome of outcomes) give({ input: "finished", token: state.token, outcome });
  return { state, effects, tasks: tasksOf(effects) };
}

const tasksOf = (effects: readonly FlowEffect[]) => effects.flatMap((one) => (one.effect === "run" ? one.tasks : []));
const entered = (effects: readonly FlowEffect[]) =>
  effects.flatMap((one) => (one.effect === "entered" ? [one.stepId] : []));
const said = (task: CallTask | undefined) => (task !== undefined && "clips" in task ? spokenWords(task.clips) : "");
const pressed = (digits: string): TaskOutcome => ({ outcome: "gathered", digits });
const silent: TaskOutcome = { outcome: "no-input" };
const played: TaskOutcome = { outcome: "played", key: null };

describe("a call in its flow", () => {
  it("asks for the language, passes the hours, and asks for a choice in the language that was chosen", () => {
    const { tasks, effects, state } = follow(flowSample, [pressed("2")]);
    expect(said(tasks[0])).toBe("Untuk bahasa Indonesia, tekan satu., For English, press two.");
    expect(tasks[0]).toMatchObject({
      task: "gather",
      entry: { accepts: ["1", "2"] },
      firstMs: 5_000,
      betweenMs: 3_000,
    });
    expect(entered(effects)).toEqual(["bahasa", "jam", "menu"]);
    expect(effects).toContainEqual({ effect: "decided", stepId: "jam", way: "open" });
    expect(said(tasks.at(-1))).toMatch(/^For information, press one/);
    expect(state.values).toEqual({ ...call, language: "en" });
  });

  it("goes on when the caller pressed nothing twice in a row, though more tries are left", () => {
    const { tasks, effects } = follow(flowSample, [pressed("1"), silent, silent]);
    expect(tasks.map(said)[2]).toMatch(/^Maaf, kami belum menerima pilihan Anda/);
    expect(entered(effects).at(-1)).toBe("antre");
  });

  it("says what was wrong before another try, and goes on by itself after the last", () => {
    const wrong: TaskOutcome = { outcome: "wrong-input", digits: "7" };
    const { tasks, effects } = follow(flowSample, [pressed("1"), silent, wrong, silent]);
    expect(tasks.map(said).slice(2, 4)).toEqual([
      expect.stringMatching(/^Maaf, kami belum menerima pilihan Anda\. Untuk informasi/),
      expect.stringMatching(/^Maaf, pilihan tersebut tidak tersedia\. Untuk informasi/),
    ]);
    expect(entered(effects).at(-1)).toBe("antre");
    expect(tasks.at(-1)).toMatchObject({
      task: "enqueue",
      priority: 3,
      waitMsMax: 300_000,
      announceMs: 60_000,
      language: "id",
    });
  });

  it("keeps choices and what was entered for the agent and for conditions, and reads it back", () => {
    const { tasks, effects, state } = follow(flowSample, [pressed("1"), pressed("2"), pressed("7712"), played]);
    expect(said(tasks.at(-2))).toBe("Nomor yang Anda masukkan adalah tujuh tujuh satu dua");
    expect(effects).toContainEqual({ effect: "remember", name: "polis", value: "7712" });
    expect(state.choices).toEqual([{ stepId: "menu", step: "Menu utama", label: "Bantuan", keys: "2" }]);
    expect(tasks.at(-1)).toEqual({ task: "dial", number: "0215551234", ringMs: 30_000 });
    const other = follow(flowSample, [pressed("1"), pressed("2"), pressed("1234"), played]);
    expect(other.tasks.at(-1)).toMatchObject({ task: "enqueue" });
    expect(other.effects).toContainEqual({ effect: "decided", stepId: "syarat", way: "otherwise" });
  });

  it.each([
    [{ outcome: "served" }, "survei"],
    [{ outcome: "queue-full" }, "telepon"],
    [{ outcome: "wait-over" }, "telepon"],
    [{ outcome: "nobody-there" }, "pesan"],
    [{ outcome: "failed" }, "pesan"],
  ] as const)("leaves the queue by the way of how it went: %j", (outcome, to) => {
    expect(entered(follow(flowSample, [pressed("1"), pressed("0"), outcome]).effects).at(-1)).toBe(to);
  });

  it("books a callback only after the caller agreed, and to his own number", () => {
    const full: TaskOutcome = { outcome: "queue-full" };
    const asked = follow(flowSample, [pressed("1"), pressed("0"), full]);
    expect(asked.tasks.at(-1)).toMatchObject({ task: "gather", entry: { accepts: ["1"] } });
    const agreed = follow(flowSample, [pressed("1"), pressed("0"), full, pressed("1")]);
    expect(agreed.tasks.at(-1)).toMatchObject({ task: "book-callback", number: "08123456789", queueId: "layanan" });
    const booked = follow(flowSample, [pressed("1"), pressed("0"), full, pressed("1"), { outcome: "callback-booked" }]);
    expect([booked.tasks.at(-1), booked.state.end]).toEqual([{ task: "hang-up" }, "hung-up"]);
    const silentThen = [silent, silent];
    expect(entered(follow(flowSample, [pressed("1"), pressed("0"), full, ...silentThen]).effects).at(-1)).toBe("pesan");
  });

  it("asks each question of a survey, and goes past those nobody answers", () => {
    const question = (into: string) => ({ phrase: prompt("survey-question"), into, highest: 5 });
    const flow = withStep("survei", { questions: [question("satu"), question("dua")] });
    const served: readonly TaskOutcome[] = [pressed("1"), pressed("0"), { outcome: "served" }];
    const { tasks, state } = follow(flow, [...served, silent, silent, pressed("4")]);
    expect(tasks.filter(({ task }) => task === "gather")).toHaveLength(5);
    expect(tasks.at(-3)).toMatchObject({ entry: { accepts: ["1", "2", "3", "4", "5"] } });
    expect(state.values).toMatchObject({ dua: "4" });
    expect(state.values["satu"]).toBeUndefined();
    expect(state.end).toBe("hung-up");
  });

  it("goes on without a reading where a value is not known", () => {
    const flow = withStep("info", { phrase: [{ piece: "reading", value: "polis", as: "digits" }] });
    expect(entered(follow(flow, [pressed("1"), pressed("1")]).effects).at(-1)).toBe("menu-lagi");
  });
});

describe("hours", () => {
  const way = (nowMs: number, change: Readonly<Record<string, unknown>> = {}) =>
    follow(withStep("jam", change), [pressed("1")], nowMs).effects.flatMap((one) =>
      one.effect === "decided" ? [one.way] : [],
    )[0];
  const at = (date: string) => Date.parse(`${date}+07:00`);

  it.each([
    ["2026-11-26T07:59:59", "closed"],
    ["2026-11-26T08:00:00", "open"],
    ["2026-11-26T11:59:59", "open"],
    ["2026-11-26T12:00:00", "closed"],
    ["2026-11-26T16:59:59", "open"],
    ["2026-11-29T09:00:00", "closed"],
    ["2026-12-25T09:00:00", "dayOff"],
    ["2026-12-31T09:00:00", "dayOff"],
  ])("are counted to the minute in their zone, days off before the week: %s is %s", (time, opening) => {
    expect(way(at(time))).toBe(opening);
  });

  it("are an hour earlier on the clock of WITA and two on that of WIT", () => {
    const eight = at("2026-11-26T06:00:00");
    expect([way(eight), way(eight, { zone: "Asia/Jayapura" })]).toEqual(["closed", "open"]);
    expect(way(at("2026-11-26T07:00:00"), { zone: "Asia/Makassar" })).toBe("open");
  });

  it("that are kept under a name count before those of the step, and are told with their version", () => {
    const flow = withStep("jam", { hoursId: NAMED });
    const jam = flowSample.steps.find(({ id }) => id === "jam");
    const hours = { ...(jam as FlowStepOf<"hours">), specialDays: [{ date: "2026-11-26", hours: [] }] };
    const named = { id: NAMED, name: "Jam kantor", version: 4, hours };
    const decided = (namedHours: readonly (typeof named)[]) => {
      const begun = stepFlow(beginFlow({ flow, daysOff: [], namedHours }, call), { input: "begun" }, 0);
      const chosen = { input: "finished", token: begun.state.token, outcome: pressed("1") } as const;
      return stepFlow(begun.state, chosen, at("2026-11-26T09:00:00")).effects.filter((one) => one.effect === "decided");
    };
    const hoursTold = { id: NAMED, name: "Jam kantor", version: 4 };
    expect(decided([named])).toEqual([{ effect: "decided", stepId: "jam", way: "dayOff", hours: hoursTold }]);
    expect(decided([])).toEqual([{ effect: "decided", stepId: "jam", way: "open" }]);
  });

  it("take a special day's hours on a day off, and joint leave only where it is said to close", () => {
    const special = { specialDays: [{ date: "2026-12-25", hours: [{ from: "09:00", to: "10:00" }] }] };
    expect([way(at("2026-12-25T09:30:00"), special), way(at("2026-12-25T10:00:00"), special)]).toEqual([
      "open",
      "closed",
    ]);
    expect(way(at("2026-12-25T09:00:00"), { isClosedOnNationalDays: false })).toBe("open");
  });
});

describe("days off", () => {
  it("are those of the decrees, national days and joint leave told apart", () => {
    const days = daysOffOf(calendarsInForce("2026-11-26"));
    expect(days).toContainEqual({ date: "2026-12-25", kind: "national" });
    expect(days.filter(({ kind }) => kind === "joint-leave").length).toBeGreaterThan(0);
    const monday = Date.parse("2026-02-16T09:00:00+07:00");
    const jam = flowSample.steps.find(({ id }) => id === "jam");
    const opening = (isClosedOnJointLeave: boolean) =>
      jam?.kind === "hours" && openingAt({ ...jam, isClosedOnJointLeave }, { nowMs: monday, daysOff: days });
    expect([opening(true), opening(false)]).toEqual(["dayOff", "open"]);
  });
});

describe("what comes late or twice", () => {
  const begun = () => follow(flowSample, []).state;

  it("changes nothing: an end of other tasks, another begin, anything after the end", () => {
    const state = begun();
    const late: readonly FlowInput[] = [
      { input: "finished", token: state.token - 1, outcome: pressed("1") },
      { input: "finished", token: state.token + 1, outcome: pressed("1") },
      { input: "begun" },
    ];
    for (const input of late) expect(stepFlow(state, input, OPEN_MS)).toEqual({ state, effects: [] });
    const gone = stepFlow(state, { input: "caller-gone" }, OPEN_MS);
    expect(gone.effects).toEqual([{ effect: "ended", end: "caller-gone" }]);
    expect(
      stepFlow(gone.state, { input: "finished", token: state.token, outcome: pressed("1") }, OPEN_MS).effects,
    ).toEqual([]);
  });

  it("finds the call in the version it began with, whatever is published meanwhile", () => {
    const state: FlowState = begun();
    const published = withStep("menu", { phrase: prompt("welcome") });
    expect(published).not.toEqual(state.version.flow);
    expect(
      said(
        tasksOf(stepFlow(state, { input: "finished", token: state.token, outcome: pressed("1") }, OPEN_MS).effects)[0],
      ),
    ).toMatch(/^Untuk informasi/);
  });
});
