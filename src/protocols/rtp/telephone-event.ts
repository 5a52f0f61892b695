import { since32, word16 } from "./packet.ts";

/** One telephone event packet (RFC 4733 §2.3). */
export interface KeyReport {
  /** 0–9 digits, 10 *, 11 #, 12–15 A–D. */
  readonly event: number;
  readonly isEnd: boolean;
  readonly volume: number;
  /** Duration of the press in samples. */
  readonly duration: number;
}

/** State of the received telephone events. */
export interface KeyReceiver {
  /** Timestamp and event of the last received press; null before the first. */
  readonly last: {
    readonly timestamp: number;
    readonly event: number;
    readonly nextTimestamp: number;
    readonly isEnded: boolean;
  } | null;
}

/** Initial state: no press received. */
export const NO_PRESS: KeyReceiver = { last: null };

const KEYS = "0123456789*#ABCD";
/** A duration has 16 bits; a longer press continues as a new segment (RFC 4733 §2.5.1.3). */
const DURATION_MAX = 0xffff;
const FRAME = 160;
/** The last packet is sent three times, because it may be lost (RFC 4733 §2.5.1.4). */
const END_REPORTS = 3;
const VOLUME = 10;
/** Longest press that is sent: ten seconds. */
const PRESS_SAMPLES_MAX = 80_000;

/** Reads the payload of a telephone event; null when it is too short or not a DTMF key. */
export function readKeyReport(payload: Uint8Array): KeyReport | null {
  const event = payload[0] ?? 0;
  if (payload.length < 4 || event >= KEYS.length) return null;
  const second = payload[1] ?? 0;
  return { event, isEnd: (second & 0x80) !== 0, volume: second & 0x3f, duration: word16(payload, 2) };
}

/** The payload of a telephone event. */
export function buildKeyReport({ event, isEnd, volume, duration }: KeyReport): Uint8Array {
  return Uint8Array.of(event, (isEnd ? 0x80 : 0) | (volume & 0x3f), duration >> 8, duration & 0xff);
}

/**
 * Processes one packet; `key` is set once per press. All packets of a press share a timestamp (RFC 4733 §2.2.1), so
 * retransmitted ends and a lost start change nothing. A segment that continues at the end of the last one is the same press.
 */
export function hearPress(
  receiver: KeyReceiver,
  packet: { readonly timestamp: number; readonly payload: Uint8Array },
): { readonly state: KeyReceiver; readonly key: string | null } {
  const report = readKeyReport(packet.payload);
  if (report === null) return { state: receiver, key: null };
  const { last } = receiver;
  const nextTimestamp = (packet.timestamp + report.duration) >>> 0;
  const seen = { timestamp: packet.timestamp, event: report.event, nextTimestamp, isEnded: report.isEnd };
  if (last === null) return { state: { last: seen }, key: KEYS[report.event] ?? null };
  const ahead = since32(packet.timestamp, last.timestamp);
  // A reordered packet adds nothing.
  if (ahead < 0) return { state: receiver, key: null };
  if (ahead === 0) return { state: { last: { ...seen, isEnded: last.isEnded || report.isEnd } }, key: null };
  // RFC 4733 §2.5.1.3: a long press continues with a new timestamp exactly at the end of the last segment, which has no end bit.
  const goesOn = !last.isEnded && last.event === report.event && since32(packet.timestamp, last.nextTimestamp) === 0;
  return { state: { last: seen }, key: goesOn ? null : (KEYS[report.event] ?? null) };
}

/** One packet of a sent press: its offset in time from the start of the press, and its payload. */
export interface PressPacket {
  readonly atSamples: number;
  /** Timestamp offset from the start of the press; above 0 only for later segments of a long press. */
  readonly timestampOffset: number;
  readonly marker: boolean;
  readonly payload: Uint8Array;
}

/** All packets of one press, 20 ms apart (RFC 4733 §2.5.1); empty for an unknown key. */
export function pressPackets(key: string, samples: number): readonly PressPacket[] {
  const event = key.length === 1 ? KEYS.indexOf(key.toUpperCase()) : -1;
  if (event < 0) return [];
  const whole = Math.max(FRAME, Math.min(PRESS_SAMPLES_MAX, Math.ceil(samples / FRAME) * FRAME));
  const packets: PressPacket[] = [];
  for (let sounded = FRAME; sounded <= whole; sounded += FRAME) {
    const isEnd = sounded === whole;
    const timestampOffset = segmentStart(sounded);
    const payload = buildKeyReport({ event, isEnd, volume: VOLUME, duration: sounded - timestampOffset });
    // RFC 4733 §2.5.1.1: the marker is set on the first packet of a press.
    const first = { atSamples: sounded - FRAME, timestampOffset, marker: sounded === FRAME, payload };
    packets.push(first);
    for (let again = 1; isEnd && again < END_REPORTS; again += 1) {
      packets.push({ ...first, marker: false, atSamples: first.atSamples + again * FRAME });
    }
  }
  return packets;
}

const SEGMENT = Math.floor(DURATION_MAX / FRAME) * FRAME;

function segmentStart(sounded: number): number {
  return Math.floor((sounded - 1) / SEGMENT) * SEGMENT;
}
