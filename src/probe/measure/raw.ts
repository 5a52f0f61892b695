import type { Scenario } from "../scenarios/index.ts";

/** What a frame sounded like: nothing, something, or the pair of tones `FRAME_PAIR + number`. */
export const FRAME_SILENCE = 0;
/** A frame with sound that is none of the probe's. */
export const FRAME_OTHER = 1;
/** The first number of a frame in which a pair of tones was heard. */
export const FRAME_PAIR = 2;

/** Every packet that came in on one leg, in the order in which it came; equal places of the lists belong together. */
export interface RawStream {
  readonly sequence: readonly number[];
  readonly timestamp: readonly number[];
  /** Microseconds after the begin of the run. */
  readonly arrivalUs: readonly number[];
  /** Which source sent it: 0 for the first SSRC that was heard, 1 for the next. */
  readonly source: readonly number[];
  readonly heard: readonly number[];
}

/** A call that the probe made. Times are milliseconds after the begin of the run. */
export interface RawCall {
  readonly nth: number;
  readonly callerNumber: string;
  readonly sipCallId: string;
  readonly invitedMs: number;
  /** The first answer above 100. */
  readonly ringingMs: number | null;
  readonly answeredMs: number | null;
  readonly endedMs: number | null;
  readonly endedBy: "probe" | "centre" | null;
  /** Why it came to no answer, or ended otherwise than by the probe: `sip-503`, `no-answer`, `timeout`, `no-sound`. */
  readonly reason: string | null;
  readonly stream: RawStream;
}

/** A call that the probe answered, as one of the centre's phones. */
export interface RawAnswer {
  /** The order in which it was answered, which names the tones it plays. */
  readonly nth: number;
  /** The number that the centre showed as the caller's. */
  readonly callerShown: string;
  readonly answeredMs: number;
  readonly endedMs: number | null;
  readonly stream: RawStream;
}

/** One way through a menu: how loud each 20 ms were, and when the keys were pressed. */
export interface RawBranch {
  readonly keys: string;
  readonly toneHz: number | null;
  readonly status: "walked" | "not-answered" | "ended-early";
  /** Frame at which the first key was pressed. */
  readonly pressedAt: number;
  /** Level of each frame in decibels below the loudest possible; -99 for silence. */
  readonly levels: readonly number[];
  /** Share of the tone in each frame, in percent; empty where none is asked for. */
  readonly toneShares: readonly number[];
}

/** A record of the centre. */
export interface CentreRecord {
  readonly caller: string;
  readonly called: string;
  /** Milliseconds since 1970; null where the record does not say. */
  readonly beganAtMs: number;
  readonly answeredAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly talkMs: number | null;
}

/** All that a run left behind: every figure is computed from this and nothing else. */
export interface RawRun {
  readonly scenario: Scenario;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly calls: readonly RawCall[];
  readonly answers: readonly RawAnswer[];
  readonly menu: readonly RawBranch[];
  /** Null where no records were brought. */
  readonly records: readonly CentreRecord[] | null;
  /** A stream that the probe sent to itself meanwhile: what it measures where there is nothing to measure. */
  readonly floor: RawStream;
}
