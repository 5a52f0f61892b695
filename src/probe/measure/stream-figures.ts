import { lossPercent, meanOpinionScore, ratingOf } from "../../protocols/audio/index.ts";
import { lostOf, type Receiver, received, receivedOf } from "../../protocols/rtp/index.ts";
import { FRAME_PAIR, FRAME_SILENCE, type RawStream } from "./raw.ts";

/** Content of one second of one direction. */
export interface ToneSecond {
  /** Frames with the expected pair, with the pair of another call, with other sound, and silent ones. */
  readonly own: number;
  readonly foreign: number;
  readonly other: number;
  readonly silent: number;
}

/** Metrics of one direction of one call. */
export interface StreamFigures {
  readonly received: number;
  readonly lost: number;
  readonly lossPercent: number | null;
  /** RFC 3550 §6.4.1, mean and largest of the running estimate. */
  readonly jitterMs: number;
  readonly jitterMaxMs: number;
  /** ITU-T G.107; null without packets. */
  readonly mos: number | null;
  readonly seconds: readonly ToneSecond[];
}

const SAMPLES_A_MS = 8;
const PACKET_MS = 20;
/** A stream whose clock differs from its arrival by more than this is another stream, or was remapped. */
const CLOCK_OFF_MS_MAX = 500;
/** Assumed delay of a receiver's jitter buffer, as a multiple of the jitter. */
const HOLD_BACK = 2;

/** The metrics of a stream between two instants (milliseconds of the run), with one expected tone pair. */
export function streamFigures(
  stream: RawStream,
  asked: { readonly fromMs: number; readonly toMs: number; readonly pair: number | null },
): StreamFigures {
  const walked = walkStream(stream);
  const loss = walked.receiver === null ? null : lossPercent(walked.counts);
  return {
    ...walked.counts,
    lossPercent: loss,
    jitterMs: walked.jitterMs,
    jitterMaxMs: walked.jitterMaxMs,
    mos: loss === null ? null : scoreOf({ lossShare: loss / 100, jitterMs: walked.jitterMs, stream }),
    seconds: groupToneSeconds(stream, asked),
  };
}

interface Walked {
  readonly receiver: Receiver | null;
  readonly counts: { readonly received: number; readonly lost: number };
  readonly jitterMs: number;
  readonly jitterMaxMs: number;
}

function walkStream(stream: RawStream): Walked {
  let receiver: Receiver | null = null;
  let [sum, max] = [0, 0];
  for (let at = 0; at < stream.sequence.length; at += 1) {
    receiver = received(receiver, packetAt(stream, at), (stream.arrivalUs[at] ?? 0) / 1_000);
    const jitterMs = receiver.jitter / SAMPLES_A_MS;
    sum += jitterMs;
    max = Math.max(max, jitterMs);
  }
  const counts =
    receiver === null ? { received: 0, lost: 0 } : { received: receivedOf(receiver), lost: lostOf(receiver) };
  return { receiver, counts, jitterMs: sum / Math.max(1, stream.sequence.length), jitterMaxMs: max };
}

function packetAt(stream: RawStream, at: number) {
  return {
    payloadType: 8,
    marker: false,
    payload: NOTHING,
    sequence: stream.sequence[at] ?? 0,
    timestamp: stream.timestamp[at] ?? 0,
    ssrc: stream.source[at] ?? 0,
  };
}

const NOTHING = new Uint8Array(0);

/** The network delay is not measured: the MOS assumes none. */
function scoreOf(known: { readonly lossShare: number; readonly jitterMs: number; readonly stream: RawStream }): number {
  const { lossShare, jitterMs, stream } = known;
  const delayMs = PACKET_MS + HOLD_BACK * jitterMs;
  return meanOpinionScore(ratingOf({ lossShare, delayMs, burstRatio: burstRatioOf(stream, lossShare) }));
}

/** ITU-T G.107 §3.5: the mean length of a loss burst relative to random loss. */
function burstRatioOf({ sequence }: RawStream, lossShare: number): number {
  if (lossShare <= 0 || lossShare >= 1) return 1;
  const gaps = sequence.slice(1).map((one, at) => ((one - (sequence[at] ?? 0)) & 0xffff) - 1);
  const bursts = gaps.filter((gap) => gap > 0 && gap < 1_000);
  if (bursts.length === 0) return 1;
  const mean = bursts.reduce((sum, gap) => sum + gap, 0) / bursts.length;
  return Math.max(1, mean * (1 - lossShare));
}

/** Groups frames by the second of their sending time: a late packet counts at its own position. */
function groupToneSeconds(
  stream: RawStream,
  { fromMs, toMs, pair }: { readonly fromMs: number; readonly toMs: number; readonly pair: number | null },
): readonly ToneSecond[] {
  const count = Math.max(0, Math.floor((toMs - fromMs) / 1_000));
  const seconds = Array.from({ length: count }, () => ({ own: 0, foreign: 0, other: 0, silent: 0 }));
  const places = framePlaces(stream);
  for (const [at, heard] of stream.heard.entries()) {
    const second = seconds[Math.floor(((places[at] ?? 0) - fromMs) / 1_000)];
    if (second !== undefined) second[kindOf(heard, pair)] += 1;
  }
  return seconds;
}

function kindOf(heard: number, pair: number | null): keyof ToneSecond {
  if (heard === FRAME_SILENCE) return "silent";
  if (heard < FRAME_PAIR) return "other";
  return heard - FRAME_PAIR === pair ? "own" : "foreign";
}

function framePlaces({ timestamp, arrivalUs }: RawStream): readonly number[] {
  let [zeroMs, zeroTimestamp] = [(arrivalUs[0] ?? 0) / 1_000, timestamp[0] ?? 0];
  return timestamp.map((one, at) => {
    const arrivedMs = (arrivalUs[at] ?? 0) / 1_000;
    const placeMs = zeroMs + ((one - zeroTimestamp) | 0) / SAMPLES_A_MS;
    if (Math.abs(arrivedMs - placeMs) <= CLOCK_OFF_MS_MAX) return placeMs;
    [zeroMs, zeroTimestamp] = [arrivedMs, one];
    return arrivedMs;
  });
}

/** Difference of each packet's spacing from the previous one, in milliseconds: |D| of RFC 3550 §6.4.1. */
export function spacingErrorsMs({ timestamp, arrivalUs }: RawStream): readonly number[] {
  return timestamp.slice(1).map((one, at) => {
    const sentMs = ((one - (timestamp[at] ?? 0)) | 0) / SAMPLES_A_MS;
    return Math.abs(((arrivalUs[at + 1] ?? 0) - (arrivalUs[at] ?? 0)) / 1_000 - sentMs);
  });
}

/** The value below which a share of the values lies; null for an empty list. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}

/** The tone pair of most frames of a stream; null without one. */
export function findDominantPair({ heard }: RawStream): number | null {
  const counts = new Map<number, number>();
  for (const one of heard) if (one >= FRAME_PAIR) counts.set(one - FRAME_PAIR, (counts.get(one - FRAME_PAIR) ?? 0) + 1);
  const [most] = [...counts].toSorted(([, left], [, right]) => right - left);
  return most?.[0] ?? null;
}
