import { describe, expect, it } from "vitest";
import { decode, encode, renderTone } from "../../protocols/audio/index.ts";
import { calledPair, callerPair, type Scenario, tonePair } from "../scenarios/index.ts";
import {
  FRAME_OTHER,
  FRAME_PAIR,
  FRAME_SILENCE,
  type RawAnswer,
  type RawCall,
  type RawRun,
  type RawStream,
} from "./raw.ts";
import { runFigures } from "./run-figures.ts";
import { hearFrame } from "./tone-ear.ts";

const SCENARIO: Scenario = {
  host: "192.0.2.1",
  port: 5060,
  transport: "udp",
  code: "14045",
  lines: 2,
  holdMs: 6_000,
  rampMs: 0,
  settleMs: 1_000,
  callerBase: "+628119900000",
  callers: 2,
  menu: [],
  answers: true,
};
const BEGAN = Date.parse("2026-11-26T02:00:00Z");
const SECONDS = 6;

/** A stream of six seconds with the given content per second; packets in `lost` never arrive. */
function stream(
  pairs: readonly (number | null)[],
  { lost = [], fromMs = 100 }: { lost?: readonly number[]; fromMs?: number } = {},
): RawStream {
  const frames = Array.from({ length: SECONDS * 50 }, (_, nth) => nth).filter((nth) => !lost.includes(nth));
  return {
    sequence: frames.map((nth) => (65_500 + nth) & 0xffff),
    timestamp: frames.map((nth) => (2 ** 32 - 800 + nth * 160) >>> 0),
    arrivalUs: frames.map((nth) => (fromMs + nth * 20) * 1_000),
    source: frames.map(() => 0),
    heard: frames.map((nth) => {
      const pair = pairs[Math.floor(nth / 50)] ?? null;
      return pair === null ? FRAME_SILENCE : FRAME_PAIR + pair;
    }),
  };
}

const all = (pair: number) => Array.from({ length: SECONDS }, () => pair);

function call(nth: number, heard: RawStream, change: Partial<RawCall> = {}): RawCall {
  return {
    nth,
    callerNumber: `+62811990000${nth}`,
    sipCallId: `c${nth}`,
    invitedMs: 0,
    ringingMs: 50,
    answeredMs: 100,
    endedMs: 6_100,
    endedBy: "probe",
    reason: null,
    stream: heard,
    ...change,
  };
}

function answer(nth: number, heard: RawStream, callerShown = `0811990000${nth}`): RawAnswer {
  return { nth, callerShown, answeredMs: 100, endedMs: 6_100, stream: heard };
}

function figuresOf(change: Partial<RawRun>) {
  const run: RawRun = {
    scenario: SCENARIO,
    startedAtMs: BEGAN,
    endedAtMs: BEGAN + 7_000,
    menu: [],
    records: null,
    calls: [call(0, stream(all(calledPair(0)))), call(1, stream(all(calledPair(1))))],
    answers: [answer(0, stream(all(callerPair(0)))), answer(1, stream(all(callerPair(1))))],
    floor: stream(all(700)),
    ...change,
  };
  const comes = runFigures(run);
  const value = (key: string) => comes.figures.find((one) => one.key === key)?.value;
  return { ...comes, value };
}

describe("a run without a fault", () => {
  it("has every channel, every second of sound, and nothing crossed", () => {
    const { value, calls, floorJitterP99Ms } = figuresOf({});
    expect([value("channels"), value("simultaneous"), value("two-way-sound"), value("crossed-calls")]).toEqual([
      2, 2, 100, 0,
    ]);
    expect([value("packet-loss"), value("jitter"), value("grade-of-service"), floorJitterP99Ms]).toEqual([0, 0, 0, 0]);
    expect(calls.map(({ judgedSeconds, matchedBy }) => `${judgedSeconds} ${matchedBy}`)).toEqual([
      "5 number",
      "5 number",
    ]);
  });

  it("finds the phone's leg by its sound where the centre shows another number", () => {
    const answers = [answer(0, stream(all(callerPair(1))), "14045"), answer(1, stream(all(callerPair(0))), "14045")];
    const calls = [call(0, stream(all(calledPair(1)))), call(1, stream(all(calledPair(0))))];
    const { value, calls: figures } = figuresOf({ answers, calls });
    expect(figures.map(({ matchedBy }) => matchedBy)).toEqual(["sound", "sound"]);
    expect(value("channels")).toBe(2);
  });
});

describe("calls from one number", () => {
  it("are told apart by what their phones hear, and still noticed when they turn in the middle", () => {
    const one = { callerNumber: "+628119900000" };
    const calls = [call(0, stream(all(calledPair(1))), one), call(1, stream(all(calledPair(0))), one)];
    const shown = "08119900000";
    const straight = [answer(0, stream(all(callerPair(1))), shown), answer(1, stream(all(callerPair(0))), shown)];
    const { calls: figures, value } = figuresOf({ calls, answers: straight });
    expect(figures.map(({ matchedBy }) => matchedBy)).toEqual(["sound", "sound"]);
    expect([value("channels"), value("crossed-calls")]).toEqual([2, 0]);
    const turned = (own: number, other: number) => stream([own, own, own, own, other, other]);
    const crossed = [
      answer(0, turned(callerPair(1), callerPair(0)), shown),
      answer(1, turned(callerPair(0), callerPair(1)), shown),
    ];
    expect(figuresOf({ calls, answers: crossed }).value("crossed-calls")).toBe(2);
  });
});

describe("sound", () => {
  it("that is missing in one second of one direction is missed there, and nowhere else", () => {
    const pair = callerPair(1);
    const { calls, value } = figuresOf({
      answers: [answer(0, stream(all(callerPair(0)))), answer(1, stream([pair, pair, null, pair, pair, pair]))],
    });
    expect(calls.map(({ goodSeconds }) => goodSeconds)).toEqual([5, 4]);
    expect(calls[1]?.toCalled?.seconds[1]).toMatchObject({ own: 0, silent: 50 });
    expect(calls[1]?.toCaller?.seconds[1]).toMatchObject({ own: 50, silent: 0 });
    expect([value("two-way-sound"), value("channels")]).toEqual([90, 1]);
  });

  it("of another call is a crossed call for both, also from the middle on", () => {
    const turned = (own: number, other: number) => stream([own, own, own, other, other, other]);
    const { calls, value } = figuresOf({
      answers: [answer(0, turned(callerPair(0), callerPair(1))), answer(1, turned(callerPair(1), callerPair(0)))],
    });
    expect(calls.map(({ isCrossed }) => isCrossed)).toEqual([true, true]);
    expect([value("crossed-calls"), value("channels")]).toEqual([2, 0]);
  });

  it("before the settling time is not judged: a notice may be played there", () => {
    const notice = (pair: number) => stream([null, pair, pair, pair, pair, pair]);
    const { value } = figuresOf({ answers: [answer(0, notice(callerPair(0))), answer(1, notice(callerPair(1)))] });
    expect(value("two-way-sound")).toBe(100);
  });

  it("that loses packets is lost sound, not silence: three in a hundred, and the score of the E-model for it", () => {
    const lost = Array.from({ length: 9 }, (_, nth) => 10 + nth * 31);
    const { value, calls } = figuresOf({
      calls: [call(0, stream(all(calledPair(0)), { lost })), call(1, stream(all(calledPair(1))))],
    });
    expect(calls[0]?.toCaller).toMatchObject({ received: 291, lost: 9, lossPercent: 3 });
    // G.107: R = 93.2 − 95 × 3 / (3 + 25.1) = 83.06 without delay, which is a MOS of 4.134.
    expect(calls[0]?.toCaller?.mos).toBeCloseTo(4.134, 3);
    expect([value("two-way-sound"), value("packet-loss")]).toEqual([100, 0.75]);
  });

  it("without a phone of its own is proven there and back only, and not at all when nothing comes back", () => {
    const scenario = { ...SCENARIO, answers: false };
    const echo = [call(0, stream(all(callerPair(0)))), call(1, stream(all(callerPair(1))))];
    expect(figuresOf({ scenario, answers: [], calls: echo })).toMatchObject({ proof: "echo" });
    const nothing = [call(0, stream([])), call(1, stream([]))];
    const { proof, figures } = figuresOf({ scenario, answers: [], calls: nothing });
    expect(proof).toBe("none");
    expect(figures.find(({ key }) => key === "two-way-sound")).toMatchObject({ value: null, why: "no-tones-back" });
  });
});

describe("a call", () => {
  it("that is refused is blocked, and that the centre ends is no usable channel", () => {
    const none = { answeredMs: null, endedMs: 60, endedBy: "centre", reason: "sip-503" } as const;
    expect(
      figuresOf({ calls: [call(0, stream(all(calledPair(0)))), call(1, stream([]), none)] }).value("grade-of-service"),
    ).toBe(50);
    const ended = call(1, stream(all(calledPair(1))), { endedBy: "centre", reason: "ended-by-centre" });
    expect(figuresOf({ calls: [call(0, stream(all(calledPair(0)))), ended] }).value("channels")).toBe(1);
  });

  it("counts as simultaneous only while the others are there", () => {
    const after = call(1, stream([], { fromMs: 6_200 }), { invitedMs: 6_100, answeredMs: 6_100, endedMs: 9_000 });
    expect(figuresOf({ calls: [call(0, stream(all(calledPair(0)))), after] }).value("simultaneous")).toBe(1);
  });
});

describe("records", () => {
  const record = (nth: number, offMs = 0, talkOffMs = 0) => ({
    caller: `0811990000${nth}`,
    called: "14045",
    beganAtMs: BEGAN + offMs,
    answeredAtMs: BEGAN + 100 + offMs,
    endedAtMs: BEGAN + 6_100 + offMs + talkOffMs,
    talkMs: 6_000 + talkOffMs,
  });

  it("are matched one to one, the nearest first, though a caller has rung before", () => {
    const { value, records } = figuresOf({ records: [record(1), record(0, -50_000), record(0)] });
    expect([value("records-complete"), value("records-duration"), value("records-times")]).toEqual([100, 0, 0]);
    expect(records[0]?.record?.beganAtMs).toBe(BEGAN);
  });

  it("that are missing or not somebody else's twice are missed", () => {
    expect(figuresOf({ records: [record(0)] }).value("records-complete")).toBe(50);
    expect(figuresOf({ records: [record(0), record(0)] }).value("records-complete")).toBe(50);
  });

  it("that are off are off by what they are off", () => {
    const { value } = figuresOf({ records: [record(0), record(1, 400, 1_600)] });
    expect([value("records-duration"), value("records-times")]).toEqual([1.6, 2]);
  });

  it("that nobody brought are not measured", () => {
    const { figures } = figuresOf({});
    expect(figures.find(({ key }) => key === "records-complete")).toMatchObject({ value: null, why: "no-records" });
  });
});

describe("the ear", () => {
  const frame = (frequenciesHz: readonly number[]) =>
    decode("alaw", encode("alaw", renderTone([{ frequenciesHz, ms: 20 }])));

  it("tells every pair through G.711, wherever in the tone its frame begins", () => {
    for (let nth = 0; nth < 600; nth += 7) {
      const two = decode("alaw", encode("alaw", renderTone([{ frequenciesHz: tonePair(nth), ms: 60 }])));
      expect(hearFrame(two.subarray(37, 197), 0)).toBe(FRAME_PAIR + nth);
      expect(hearFrame(two.subarray(37, 197), FRAME_PAIR + nth + 1)).toBe(FRAME_PAIR + nth);
    }
  });

  it("takes silence, a key and the ringing tone for what they are", () => {
    expect(hearFrame(new Int16Array(160), FRAME_PAIR)).toBe(FRAME_SILENCE);
    expect(hearFrame(frame([697, 1_209]), FRAME_PAIR)).toBe(FRAME_OTHER);
    expect(hearFrame(frame([425]), 0)).toBe(FRAME_OTHER);
  });
});
