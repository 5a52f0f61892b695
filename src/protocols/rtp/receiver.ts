import { type RtpPacket, since16, since32 } from "./packet.ts";

/** Statistics of the incoming stream of a leg (RFC 3550 §6.4.1). */
export interface Receiver {
  readonly ssrc: number;
  /** Highest sequence number, extended by the number of cycles (RFC 3550 appendix A.1). */
  readonly highest: number;
  readonly base: number;
  readonly received: number;
  /** Received and expected packets at the last report, for the share lost since. */
  readonly receivedPrior: number;
  readonly expectedPrior: number;
  /** Interarrival jitter in samples (RFC 3550 appendix A.8). */
  readonly jitter: number;
  readonly transit: number;
  readonly lastArrivalMs: number;
  /** Statistics of earlier streams of this leg with other SSRCs. */
  readonly before: { readonly received: number; readonly lost: number };
}

/** Samples per millisecond at 8,000 a second. */
const SAMPLES_A_MS = 8;
/** A jump further than this is a new stream, not loss (RFC 3550 appendix A.1, MAX_DROPOUT). */
const DROPOUT_MAX = 3_000;

/** The statistics after one more packet; `null` before the first. The arrival time is any monotonic clock in milliseconds. */
export function received(receiver: Receiver | null, packet: RtpPacket, arrivalMs: number): Receiver {
  const transit = arrivalMs * SAMPLES_A_MS - packet.timestamp;
  if (receiver === null) return firstOf(packet, { transit, arrivalMs, before: { received: 0, lost: 0 } });
  const ahead = since16(packet.sequence, receiver.highest & 0xffff);
  // RFC 3550 §8.2 and appendix A.1: another SSRC or a jump is a source that restarts.
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

/** Missing packets over all streams of the leg; duplicates do not offset losses. */
export function lostOf(receiver: Receiver): number {
  const { before, highest, base } = receiver;
  return before.lost + Math.max(0, highest - base + 1 - receiver.received);
}

/** Received packets over all streams of the leg. */
export function receivedOf(receiver: Receiver): number {
  return receiver.before.received + receiver.received;
}

/** The share lost since the last report in 256ths, and the state for the next report (RFC 3550 appendix A.3). */
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

/** RFC 3550 appendix A.8: |D|, on timestamps that wrap at 32 bits. */
function distance(transit: number, before: number): number {
  const whole = Math.trunc(transit);
  return Math.abs(since32(whole, Math.trunc(before)) + (transit - whole));
}
