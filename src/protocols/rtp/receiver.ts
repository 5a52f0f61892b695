import { type RtpPacket, since16, since32 } from "./packet.ts";

/** What is known of the stream that comes in on a leg: the figures of RFC 3550 §6.4.1. */
export interface Receiver {
  readonly ssrc: number;
  /** Highest sequence number, extended by the count of turns (RFC 3550 appendix A.1). */
  readonly highest: number;
  readonly base: number;
  readonly received: number;
  /** Received and expected when the last report was made, for the share lost since. */
  readonly receivedPrior: number;
  readonly expectedPrior: number;
  /** Interarrival jitter in samples (RFC 3550 appendix A.8). */
  readonly jitter: number;
  readonly transit: number;
  readonly lastArrivalMs: number;
  /** Figures of streams that were on this leg before the present SSRC. */
  readonly before: { readonly received: number; readonly lost: number };
}

/** Samples of 8,000 a second in a millisecond. */
const SAMPLES_A_MS = 8;
/** A jump further than this is a new stream, not loss (RFC 3550 appendix A.1, MAX_DROPOUT). */
const DROPOUT_MAX = 3_000;

/** The figures after one packet more; `null` before the first. Arrival by any clock in milliseconds that only goes forward. */
export function received(receiver: Receiver | null, packet: RtpPacket, arrivalMs: number): Receiver {
  const transit = arrivalMs * SAMPLES_A_MS - packet.timestamp;
  if (receiver === null) return firstOf(packet, { transit, arrivalMs, before: { received: 0, lost: 0 } });
  const ahead = since16(packet.sequence, receiver.highest & 0xffff);
  // RFC 3550 §8.2 and appendix A.1: another SSRC or a jump is a source that begins anew.
  if (packet.ssrc !== receiver.ssrc || Math.abs(ahead) > DROPOUT_MAX) {
    const before = { received: receiver.before.received + receiver.received, lost: lostOf(receiver) };
    return firstOf(packet, { transit, arrivalMs, before });
  }
  return {
    ...receiver,
    highest: Math.max(receiver.highest, receiver.highest + ahead),
    received: receiver.received + 1,
    jitter: receiver.jitter + (distance(transit, receiver.transit) - receiver.jitter) / 16,
    transit,
    lastArrivalMs: arrivalMs,
  };
}

/** Packets that should have come and did not, over all streams of the leg; duplicates do not make up for losses. */
export function lostOf(receiver: Receiver): number {
  const { before, highest, base } = receiver;
  return before.lost + Math.max(0, highest - base + 1 - receiver.received);
}

/** Packets that came, over all streams of the leg. */
export function receivedOf(receiver: Receiver): number {
  return receiver.before.received + receiver.received;
}

/** The share lost since the last report in 256ths, and the figures for the next one (RFC 3550 appendix A.3). */
export function lostSinceReport(receiver: Receiver): { readonly state: Receiver; readonly lost256: number } {
  const expected = receiver.highest - receiver.base + 1;
  const expectedNow = expected - receiver.expectedPrior;
  const lostNow = expectedNow - (receiver.received - receiver.receivedPrior);
  const lost256 = expectedNow <= 0 || lostNow <= 0 ? 0 : Math.min(255, Math.floor((lostNow * 256) / expectedNow));
  return { state: { ...receiver, receivedPrior: receiver.received, expectedPrior: expected }, lost256 };
}

function firstOf(
  packet: RtpPacket,
  at: Pick<Receiver, "transit" | "before"> & { readonly arrivalMs: number },
): Receiver {
  return {
    ssrc: packet.ssrc,
    highest: packet.sequence,
    base: packet.sequence,
    received: 1,
    receivedPrior: 0,
    expectedPrior: 0,
    jitter: 0,
    transit: at.transit,
    lastArrivalMs: at.arrivalMs,
    before: at.before,
  };
}

/** RFC 3550 appendix A.8: |D|, on timestamps that turn over at 32 bits. */
function distance(transit: number, before: number): number {
  const whole = Math.trunc(transit);
  return Math.abs(since32(whole, Math.trunc(before)) + (transit - whole));
}
