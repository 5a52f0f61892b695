import { type Cipheriv as Cipher, createCipheriv } from "node:crypto";
import { assert } from "../../kernel/index.ts";

const BLOCK_BYTES = 16;
/** Blocks of 20 ms of G.711. */
const PACKET_BLOCKS = 10;
const PACKET_BYTES = PACKET_BLOCKS * BLOCK_BYTES;
/** Packets whose key stream is computed by one call of the cipher. */
const AHEAD = 16;
/** Offset of the packet's 48-bit index in an IV (RFC 3711 §4.1.1). */
const INDEX_AT = 8;
const INDEX_BYTES = 6;

/**
 * The key stream of SRTP in one direction: encrypted counters (RFC 3711 §4.1.1). Sixteen packets are computed by one call,
 * because their indices are known in advance: one call of the cipher per packet took most of the time (measured: 4 µs of
 * 6) and allocated so much memory outside the heap that garbage collections delayed the audio.
 */
export class KeyStream {
  readonly #salt: Uint8Array;
  readonly #cipher: Cipher;
  readonly #counters = new Uint8Array(AHEAD * PACKET_BYTES);
  /** IV of the first computed packet. */
  readonly #first = new Uint8Array(BLOCK_BYTES);
  #firstIndex = -1;
  readonly #result = new Uint8Array(PACKET_BYTES);
  #made: Uint8Array = new Uint8Array();

  constructor(keys: { readonly cipher: Uint8Array; readonly salt: Uint8Array }) {
    this.#salt = keys.salt;
    this.#cipher = createCipheriv("aes-128-ecb", keys.cipher, null).setAutoPadding(false);
  }

  /** XORs `data` with the key stream of the packet with this IV: encrypts and decrypts. The result is valid until the next call. */
  change(iv: Uint8Array, data: Uint8Array): Uint8Array {
    if (data.length > PACKET_BYTES) {
      const stream = this.#cipher.update(countersOf(iv, data.length));
      return changed(data, { stream, from: 0, into: new Uint8Array(data.length) });
    }
    const from = this.#offsetOf(iv);
    return changed(data, { stream: this.#made, from, into: this.#result.subarray(0, data.length) });
  }

  #offsetOf(iv: Uint8Array): number {
    const ahead = this.#indexIn(iv) - this.#firstIndex;
    if (this.#firstIndex >= 0 && ahead >= 0 && ahead < AHEAD && this.#isSameStream(iv)) return ahead * PACKET_BYTES;
    this.#make(iv);
    return 0;
  }

  #isSameStream(iv: Uint8Array): boolean {
    for (let at = 0; at < INDEX_AT; at += 1) if (iv[at] !== this.#first[at]) return false;
    return true;
  }

  #indexIn(iv: Uint8Array): number {
    let index = 0;
    for (let at = INDEX_AT; at < INDEX_AT + INDEX_BYTES; at += 1) {
      index = index * 256 + ((iv[at] ?? 0) ^ (this.#salt[at] ?? 0));
    }
    return index;
  }

  #make(iv: Uint8Array): void {
    this.#first.set(iv);
    this.#firstIndex = this.#indexIn(iv);
    const counters = this.#counters;
    for (let packet = 0; packet < AHEAD; packet += 1) {
      const from = packet * PACKET_BYTES;
      counters.set(iv, from);
      let rest = this.#firstIndex + packet;
      for (let at = INDEX_AT + INDEX_BYTES - 1; at >= INDEX_AT; at -= 1) {
        counters[from + at] = (rest % 256) ^ (this.#salt[at] ?? 0);
        rest = Math.floor(rest / 256);
      }
      for (let block = 1; block < PACKET_BLOCKS; block += 1) {
        counters.copyWithin(from + block * BLOCK_BYTES, from, from + BLOCK_BYTES);
        counters[from + block * BLOCK_BYTES + BLOCK_BYTES - 1] = block;
      }
    }
    this.#made = this.#cipher.update(counters);
  }
}

/** The counters of `bytes` bytes from an IV; the last two bytes of an IV are zero, and no packet has 65,536 blocks. */
function countersOf(iv: Uint8Array, bytes: number): Uint8Array {
  const blocks = Math.ceil(bytes / BLOCK_BYTES);
  const counters = new Uint8Array(blocks * BLOCK_BYTES);
  for (let nth = 0; nth < blocks; nth += 1) {
    counters.set(iv, nth * BLOCK_BYTES);
    counters[nth * BLOCK_BYTES + 14] = nth >> 8;
    counters[nth * BLOCK_BYTES + 15] = nth;
  }
  return counters;
}

function changed(
  data: Uint8Array,
  by: { readonly stream: Uint8Array; readonly from: number; readonly into: Uint8Array },
): Uint8Array {
  const { stream, from, into } = by;
  // Without this check a key stream that is too short would send the audio unencrypted.
  assert(stream.length >= from + data.length, "the key stream covers the packet");
  for (let at = 0; at < data.length; at += 1) into[at] = (data[at] ?? 0) ^ (stream[from + at] ?? 0);
  return into;
}

/** The same for a key that is used rarely, as for key derivation and for RTCP. */
export function changeOnce(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const cipher = createCipheriv("aes-128-ecb", key, null).setAutoPadding(false);
  const stream = cipher.update(countersOf(iv, data.length));
  return changed(data, { stream, from: 0, into: new Uint8Array(data.length) });
}
