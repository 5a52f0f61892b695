/** Call quality, computed from the browser's packet statistics. */

/** Cumulative statistics of a call at an instant. */
export interface LineCount {
  readonly received: number;
  readonly lost: number;
  /** Jitter in seconds, as the browser reports it. */
  readonly jitterS: number;
  readonly roundTripS: number | null;
}

/** The quality of a call. */
export interface LineQuality {
  readonly is: "good" | "fair" | "poor" | "silent";
  readonly lossPercent: number;
  readonly jitterMs: number;
  readonly roundTripMs: number | null;
}

/**
 * Bounds for good and fair quality; above the second the quality is poor. Loss follows the tolerance of G.711 (ITU-T
 * G.113), round-trip delay is twice the one-way delay of ITU-T G.114, and jitter is the size of a usual jitter
 * buffer.
 */
const BOUNDS = { lossPercent: [1, 4], jitterMs: [30, 60], roundTripMs: [300, 800] } as const;

const MS = 1_000;

/** The quality between two readings. */
export function qualityBetween(before: LineCount, now: LineCount): LineQuality {
  const received = Math.max(0, now.received - before.received);
  const lost = Math.max(0, now.lost - before.lost);
  const lossPercent = received + lost === 0 ? 0 : (100 * lost) / (received + lost);
  const jitterMs = now.jitterS * MS;
  const roundTripMs = now.roundTripS === null ? null : now.roundTripS * MS;
  const grades = [
    gradeOf(lossPercent, BOUNDS.lossPercent),
    gradeOf(jitterMs, BOUNDS.jitterMs),
    gradeOf(roundTripMs ?? 0, BOUNDS.roundTripMs),
  ];
  const worst = Math.max(...grades);
  const is = received === 0 ? "silent" : worst === 2 ? "poor" : worst === 1 ? "fair" : "good";
  return { is, lossPercent, jitterMs, roundTripMs };
}

function gradeOf(value: number, [fair, poor]: readonly [number, number]): number {
  return value > poor ? 2 : value > fair ? 1 : 0;
}

/** Silence from the far end during a call: with an established media connection, or without one. */
export type Silence = "one-way" | "no-connection";

/** After this time from the answer, missing audio counts as silence. */
const SILENT_MS = 6_000;

/** The kind of silence in a call; null while audio has arrived or may still arrive. */
export function silenceOf(measured: {
  readonly received: number;
  readonly isConnected: boolean;
  readonly talkedMs: number;
}): Silence | null {
  const { received, isConnected, talkedMs } = measured;
  if (received > 0 || talkedMs <= SILENT_MS) return null;
  return isConnected ? "one-way" : "no-connection";
}

/** Extracts the inbound statistics from a WebRTC report (W3C webrtc-stats); null while no packet has arrived. */
export function lineCountOf(report: Iterable<Readonly<Record<string, unknown>>>): LineCount | null {
  const all = [...report].filter(({ kind }) => kind === "audio");
  const inbound = all.find(({ type }) => type === "inbound-rtp");
  if (inbound === undefined) return null;
  const remote = all.find(({ type }) => type === "remote-inbound-rtp");
  return {
    received: numberOf(inbound["packetsReceived"]) ?? 0,
    lost: numberOf(inbound["packetsLost"]) ?? 0,
    jitterS: numberOf(inbound["jitter"]) ?? 0,
    roundTripS: numberOf(remote?.["roundTripTime"]),
  };
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
