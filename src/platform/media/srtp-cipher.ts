import { hash } from "node:crypto";
import {
  deriveKeys,
  protectRtcp,
  protectRtp,
  type SrtpKeys,
  type SrtpPrimitives,
  type SrtpState,
  unprotectRtcp,
  unprotectRtp,
} from "../../protocols/rtp/index.ts";
import type { LegCrypto } from "./commands.ts";
import { changeOnce, KeyStream } from "./key-stream.ts";

const SHA1_BLOCK_BYTES = 64;
const SHA1_BYTES = 20;
/** Longest packet that is authenticated in the preallocated buffer, together with the appended roll-over counter. */
const TAGGED_BYTES_MAX = 2_048;
const WORD_BYTES = 4;

/** Inner and outer block of HMAC (RFC 2104 §2) for one key, with room for the hashed data. */
interface Pads {
  readonly inner: Buffer;
  readonly outer: Buffer;
}
const PADS = new WeakMap<Uint8Array, Pads>();

const by: SrtpPrimitives = { ctr: changeOnce, hmac };

/**
 * HMAC-SHA1 (RFC 2104 §2) by two one-shot hashes, in preallocated buffers and with text results, so that
 * nothing is allocated outside the heap. SRTP keys are shorter than a block. The result is valid until the next call.
 */
function hmac(key: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  const pads = PADS.get(key) ?? { inner: padOf(key, 0x36, TAGGED_BYTES_MAX), outer: padOf(key, 0x5c, SHA1_BYTES) };
  PADS.set(key, pads);
  let end = SHA1_BLOCK_BYTES;
  for (const part of parts) {
    pads.inner.set(part, end);
    end += part.length;
  }
  pads.outer.write(hash("sha1", pads.inner.subarray(0, end), "binary"), SHA1_BLOCK_BYTES, "latin1");
  TAG.write(hash("sha1", pads.outer, "binary"), 0, "latin1");
  return TAG;
}

const TAG = Buffer.alloc(SHA1_BYTES);

function padOf(key: Uint8Array, fill: number, room: number): Buffer {
  const pad = Buffer.alloc(SHA1_BLOCK_BYTES + room);
  for (let at = 0; at < SHA1_BLOCK_BYTES; at += 1) pad[at] = (key[at] ?? 0) ^ fill;
  return pad;
}

interface DirectionKeys {
  readonly rtp: SrtpKeys;
  /** The primitives of the RTP stream. */
  readonly by: SrtpPrimitives;
  readonly rtcp: SrtpKeys;
}

/** Both directions of a leg with SDES keys (RFC 4568); until the far end's key is known no packet is accepted. */
export class LegCipher {
  readonly #send: DirectionKeys;
  readonly #receive: DirectionKeys | null;
  #sending: SrtpState | null = null;
  #receiving: SrtpState | null = null;
  #sentReports = 0;
  #takenReport = -1;

  private constructor(send: DirectionKeys, receive: DirectionKeys | null) {
    this.#send = send;
    this.#receive = receive;
  }

  /** Null when a key is not 30 bytes long. */
  static of(keys: { readonly send: LegCrypto; readonly receive: LegCrypto | null }): LegCipher | null {
    const send = directionKeys(keys.send);
    const receive = keys.receive === null ? null : directionKeys(keys.receive);
    if (send === null || (keys.receive !== null && receive === null)) return null;
    return new LegCipher(send, receive);
  }

  /** Protects an RTP packet. */
  protect(packet: Uint8Array): Uint8Array {
    const step = protectRtp(this.#sending, packet, { keys: this.#send.rtp, by: this.#send.by });
    this.#sending = step.state;
    return step.bytes;
  }

  /** Unprotects an RTP packet; null when authentication fails. */
  unprotect(bytes: Uint8Array): Uint8Array | null {
    if (this.#receive === null || bytes.length > TAGGED_BYTES_MAX - WORD_BYTES) return null;
    const step = unprotectRtp(this.#receiving, bytes, { keys: this.#receive.rtp, by: this.#receive.by });
    if (step === null) return null;
    this.#receiving = step.state;
    return step.packet;
  }

  /** Protects an RTCP packet. */
  protectReport(packet: Uint8Array): Uint8Array {
    this.#sentReports += 1;
    return protectRtcp(packet, { keys: this.#send.rtcp, by, index: this.#sentReports });
  }

  /** Unprotects an RTCP packet; null when authentication fails. */
  unprotectReport(bytes: Uint8Array): Uint8Array | null {
    if (this.#receive === null || bytes.length > TAGGED_BYTES_MAX - WORD_BYTES) return null;
    const step = unprotectRtcp(bytes, { keys: this.#receive.rtcp, by, after: this.#takenReport });
    if (step === null) return null;
    this.#takenReport = step.index;
    return step.packet;
  }
}

function directionKeys({ suite, keyBase64 }: LegCrypto): DirectionKeys | null {
  const master = Buffer.from(keyBase64, "base64");
  const tagBytes = suite === "AES_CM_128_HMAC_SHA1_80" ? 10 : 4;
  const rtp = deriveKeys(master, { for: "rtp", tagBytes, by });
  const rtcp = deriveKeys(master, { for: "rtcp", tagBytes, by });
  if (rtp === null || rtcp === null) return null;
  const stream = new KeyStream(rtp);
  return { rtp, rtcp, by: { ctr: (_key, iv, data) => stream.change(iv, data), hmac } };
}
