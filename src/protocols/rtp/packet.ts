import { packetRoom } from "./packet-room.ts";

/** One RTP packet (RFC 3550 §5.1) without its list of contributing sources and its header extension. */
export interface RtpPacket {
  readonly payloadType: number;
  readonly marker: boolean;
  /** 16 bits. */
  readonly sequence: number;
  /** 32 bits, in units of the sampling clock. */
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
}

/** Bytes of the fixed header. */
const RTP_HEADER_BYTES = 12;
/** Longest accepted datagram: an Ethernet frame. */
const DATAGRAM_BYTES_MAX = 1_500;

const VERSION = 2;

/** Reads a datagram as RTP; null when it is another protocol, truncated, or has invalid lengths. */
export function readRtp(bytes: Uint8Array): RtpPacket | null {
  const first = bytes[0] ?? 0;
  // RFC 3550 §5.1: version 2; anything else is not RTP (STUN and DTLS start with other bits, RFC 7983 §7).
  if (bytes.length < RTP_HEADER_BYTES || bytes.length > DATAGRAM_BYTES_MAX || first >> 6 !== VERSION) return null;
  const start = payloadStart(bytes, first);
  // RFC 3550 §5.1: with the padding bit set, the last byte is the number of padding bytes, itself included.
  const padding = (first & 0x20) === 0 ? 0 : (bytes[bytes.length - 1] ?? 0);
  if ((first & 0x20) !== 0 && padding === 0) return null;
  if (start === null || start + padding > bytes.length) return null;
  const second = bytes[1] ?? 0;
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: word16(bytes, 2),
    timestamp: word32(bytes, 4),
    ssrc: word32(bytes, 8),
    payload: bytes.subarray(start, bytes.length - padding),
  };
}

/** The bytes of a packet: version 2, no padding, no extension, no contributing sources. */
export function buildRtp(packet: RtpPacket): Uint8Array {
  const bytes = packetRoom(RTP_HEADER_BYTES + packet.payload.length);
  bytes[0] = VERSION << 6;
  bytes[1] = (packet.marker ? 0x80 : 0) | packet.payloadType;
  bytes[2] = packet.sequence >> 8;
  bytes[3] = packet.sequence;
  put32(bytes, 4, packet.timestamp);
  put32(bytes, 8, packet.ssrc);
  bytes.set(packet.payload, RTP_HEADER_BYTES);
  return bytes;
}

/** RFC 5761 §4: on a shared port the second byte distinguishes RTCP (192 to 223) from RTP. */
export function isRtcp(bytes: Uint8Array): boolean {
  const type = bytes[1] ?? 0;
  return type >= 192 && type <= 223;
}

/** Distance from `earlier` to `later` on a 32-bit counter, between −2³¹ and 2³¹−1. */
export function since32(later: number, earlier: number): number {
  return (later - earlier) | 0;
}

/** Distance from `earlier` to `later` on a 16-bit counter, between −32768 and 32767. */
export function since16(later: number, earlier: number): number {
  return ((later - earlier) << 16) >> 16;
}

/** Reads 16 bits, most significant byte first. */
export function word16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** Reads 32 bits, most significant byte first, as a positive number. */
export function word32(bytes: Uint8Array, at: number): number {
  return ((word16(bytes, at) << 16) | word16(bytes, at + 2)) >>> 0;
}

/** Writes 32 bits, most significant byte first. */
export function put32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

/** RFC 3550 §5.1 (CC) and §5.3.1 (extension): both precede the payload. */
function payloadStart(bytes: Uint8Array, first: number): number | null {
  const start = RTP_HEADER_BYTES + (first & 0x0f) * 4;
  if ((first & 0x10) === 0) return start;
  if (start + 4 > bytes.length) return null;
  return start + 4 + word16(bytes, start + 2) * 4;
}
