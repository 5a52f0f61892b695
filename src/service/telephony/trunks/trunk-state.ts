/** Whether a trunk responds. */
export interface TrunkState {
  readonly state: "up" | "down";
  /** Since when the state applies; milliseconds since 1970. */
  readonly sinceMs: number;
  readonly checkedAtMs: number;
  /** The status of its last response; null for none. */
  readonly status: number | null;
  readonly roundTripMs: number | null;
  /** The number of consecutive probes without a response. */
  readonly missed: number;
  /** Whether it was not probed, because its host is forbidden for trunks. */
  readonly isForbidden: boolean;
}

/** The result of a probe: the status of any response; null without one. */
export interface ProbeResult {
  readonly status: number | null;
  readonly roundTripMs: number | null;
  readonly isForbidden?: true;
}

/** The number of consecutive probes without a response after which a trunk is down. */
const MISSED_MAX = 2;

/**
 * The state of a trunk after a probe. Any response counts, also a refusal: gateways without support for OPTIONS answer 405. A trunk that was up stays up for
 * one missed probe, since a datagram may be lost.
 */
export function afterProbe(before: TrunkState | null, result: ProbeResult, nowMs: number): TrunkState {
  const { status, roundTripMs, isForbidden = false } = result;
  const missed = status === null ? (before?.missed ?? 0) + 1 : 0;
  const isDown = isForbidden || missed >= MISSED_MAX || (before?.state ?? "down") === "down";
  const state = status !== null ? "up" : isDown ? "down" : "up";
  const sinceMs = before?.state === state ? before.sinceMs : nowMs;
  return { state, sinceMs, checkedAtMs: nowMs, status, roundTripMs, missed, isForbidden };
}
