import { type Cipheriv as Cipher, createCipheriv, hash } from "node:crypto";
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

const BLOCK_BYTES = 16;
const SHA1_BLOCK_BYTES = 64;

/** Ciphers by their key: making one costs more than encrypting a packet with it. */
const CIPHERS = new WeakMap<Uint8Array, Cipher>();
/** Inner and outer pads of HMAC by their key (RFC 2104 §2). */
const PADS = new WeakMap<Uint8Array, { readonly inner: Uint8Array; readonly outer: Uint8Array }>();

const by: SrtpPrimitives = { ctr, hmac };

/** Counter mode from plain AES, so that one cipher serves all packets: the key stream is the encrypted counters (RFC 3711 §4.1.1). */
function ctr(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const cipher = CIPHERS.get(key) ?? createCipheriv("aes-128-ecb", key, null).setAutoPadding(false);
  CIPHERS.set(key, cipher);
  const blocks = Math.ceil(data.length / BLOCK_BYTES);
  const counters = new Uint8Array(blocks * BLOCK_BYTES);
  for (let nth = 0; nth < blocks; nth += 1) {
    counters.set(iv, nth * BLOCK_BYTES);
    // The last two bytes of an IV are zero, and no packet has 65,536 blocks.
    counters[nth * BLOCK_BYTES + 14] = nth >> 8;
    counters[nth * BLOCK_BYTES + 15] = nth;
  }
  const stream = cipher.update(counters);
  const changed = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += 1) changed[at] = (data[at] ?? 0) ^ (stream[at] ?? 0);
  return changed;
}

/** HMAC-SHA1 (RFC 2104 §2) by two hashes in one go each. Keys of SRTP are shorter than a block. */
function hmac(key: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  const pads = PADS.get(key) ?? { inner: padOf(key, 0x36), outer: padOf(key, 0x5c) };
  PADS.set(key, pads);
  return hash(
    "sha1",
    Buffer.concat([pads.outer, hash("sha1", Buffer.concat([pads.inner, ...parts]), "buffer")]),
    "buffer",
  );
}

function padOf(key: Uint8Array, fill: number): Uint8Array {
  return Uint8Array.from({ length: SHA1_BLOCK_BYTES }, (_, at) => (key[at] ?? 0) ^ fill);
}

interface DirectionKeys {
  readonly rtp: SrtpKeys;
  readonly rtcp: SrtpKeys;
}

/** Both directions of a leg whose keys came by SDES (RFC 4568); until the other side's key is known nothing is taken. */
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

  /** An RTP packet as it goes on the wire. */
  protect(packet: Uint8Array): Uint8Array {
    const step = protectRtp(this.#sending, packet, { keys: this.#send.rtp, by });
    this.#sending = step.state;
    return step.bytes;
  }

  /** An RTP packet from the wire; null for what is not genuine. */
  unprotect(bytes: Uint8Array): Uint8Array | null {
    if (this.#receive === null) return null;
    const step = unprotectRtp(this.#receiving, bytes, { keys: this.#receive.rtp, by });
    if (step === null) return null;
    this.#receiving = step.state;
    return step.packet;
  }

  /** A report as it goes on the wire. */
  protectReport(packet: Uint8Array): Uint8Array {
    this.#sentReports += 1;
    return protectRtcp(packet, { keys: this.#send.rtcp, by, index: this.#sentReports });
  }

  /** A report from the wire; null for what is not genuine. */
  unprotectReport(bytes: Uint8Array): Uint8Array | null {
    if (this.#receive === null) return null;
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
  return rtp === null || rtcp === null ? null : { rtp, rtcp };
}
