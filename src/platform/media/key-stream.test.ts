import { createCipheriv } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KeyStream } from "./key-stream.ts";

const keys = { cipher: Uint8Array.from({ length: 16 }, (_, at) => at * 7), salt: new Uint8Array(14).fill(0xa5) };

/** RFC 3711 §4.1.1. */
function ivOf(ssrc: number, index: number): Uint8Array {
  const iv = Buffer.alloc(16);
  iv.writeUInt32BE(ssrc, 4);
  iv.writeUIntBE(index, 8, 6);
  return iv.map((byte, at) => byte ^ (keys.salt[at] ?? 0));
}

const expected = (iv: Uint8Array, data: Uint8Array) =>
  new Uint8Array(createCipheriv("aes-128-ctr", keys.cipher, iv).update(data));

describe("the key stream of SRTP", () => {
  it("is that of AES in counter mode, whatever packets come in whatever order and length", () => {
    const packet = fc.record({
      ssrc: fc.constantFrom(0, 7, 0xffffffff),
      index: fc.oneof(fc.nat(40), fc.integer({ min: 65_520, max: 65_560 }), fc.nat(2 ** 31 - 1)),
      data: fc.uint8Array({ maxLength: 400 }),
    });
    fc.assert(
      fc.property(fc.array(packet, { minLength: 1, maxLength: 40 }), (packets) => {
        const stream = new KeyStream(keys);
        for (const { ssrc, index, data } of packets) {
          const iv = ivOf(ssrc, index);
          expect(stream.change(iv, data)).toEqual(expected(iv, data));
        }
      }),
    );
  });

  it("goes on over the turn of the sequence number", () => {
    const stream = new KeyStream(keys);
    const data = new Uint8Array(160).fill(9);
    for (let index = 65_500; index < 65_600; index += 1) {
      const iv = ivOf(7, index);
      expect(stream.change(iv, data)).toEqual(expected(iv, data));
    }
  });
});
