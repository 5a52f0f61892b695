import type { Scenario } from "../scenarios/index.ts";

/** Content of a frame: silence, other audio, or the tone pair `FRAME_PAIR + number`. */
export const FRAME_SILENCE = 0;
/** A frame with audio that is not the probe's. */
export const FRAME_OTHER = 1;
/** The first number of a frame with a detected tone pair. */
export const FRAME_PAIR = 2;

/** Every packet received on one leg, in order of arrival; equal indices of the lists belong together. */
export interface RawStream {
  readonly sequence: readonly number[];
  readonly timestamp: readonly number[];
  /** Microseconds since the start of the run. */
  readonly arrivalUs: readonly number[];
  /** Index of the source: 0 for the first received SSRC, 1 for the next. */
  readonly source: readonly number[];
  readonly heard: readonly number[];
}

/** A call made by the probe. Times are milliseconds since the start of the run. */
export interface RawCall {
  readonly nth: number;
  readonly callerNumber: string;
  readonly sipCallId: string;
  readonly invitedMs: number;
  /** The first response above 100. */
  readonly ringingMs: number | null;
  readonly answeredMs: number | null;
  readonly endedMs: number | null;
  readonly endedBy: "probe" | "centre" | null;
  /** Why it was not answered, or ended without the probe: `sip-503`, `no-answer`, `timeout`, `no-sound`. */
  readonly reason: string | null;
  readonly stream: RawStream;
}

/** A call answered by the probe, as one of the centre's phones. */
export interface RawAnswer {
  /** Order of answering, which determines its tones. */
  readonly nth: number;
  /** The caller's number as displayed by the centre. */
  readonly callerShown: string;
  readonly answeredMs: number;
  readonly endedMs: number | null;
  readonly stream: RawStream;
}

/** One path through a menu: the level of each 20 ms, and the time of the key presses. */
export interface RawBranch {
  readonly keys: string;
  readonly toneHz: number | null;
  readonly status: "walked" | "not-answered" | "ended-early";
  /** Frame of the first key press. */
  readonly pressedAt: number;
  /** Level of each frame in decibels relative to full scale; -99 for silence. */
  readonly levels: readonly number[];
  /** Share of the tone in each frame, in percent; empty without an expected tone. */
  readonly toneShares: readonly number[];
}

/** A call record of the centre. */
export interface CentreRecord {
  readonly caller: string;
  readonly called: string;
  /** Milliseconds since 1970; null when the record lacks it. */
  readonly beganAtMs: number;
  readonly answeredAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly talkMs: number | null;
}

/** All data of a run: every metric is computed from this alone. */
export interface RawRun {
  readonly scenario: Scenario;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly calls: readonly RawCall[];
  readonly answers: readonly RawAnswer[];
  readonly menu: readonly RawBranch[];
  /** Null when no records were given. */
  readonly records: readonly CentreRecord[] | null;
  /** A stream that the probe sent to itself in parallel: the measurement floor. */
  readonly floor: RawStream;
}
