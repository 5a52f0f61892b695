import { since32, word16 } from "./packet.ts";

/** One report of a key (RFC 4733 §2.3). */
export interface KeyReport {
  /** 0–9 digits, 10 *, 11 #, 12–15 A–D. */
  readonly event: number;
  readonly isEnd: boolean;
  readonly volume: number;
  /** Samples since the press began. */
  readonly duration: number;
}

/** What is remembered of keys that came in. */
export interface KeyReceiver {
  /** Timestamp and event of the press heard last; null before the first. */
  readonly last: {
    readonly timestamp: number;
    readonly event: number;
    readonly nextTimestamp: number;
    readonly isEnded: boolean;
  } | null;
}

/** No key came in yet. */
export const NO_PRESS: KeyReceiver = { last: null };

const KEYS = "0123456789*#ABCD";
/** A duration is 16 bits; longer presses go on as a new segment (RFC 4733 §2.5.1.3). */
const DURATION_MAX = 0xffff;
const FRAME = 160;
/** The last report is sent three times, because it may be lost (RFC 4733 §2.5.1.4). */
const END_REPORTS = 3;
const VOLUME = 10;
/** Longest press that is sent: ten seconds. */
const PRESS_SAMPLES_MAX = 80_000;

/** Reads the payload of a telephone event; null for what is too short or no key. */
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
 * Takes one report; `key` is set once for each press. All reports of a press share a timestamp (RFC 4733 §2.2.1), so
 * repeated ends and a lost start change nothing. A segment that goes on where the last one stopped is the same press.
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
  // A report that was overtaken on the way tells nothing new.
  if (ahead < 0) return { state: receiver, key: null };
  if (ahead === 0) return { state: { last: { ...seen, isEnded: last.isEnded || report.isEnd } }, key: null };
  // RFC 4733 §2.5.1.3: a long press goes on with a new timestamp exactly where the last segment ended, without an end.
  const goesOn = !last.isEnded && last.event === report.event && since32(packet.timestamp, last.nextTimestamp) === 0;
  return { state: { last: seen }, key: goesOn ? null : (KEYS[report.event] ?? null) };
}

/** One packet of a press that is sent: how far after the press began it goes out, and what it says. */
export interface PressPacket {
  readonly atSamples: number;
  /** Timestamp after that of the press; above 0 only for later segments of a long press. */
  readonly timestampOffset: number;
  readonly marker: boolean;
  readonly payload: Uint8Array;
}

/** All packets of one press, 20 ms apart (RFC 4733 §2.5.1); none for what is no key. */
export function pressPackets(key: string, samples: number): readonly PressPacket[] {
  const event = key.length === 1 ? KEYS.indexOf(key.toUpperCase()) : -1;
  if (event < 0) return [];
  const whole = Math.max(FRAME, Math.min(PRESS_SAMPLES_MAX, Math.ceil(samples / FRAME) * FRAME));
  const packets: PressPacket[] = [];
  for (let sounded = FRAME; sounded <= whole; sounded += FRAME) {
    const isEnd = sounded === whole;
    const timestampOffset = segmentStart(sounded);
    const payload = buildKeyReport({ event, isEnd, volume: VOLUME, duration: sounded - timestampOffset });
    // RFC 4733 §2.5.1.1: the marker stands on the first packet of a press.
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
