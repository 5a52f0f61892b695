/** How good a line is, as the browser counts its packets. */

/** What was counted of a call up to an instant. */
export interface LineCount {
  readonly received: number;
  readonly lost: number;
  /** Seconds, as the browser gives them. */
  readonly jitterS: number;
  readonly roundTripS: number | null;
}

/** How a line stands. */
export interface LineQuality {
  readonly is: "good" | "fair" | "poor" | "silent";
  readonly lossPercent: number;
  readonly jitterMs: number;
  readonly roundTripMs: number | null;
}

/**
 * Above the first a talk is still easy, above the second it is not: loss as G.711 bears it (ITU-T G.113), delay there and back
 * twice what ITU-T G.114 names for one way, jitter what a usual buffer takes up.
 */
const BOUNDS = { lossPercent: [1, 4], jitterMs: [30, 60], roundTripMs: [300, 800] } as const;

const MS = 1_000;

/** How a line was between two counts. */
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

/** A talk in which nothing has come from the caller: over a connection that stands, or over none at all. */
export type Silence = "one-way" | "no-connection";

/** So long after an answer something has come of a talk, or nothing will. */
const SILENT_MS = 6_000;

/** What is silent in a talk; null while something has come, or may still come. */
export function silenceOf(measured: {
  readonly received: number;
  readonly isConnected: boolean;
  readonly talkedMs: number;
}): Silence | null {
  const { received, isConnected, talkedMs } = measured;
  if (received > 0 || talkedMs <= SILENT_MS) return null;
  return isConnected ? "one-way" : "no-connection";
}

/** What the statistics of a connection count (W3C webrtc-stats); null while nothing has come. */
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
