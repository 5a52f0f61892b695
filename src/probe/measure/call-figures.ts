import { calledPair, callerPair } from "../scenarios/index.ts";
import { matchAnswers } from "./match-answers.ts";
import type { RawAnswer, RawCall, RawRun } from "./raw.ts";
import { type StreamFigures, streamFigures } from "./stream-figures.ts";

/** Metrics of one call. */
export interface CallFigures {
  readonly nth: number;
  readonly callerNumber: string;
  readonly isAnswered: boolean;
  /** Reason of the failure, or of an end that was not caused by the probe. */
  readonly reason: string | null;
  /** Time from the INVITE to the first response above 100, and to the answer. */
  readonly setUpMs: number | null;
  readonly answerMs: number | null;
  readonly talkMs: number | null;
  /** How the answering leg was matched: by the displayed number, by its received tones, or not at all. */
  readonly matchedBy: "number" | "sound" | null;
  /** Null when the probe does not receive in that direction, or the call was not answered. */
  readonly toCalled: StreamFigures | null;
  readonly toCaller: StreamFigures | null;
  /** Evaluated seconds, and those in which every evaluated direction carried its own tones. */
  readonly judgedSeconds: number;
  readonly goodSeconds: number;
  readonly isCrossed: boolean;
  /** Answered, with its own tones in both directions to the end, and no other call's. */
  readonly isUsable: boolean;
}

/** Frames of a second that must carry the tones: half, so that loss is not counted as silence. */
const FRAMES_MIN = 25;
/** Frames of another call's tones in a second from which a call counts as crossed: disturbed frames are isolated. */
const FOREIGN_MIN = 5;

/** Metrics of the calls of a run. */
export function callFigures(run: RawRun): readonly CallFigures[] {
  const matched = matchAnswers(run);
  return run.calls.map((call) => {
    const match = matched.get(call.nth) ?? null;
    return figuresOfCall(run, call, match);
  });
}

interface Match {
  readonly answer: RawAnswer;
  readonly by: "number" | "sound";
}

function figuresOfCall(run: RawRun, call: RawCall, match: Match | null): CallFigures {
  const { nth, callerNumber, reason, invitedMs, answeredMs } = call;
  const since = (atMs: number | null) => (atMs === null ? null : atMs - invitedMs);
  const endMs = call.endedMs ?? answeredMs;
  const isAnswered = answeredMs !== null;
  const sound = answeredMs === null || endMs === null ? NO_SOUND : soundOf(run, { call, answeredMs, endMs, match });
  return {
    nth,
    callerNumber,
    isAnswered,
    reason,
    setUpMs: since(call.ringingMs ?? answeredMs),
    answerMs: since(answeredMs),
    talkMs: answeredMs === null || endMs === null ? null : endMs - answeredMs,
    matchedBy: match?.by ?? null,
    ...sound,
    isUsable: isAnswered && call.endedBy === "probe" && !sound.isCrossed && sound.goodSeconds >= sound.judgedSeconds,
  };
}

const NO_SOUND = { toCalled: null, toCaller: null, judgedSeconds: 0, goodSeconds: 0, isCrossed: false } as const;

function soundOf(
  { scenario }: RawRun,
  known: { readonly call: RawCall; readonly answeredMs: number; readonly endMs: number; readonly match: Match | null },
) {
  const { call, answeredMs, endMs, match } = known;
  const span = { fromMs: answeredMs + scenario.settleMs, toMs: endMs };
  const own = callerPair(call.nth);
  // Without a phone of its own the probe receives its own tones, or no known ones.
  const back = scenario.answers ? (match === null ? null : calledPair(match.answer.nth)) : own;
  const toCaller = streamFigures(call.stream, { ...span, pair: back });
  const toCalled = match === null ? null : streamFigures(match.answer.stream, { ...span, pair: own });
  const directions = toCalled === null ? [toCaller] : [toCaller, toCalled];
  const judgedSeconds = toCaller.seconds.length;
  const isMissing = scenario.answers && toCalled === null;
  const goodSeconds = isMissing
    ? 0
    : toCaller.seconds.filter((_, at) => directions.every((one) => isGood(one, at))).length;
  const isCrossed = directions.some(({ seconds }) => seconds.some(({ foreign }) => foreign >= FOREIGN_MIN));
  return { toCalled, toCaller, judgedSeconds, goodSeconds, isCrossed };
}

function isGood({ seconds }: StreamFigures, at: number): boolean {
  return (seconds[at]?.own ?? 0) >= FRAMES_MIN;
}

/** The largest number of simultaneous calls. */
export function mostAtOnce(calls: readonly Pick<RawCall, "answeredMs" | "endedMs">[]): number {
  const changes = calls.flatMap(({ answeredMs, endedMs }) =>
    answeredMs === null || endedMs === null ? [] : [[answeredMs, 1] as const, [endedMs, -1] as const],
  );
  // At the same instant an end precedes a start: the two calls were never simultaneous.
  const sorted = changes.toSorted(([left, up], [right, down]) => left - right || up - down);
  let [now, most] = [0, 0];
  for (const [, change] of sorted) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
}
