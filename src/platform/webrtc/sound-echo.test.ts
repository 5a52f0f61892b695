import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { soundEcho } from "./sound-echo.ts";

const BROWSER = { port: 52_000 };

/** A Binding request as browsers send it: with a FINGERPRINT after the header. */
function question(more: { readonly type?: number; readonly cookie?: number; readonly length?: number } = {}): Buffer {
  const { type = 1, cookie = 0x2112_a442, length = 8 } = more;
  const bytes = Buffer.alloc(28);
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(length, 2);
  bytes.writeUInt32BE(cookie, 4);
  bytes.write("dua belas by", 8, "latin1");
  bytes.writeUInt16BE(0x8028, 20);
  bytes.writeUInt16BE(4, 22);
  return bytes;
}

describe("the answer to a browser that asks whether datagrams come through", () => {
  it("is the Binding response of its own question, with an address that is nobody's (RFC 5737)", () => {
    const answer = soundEcho(question(), BROWSER) ?? expect.fail("no answer");
    expect(answer.readUInt16BE(0)).toBe(0x0101);
    expect(answer.readUInt16BE(2)).toBe(answer.length - 20);
    expect(answer.subarray(4, 20)).toEqual(question().subarray(4, 20));
    expect([answer.readUInt16BE(20), answer.readUInt16BE(22), answer.readUInt8(25)]).toEqual([0x0020, 8, 1]);
    // RFC 8489 section 14.2: port and address, each XORed with the magic cookie.
    expect(answer.readUInt16BE(26) ^ 0x2112).toBe(9);
    const address = [28, 29, 30, 31].map((at) => answer.readUInt8(at) ^ answer.readUInt8(at - 24));
    expect(address).toEqual([192, 0, 2, 1]);
  });

  it.each([
    ["another type", question({ type: 0x0101 })],
    ["another cookie", question({ cookie: 1 })],
    ["a length that is not its own", question({ length: 4 })],
    ["half a header", question().subarray(0, 19)],
    ["a flood", Buffer.concat([question({ length: 1_000 }), Buffer.alloc(992)])],
    ["nothing", Buffer.alloc(0)],
  ])("is none to %s", (_, bytes) => {
    expect(soundEcho(bytes, BROWSER)).toBeNull();
  });

  it("is none to port 0, where nothing can be sent", () => {
    expect(soundEcho(question(), { port: 0 })).toBeNull();
    expect(soundEcho(question(), { port: 1 })).not.toBeNull();
  });

  it("is never twice as long as what was asked, whatever comes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.boolean(), (noise, isLike) => {
        const bytes = isLike ? Buffer.concat([question().subarray(0, 20), noise]) : noise;
        return (soundEcho(bytes, BROWSER)?.length ?? 0) <= 2 * bytes.length;
      }),
    );
  });
});
