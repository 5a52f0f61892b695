import { createCipheriv, createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildRtp } from "./packet.ts";
import { buildRtcp } from "./rtcp.ts";
import {
  deriveKeys,
  protectRtcp,
  protectRtp,
  type SrtpKeys,
  type SrtpPrimitives,
  type SrtpState,
  unprotectRtcp,
  unprotectRtp,
} from "./srtp.ts";

const by: SrtpPrimitives = {
  ctr: (key, iv, data) => createCipheriv("aes-128-ctr", key, iv).update(data),
  hmac: (key, parts) => parts.reduce((hmac, part) => hmac.update(part), createHmac("sha1", key)).digest(),
};
const MASTER = Buffer.from("E1F97A0D3E018BE0D64FA32C06DE41390EC675AD498AFEEBB6960B3AABE6", "hex");
const keysFor = (stream: "rtp" | "rtcp", tagBytes = 10): SrtpKeys => {
  const keys = deriveKeys(MASTER, { for: stream, tagBytes, by });
  if (keys === null) throw new Error("no keys");
  return keys;
};
const packet = (sequence: number, ssrc = 0xcafebabe) =>
  buildRtp({
    payloadType: 8,
    marker: false,
    sequence: sequence & 0xffff,
    timestamp: 1,
    ssrc,
    payload: new Uint8Array(160).fill(7),
  });

describe("SRTP", () => {
  it("derives the keys of RFC 3711 appendix B.3", () => {
    const keys = keysFor("rtp");
    expect(Buffer.from(keys.cipher).toString("hex").toUpperCase()).toBe("C61E7A93744F39EE10734AFE3FF7A087");
    expect(Buffer.from(keys.salt).toString("hex").toUpperCase()).toBe("30CBBC08863D8C85D49DB34A9AE1");
    expect(Buffer.from(keys.auth).toString("hex").toUpperCase()).toBe("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4");
  });

  it("encrypts by the key stream of RFC 3711 appendix B.2", () => {
    const keys = {
      ...keysFor("rtp"),
      cipher: Buffer.from("2B7E151628AED2A6ABF7158809CF4F3C", "hex"),
      salt: Buffer.from("F0F1F2F3F4F5F6F7F8F9FAFBFCFD", "hex"),
    };
    const plain = buildRtp({
      payloadType: 0,
      marker: false,
      sequence: 0,
      timestamp: 0,
      ssrc: 0,
      payload: new Uint8Array(16),
    });
    const { bytes } = protectRtp(null, plain, { keys, by });
    expect(Buffer.from(bytes.subarray(12, 28)).toString("hex").toUpperCase()).toBe("E03EAD0935C95E80E166B16DD92B4EB4");
  });

  it.each([10, 4])(
    "gives back what was protected, with tags of %d bytes, over the turn of the sequence number",
    (tagBytes) => {
      const how = { keys: keysFor("rtp", tagBytes), by };
      let sending: SrtpState | null = null;
      let receiving: SrtpState | null = null;
      for (let sequence = 65_530; sequence < 65_545; sequence += 1) {
        const sent = protectRtp(sending, packet(sequence), how);
        sending = sent.state;
        const got = unprotectRtp(receiving, sent.bytes, how);
        expect(got?.packet).toEqual(packet(sequence));
        receiving = got?.state ?? null;
      }
      expect(receiving?.highest).toBe(65_544);
    },
  );

  it("takes packets out of order once, and none twice or from long ago", () => {
    const how = { keys: keysFor("rtp"), by };
    let sending: SrtpState | null = null;
    const sent = Array.from({ length: 100 }, (_, sequence) => {
      const step = protectRtp(sending, packet(sequence), how);
      sending = step.state;
      return step.bytes;
    });
    let receiving: SrtpState | null = null;
    const isTaken = (nth: number) => {
      const got = unprotectRtp(receiving, sent[nth] ?? new Uint8Array(), how);
      receiving = got?.state ?? receiving;
      return got !== null;
    };
    expect([0, 3, 1, 3, 1, 99, 36, 35, 36].map(isTaken)).toEqual([
      true,
      true,
      true,
      false,
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  it("takes nothing that was altered anywhere", () => {
    const how = { keys: keysFor("rtp"), by };
    const { bytes } = protectRtp(null, packet(5), how);
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const altered = bytes.map((byte, nth) => (nth === at ? byte ^ flip : byte));
        expect(unprotectRtp(null, altered, how)).toBeNull();
      }),
    );
    expect(unprotectRtp(null, bytes.subarray(0, 15), how)).toBeNull();
  });

  it("protects reports, each with a higher index", () => {
    const keys = keysFor("rtcp");
    const report = buildRtcp({ ssrc: 9, sender: null, blocks: [] }, "a@b");
    const bytes = protectRtcp(report, { keys, by, index: 3 });
    expect(unprotectRtcp(bytes, { keys, by, after: 2 })).toEqual({ index: 3, packet: report });
    expect(unprotectRtcp(bytes, { keys, by, after: 3 })).toBeNull();
    expect(unprotectRtcp(bytes.with(9, 1), { keys, by, after: 2 })).toBeNull();
    expect(Buffer.from(bytes).includes(Buffer.from("a@b"))).toBe(false);
  });

  it("has no keys from a master key of another length", () => {
    expect(deriveKeys(MASTER.subarray(1), { for: "rtp", tagBytes: 10, by })).toBeNull();
  });
});
