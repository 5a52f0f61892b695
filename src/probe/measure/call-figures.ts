import { calledPair, callerPair } from "../scenarios/index.ts";
import { matchAnswers } from "./match-answers.ts";
import type { RawAnswer, RawCall, RawRun } from "./raw.ts";
import { type StreamFigures, streamFigures } from "./stream-figures.ts";

/** One call in figures. */
export interface CallFigures {
  readonly nth: number;
  readonly callerNumber: string;
  readonly isAnswered: boolean;
  /** Why not, or why it ended otherwise than by the probe. */
  readonly reason: string | null;
  /** From the INVITE to the first answer above 100, and to the call being answered. */
  readonly setUpMs: number | null;
  readonly answerMs: number | null;
  readonly talkMs: number | null;
  /** How the answering phone's leg was found: by the number it was shown, by what it heard, or not at all. */
  readonly matchedBy: "number" | "sound" | null;
  /** Null where nobody of the probe listens in that direction, or the call was not answered. */
  readonly toCalled: StreamFigures | null;
  readonly toCaller: StreamFigures | null;
  /** Seconds in which sound is judged, and those in which every judged direction carried its own tones. */
  readonly judgedSeconds: number;
  readonly goodSeconds: number;
  readonly isCrossed: boolean;
  /** Answered, its own tones both ways to the end, nobody else's. */
  readonly isUsable: boolean;
}

/** Frames of a second that have to carry the tones: half, so that loss is judged as loss and not as silence. */
const FRAMES_MIN = 25;
/** Frames of somebody else's tones in a second from which on a call is crossed: disturbed frames are single. */
const FOREIGN_MIN = 5;

/** The calls of a run in figures. */
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
  // Without a phone of its own the probe hears itself again, or nothing that it knows.
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

/** The most calls of some that were there at the same instant. */
export function mostAtOnce(calls: readonly Pick<RawCall, "answeredMs" | "endedMs">[]): number {
  const changes = calls.flatMap(({ answeredMs, endedMs }) =>
    answeredMs === null || endedMs === null ? [] : [[answeredMs, 1] as const, [endedMs, -1] as const],
  );
  // At the same instant an end goes before a begin: such two were never there together.
  const sorted = changes.toSorted(([left, up], [right, down]) => left - right || up - down);
  let [now, most] = [0, 0];
  for (const [, change] of sorted) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
}
