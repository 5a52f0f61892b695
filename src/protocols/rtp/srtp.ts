import { isRtcp, put32, since16, word16, word32 } from "./packet.ts";
import { packetRoom } from "./packet-room.ts";

/** The two cryptographic primitives of SRTP; injected, because this module has no cryptography. */
export interface SrtpPrimitives {
  /** AES-128 in counter mode: encrypts or decrypts. The result is valid until the next call. */
  ctr(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array;
  /** HMAC-SHA1 over the concatenated parts, 20 bytes. The result is valid until the next call. */
  hmac(key: Uint8Array, parts: readonly Uint8Array[]): Uint8Array;
}

/** Keys of one stream (RFC 3711 §4.3) and the length of its tags. */
export interface SrtpKeys {
  readonly cipher: Uint8Array;
  readonly salt: Uint8Array;
  readonly auth: Uint8Array;
  readonly tagBytes: number;
}

/** Replay protection of a stream: the highest index, and a bitmap of the received ones of the 64 before it; null before the first packet. */
export interface SrtpState {
  readonly ssrc: number;
  readonly highest: number;
  /** Bit n = index `highest − n` was received. */
  readonly seen: bigint;
}

/** Bytes of a master key with its salt. */
const MASTER_BYTES = 30;
const KEY_BYTES = 16;
const SALT_BYTES = 14;
const AUTH_BYTES = 20;
/** RFC 3711 §3.3.2: at least 64 packets. */
const WINDOW = 64;
const WINDOW_BITS = (1n << BigInt(WINDOW)) - 1n;
/** Tags of SRTCP have 80 bits in both suites (RFC 4568 §6.2.2). */
const RTCP_TAG_BYTES = 10;
const RTCP_HEAD_BYTES = 8;
const RTP_HEAD_BYTES = 12;

/** Session keys of a 30-byte master key with salt: for RTP by labels 0–2, for RTCP by labels 3–5 (RFC 3711 §4.3.1 and §4.3.2). */
export function deriveKeys(
  master: Uint8Array,
  options: { readonly for: "rtp" | "rtcp"; readonly tagBytes: number; readonly by: SrtpPrimitives },
): SrtpKeys | null {
  if (master.length !== MASTER_BYTES) return null;
  const first = options.for === "rtp" ? 0 : 3;
  const derived = (label: number, bytes: number) => {
    const iv = new Uint8Array(KEY_BYTES);
    iv.set(master.subarray(KEY_BYTES));
    iv[7] = (iv[7] ?? 0) ^ label;
    return options.by.ctr(master.subarray(0, KEY_BYTES), iv, new Uint8Array(bytes));
  };
  return {
    cipher: derived(first, KEY_BYTES),
    auth: derived(first + 1, AUTH_BYTES),
    salt: derived(first + 2, SALT_BYTES),
    tagBytes: options.for === "rtp" ? options.tagBytes : RTCP_TAG_BYTES,
  };
}

/** Encrypts and authenticates an RTP packet without extension and contributing sources (RFC 3711 §3.1). */
export function protectRtp(
  state: SrtpState | null,
  packet: Uint8Array,
  how: { readonly keys: SrtpKeys; readonly by: SrtpPrimitives },
): { readonly state: SrtpState; readonly bytes: Uint8Array } {
  const { keys, by } = how;
  const ssrc = word32(packet, 8);
  const index = indexOf(state, { ssrc, sequence: word16(packet, 2) });
  const body = by.ctr(keys.cipher, ivOf(keys.salt, ssrc, index), packet.subarray(RTP_HEAD_BYTES));
  const bytes = packetRoom(packet.length + keys.tagBytes);
  bytes.set(packet.subarray(0, RTP_HEAD_BYTES));
  bytes.set(body, RTP_HEAD_BYTES);
  const tag = by.hmac(keys.auth, [bytes.subarray(0, packet.length), rollover(index)]);
  bytes.set(tag.subarray(0, keys.tagBytes), packet.length);
  return { state: seen(state, { ssrc, index }), bytes };
}

/** Authenticates and decrypts an RTP packet; null for a wrong tag, a replay, or a packet that is too short. */
export function unprotectRtp(
  state: SrtpState | null,
  bytes: Uint8Array,
  how: { readonly keys: SrtpKeys; readonly by: SrtpPrimitives },
): { readonly state: SrtpState; readonly packet: Uint8Array } | null {
  const { keys, by } = how;
  const end = bytes.length - keys.tagBytes;
  const head = headBytes(bytes);
  if (end < head) return null;
  const ssrc = word32(bytes, 8);
  const index = indexOf(state, { ssrc, sequence: word16(bytes, 2) });
  if (index < 0 || isReplayed(state, { ssrc, index })) return null;
  const tag = by.hmac(keys.auth, [bytes.subarray(0, end), rollover(index)]);
  if (!isSameTag(tag, bytes.subarray(end))) return null;
  const packet = packetRoom(end);
  packet.set(bytes.subarray(0, head));
  packet.set(by.ctr(keys.cipher, ivOf(keys.salt, ssrc, index), bytes.subarray(head, end)), head);
  return { state: seen(state, { ssrc, index }), packet };
}

/** Encrypts and authenticates an RTCP packet; the index counts the sent packets (RFC 3711 §3.4). */
export function protectRtcp(
  packet: Uint8Array,
  how: { readonly keys: SrtpKeys; readonly by: SrtpPrimitives; readonly index: number },
): Uint8Array {
  const { keys, by, index } = how;
  const bytes = new Uint8Array(packet.length + 4 + keys.tagBytes);
  bytes.set(packet.subarray(0, RTCP_HEAD_BYTES));
  const iv = ivOf(keys.salt, word32(packet, 4), index);
  bytes.set(by.ctr(keys.cipher, iv, packet.subarray(RTCP_HEAD_BYTES)), RTCP_HEAD_BYTES);
  put32(bytes, packet.length, (0x80000000 | index) >>> 0);
  bytes.set(by.hmac(keys.auth, [bytes.subarray(0, packet.length + 4)]).subarray(0, keys.tagBytes), packet.length + 4);
  return bytes;
}

/** Authenticates and decrypts an RTCP packet; `after` is the highest index received before. Null for a wrong tag or a replay. */
export function unprotectRtcp(
  bytes: Uint8Array,
  how: { readonly keys: SrtpKeys; readonly by: SrtpPrimitives; readonly after: number },
): { readonly index: number; readonly packet: Uint8Array } | null {
  const { keys, by, after } = how;
  const end = bytes.length - keys.tagBytes - 4;
  if (end < RTCP_HEAD_BYTES || !isRtcp(bytes)) return null;
  if (!isSameTag(by.hmac(keys.auth, [bytes.subarray(0, end + 4)]), bytes.subarray(end + 4))) return null;
  const word = word32(bytes, end);
  const index = word & 0x7fffffff;
  if (index <= after) return null;
  const packet = bytes.slice(0, end);
  // RFC 3711 §3.4: the first bit of the index word is set for an encrypted packet.
  if (word >>> 31 === 1) {
    const iv = ivOf(keys.salt, word32(bytes, 4), index);
    packet.set(by.ctr(keys.cipher, iv, packet.subarray(RTCP_HEAD_BYTES)), RTCP_HEAD_BYTES);
  }
  return { index, packet };
}

/** RFC 3711 §3.3.1 and appendix A: the index with this sequence number that is nearest to the highest one. */
function indexOf(state: SrtpState | null, packet: { readonly ssrc: number; readonly sequence: number }): number {
  if (state === null || state.ssrc !== packet.ssrc) return packet.sequence;
  return state.highest + since16(packet.sequence, state.highest & 0xffff);
}

function isReplayed(state: SrtpState | null, packet: { readonly ssrc: number; readonly index: number }): boolean {
  if (state === null || state.ssrc !== packet.ssrc || packet.index > state.highest) return false;
  const behind = state.highest - packet.index;
  return behind >= WINDOW || ((state.seen >> BigInt(behind)) & 1n) === 1n;
}

function seen(state: SrtpState | null, packet: { readonly ssrc: number; readonly index: number }): SrtpState {
  if (state === null || state.ssrc !== packet.ssrc) return { ssrc: packet.ssrc, highest: packet.index, seen: 1n };
  const ahead = packet.index - state.highest;
  if (ahead <= 0) return { ...state, seen: state.seen | (1n << BigInt(-ahead)) };
  const moved = ahead >= WINDOW ? 0n : (state.seen << BigInt(ahead)) & WINDOW_BITS;
  return { ssrc: packet.ssrc, highest: packet.index, seen: moved | 1n };
}

/** RFC 3711 §4.1.1: salt, SSRC and index, XORed at their offsets. */
function ivOf(salt: Uint8Array, ssrc: number, index: number): Uint8Array {
  const iv = new Uint8Array(KEY_BYTES);
  iv.set(salt);
  const mask = new Uint8Array(KEY_BYTES);
  put32(mask, 4, ssrc);
  put32(mask, 8, Math.floor(index / 0x10000));
  mask[12] = index >> 8;
  mask[13] = index;
  for (let at = 4; at < SALT_BYTES; at += 1) iv[at] = (iv[at] ?? 0) ^ (mask[at] ?? 0);
  return iv;
}

function rollover(index: number): Uint8Array {
  const bytes = new Uint8Array(4);
  put32(bytes, 0, Math.floor(index / 0x10000));
  return bytes;
}

/** RFC 3711 §3.1: header, contributing sources and extension are not encrypted. */
function headBytes(bytes: Uint8Array): number {
  const first = bytes[0] ?? 0;
  const head = RTP_HEAD_BYTES + (first & 0x0f) * 4;
  return (first & 0x10) === 0 ? head : head + 4 + word16(bytes, head + 2) * 4;
}

/** Compares in constant time. */
function isSameTag(whole: Uint8Array, tag: Uint8Array): boolean {
  let difference = 0;
  for (let at = 0; at < tag.length; at += 1) difference |= (whole[at] ?? 0) ^ (tag[at] ?? 0);
  return difference === 0;
}
