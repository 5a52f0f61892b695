import { type CallFigures, callFigures, mostAtOnce } from "./call-figures.ts";
import { matchRecords, type RecordMatch } from "./match-records.ts";
import { type BranchFigures, menuFigures } from "./menu-figures.ts";
import type { RawRun } from "./raw.ts";
import { quantile, type StreamFigures, spacingErrorsMs } from "./stream-figures.ts";

/** The metrics: items of the catalogue by their key, and additional ones of the probe. */
export const FIGURES = [
  "channels",
  "simultaneous",
  "grade-of-service",
  "records-complete",
  "records-duration",
  "records-times",
  "two-way-sound",
  "crossed-calls",
  "set-up-delay",
  "packet-loss",
  "jitter",
  "mos",
  "menu",
] as const;

/** The key of a metric. */
export type FigureKey = (typeof FIGURES)[number];

/** Why a metric has no value. */
export type Unmeasured = "no-records" | "no-answered-call" | "no-menu" | "no-tones-back";

/** A measured metric with its number of samples; `why` if it has no value. */
export interface Figure {
  readonly key: FigureKey;
  readonly value: number | null;
  readonly unit: "channels" | "calls" | "percent" | "seconds" | "milliseconds" | "mos";
  readonly samples: number;
  readonly why: Unmeasured | null;
}

/** All results of a run. */
export interface RunFigures {
  readonly figures: readonly Figure[];
  readonly calls: readonly CallFigures[];
  readonly records: readonly RecordMatch[];
  readonly menu: readonly BranchFigures[];
  /** Jitter of the probe's stream to itself: a smaller value is the probe's own. */
  readonly floorJitterP99Ms: number;
  /** "echo": the probe did not answer, so audio is proven for the round trip only, not for each direction. */
  readonly proof: "both-ways" | "echo" | "none";
}

/** Computes every metric of a run from its data. */
export function runFigures(run: RawRun): RunFigures {
  const calls = callFigures(run);
  const records = matchRecords(run);
  const menu = menuFigures(run.menu);
  const proof = proofOf(run, calls);
  return {
    figures: [
      ...capacityFigures(run, calls, proof),
      ...recordFigures(run, calls, records),
      ...soundFigures(calls, proof),
      measured(
        "menu",
        "percent",
        menu.length,
        () => percent(menu.filter(({ isReached }) => isReached).length, menu.length),
        "no-menu",
      ),
    ],
    calls,
    records,
    menu,
    proof,
    floorJitterP99Ms: rounded(quantile(spacingErrorsMs(run.floor), 0.99) ?? 0),
  };
}

function proofOf({ scenario }: RawRun, calls: readonly CallFigures[]): RunFigures["proof"] {
  if (scenario.answers) return "both-ways";
  return calls.some(({ goodSeconds }) => goodSeconds > 0) ? "echo" : "none";
}

function capacityFigures(run: RawRun, calls: readonly CallFigures[], proof: RunFigures["proof"]): readonly Figure[] {
  const failed = calls.filter(({ isAnswered }) => !isAnswered).length;
  // Without returning tones only connected channels can be counted; `proof` states that.
  const usable = new Set(calls.flatMap((one) => ((proof === "none" ? one.isAnswered : one.isUsable) ? [one.nth] : [])));
  return [
    figure("channels", "channels", calls.length, mostAtOnce(run.calls.filter(({ nth }) => usable.has(nth)))),
    figure("simultaneous", "calls", calls.length, mostAtOnce(run.calls)),
    figure("grade-of-service", "percent", calls.length, percent(failed, calls.length)),
  ];
}

function recordFigures(run: RawRun, calls: readonly CallFigures[], matches: readonly RecordMatch[]): readonly Figure[] {
  const answered = matches.filter(({ nth }) => calls.find((call) => call.nth === nth)?.isAnswered === true);
  const kept = matches.filter(({ record }) => record !== null);
  const durations = answered.flatMap(({ durationOffMs }) => (durationOffMs === null ? [] : [durationOffMs]));
  const times = answered.flatMap(({ startOffMs, answerOffMs, endOffMs }) =>
    [startOffMs, answerOffMs, endOffMs].filter((off) => off !== null),
  );
  const most = (offs: readonly number[]) => Math.max(...offs.map(Math.abs)) / 1_000;
  const why = run.records === null ? "no-records" : "no-answered-call";
  return [
    measured("records-complete", "percent", matches.length, () => percent(kept.length, matches.length), why),
    measured("records-duration", "seconds", durations.length, () => most(durations), why),
    measured("records-times", "seconds", times.length, () => most(times), why),
  ];
}

function soundFigures(calls: readonly CallFigures[], proof: RunFigures["proof"]): readonly Figure[] {
  const answered = calls.filter(({ isAnswered }) => isAnswered);
  const streams = answered.flatMap(({ toCalled, toCaller }) => [toCalled, toCaller]).filter((one) => one !== null);
  const total = (of: (one: StreamFigures) => number) => streams.reduce((sum, one) => sum + of(one), 0);
  const judged = answered.reduce((sum, { judgedSeconds }) => sum + judgedSeconds, 0);
  const good = answered.reduce((sum, { goodSeconds }) => sum + goodSeconds, 0);
  const heard = streams.filter(({ received }) => received > 0);
  const scores = heard.flatMap(({ mos }) => (mos === null ? [] : [mos]));
  const delays = calls.flatMap(({ setUpMs }) => (setUpMs === null ? [] : [setUpMs / 1_000]));
  const expected = total(({ received, lost }) => received + lost);
  const why = proof === "none" && answered.length > 0 ? "no-tones-back" : "no-answered-call";
  const knows = proof === "none" ? 0 : judged;
  return [
    measured("two-way-sound", "percent", knows, () => percent(good, judged), why),
    measured(
      "crossed-calls",
      "calls",
      proof === "none" ? 0 : answered.length,
      () => answered.filter(({ isCrossed }) => isCrossed).length,
      why,
    ),
    measured("set-up-delay", "seconds", delays.length, () => quantile(delays, 0.95) ?? 0, "no-answered-call"),
    measured(
      "packet-loss",
      "percent",
      expected,
      () =>
        percent(
          total(({ lost }) => lost),
          expected,
        ),
      "no-answered-call",
    ),
    measured(
      "jitter",
      "milliseconds",
      heard.length,
      () => mean(heard.map(({ jitterMs }) => jitterMs)),
      "no-answered-call",
    ),
    measured("mos", "mos", scores.length, () => mean(scores), "no-answered-call"),
  ];
}

function measured(key: FigureKey, unit: Figure["unit"], samples: number, value: () => number, why: Unmeasured): Figure {
  return samples === 0 ? { key, value: null, unit, samples, why } : figure(key, unit, samples, value());
}

function figure(key: FigureKey, unit: Figure["unit"], samples: number, value: number): Figure {
  return { key, value: rounded(value), unit, samples, why: null };
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Three decimals: finer values are below the resolution of the clocks. */
function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
