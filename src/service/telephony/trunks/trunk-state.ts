/** Whether a line answers. */
export interface TrunkState {
  readonly state: "up" | "down";
  /** Since when it is so; milliseconds since 1970. */
  readonly sinceMs: number;
  readonly checkedAtMs: number;
  /** The status of its last answer; null for none. */
  readonly status: number | null;
  readonly roundTripMs: number | null;
  /** Questions without an answer, one after the other. */
  readonly missed: number;
  /** Whether it was not asked, because its host is where no trunk may be called. */
  readonly isForbidden: boolean;
}

/** What came of asking a line: the status of its answer, whatever it says; null when none came. */
export interface ProbeResult {
  readonly status: number | null;
  readonly roundTripMs: number | null;
  readonly isForbidden?: true;
}

/** A line that is silent so often, one question after the other, is down. */
const MISSED_MAX = 2;

/**
 * The state of a line after a question. Any answer proves that somebody is there, also a refusal: gateways that know no
 * OPTIONS say 405. A line that was up keeps its state for one missed question, since a datagram may be lost.
 */
export function afterProbe(before: TrunkState | null, result: ProbeResult, nowMs: number): TrunkState {
  const { status, roundTripMs, isForbidden = false } = result;
  const missed = status === null ? (before?.missed ?? 0) + 1 : 0;
  const isDown = isForbidden || missed >= MISSED_MAX || (before?.state ?? "down") === "down";
  const state = status !== null ? "up" : isDown ? "down" : "up";
  const sinceMs = before?.state === state ? before.sinceMs : nowMs;
  return { state, sinceMs, checkedAtMs: nowMs, status, roundTripMs, missed, isForbidden };
}
