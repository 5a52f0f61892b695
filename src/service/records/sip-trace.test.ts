import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageName, traceAddress, traceText } from "./sip-trace.ts";

const invite = (...lines: readonly string[]) =>
  ["INVITE sip:1500123@127.0.0.1 SIP/2.0", "Call-ID: a@b", "CSeq: 7 INVITE", ...lines].join("\r\n");

describe("a SIP message that is kept", () => {
  it("is named by its Call-ID, its method or status, and its number", () => {
    expect(messageName(`${invite()}\r\n\r\n`)).toEqual({
      sipCallId: "a@b",
      method: "INVITE",
      status: null,
      cseq: "7 INVITE",
    });
    expect(messageName("SIP/2.0 180 Ringing\r\nCall-ID: a@b\r\nCSeq: 7 INVITE\r\n\r\n")).toMatchObject({
      method: null,
      status: 180,
    });
    expect(messageName("SIP/2.0 180 Ringing\r\nCSeq: 7 INVITE\r\n\r\n")).toBeNull();
  });

  it("says who signed in, and nothing that proves a password", () => {
    const said = traceText(
      invite(
        'Authorization: Digest username="meja-1", realm="sambung", nonce="n", response="0123456789abcdef", cnonce="zz"',
        "Proxy-Authorization: Basic bWVqYTpyYWhhc2lh",
        "authorization: digest RESPONSE = 0123456789abcdef, nonce=n",
      ),
    );
    expect(said).toContain('username="meja-1"');
    expect(said).not.toMatch(/0123456789abcdef|zz|bWVqYTpyYWhhc2lh/);
  });

  it("holds no key of its sound and no pressed key", () => {
    const said = traceText(
      `${invite()}\r\n\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0c2VjcmV0|2^31\r\nk=clear:geheim\r\na=ice-pwd:gembok\r\nSignal=5`,
    );
    expect(said).toContain("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:***|2^31");
    expect(said).not.toMatch(/c2VjcmV0|geheim|gembok|Signal=5/);
  });

  it("fits its column whatever bytes came", () => {
    const bytes = fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\u0000", "\ud83d")), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(bytes, (parts) => {
        const said = traceText(parts.join("x".repeat(100)));
        expect(said.length).toBeLessThanOrEqual(4_000);
        expect(said.isWellFormed()).toBe(true);
        expect(said).not.toContain("\u0000");
      }),
    );
  });

  it("shows an IPv6 address in brackets", () => {
    expect(traceAddress("2001:db8::1", 5060)).toBe("[2001:db8::1]:5060");
    expect(traceAddress("192.0.2.1", 5060)).toBe("192.0.2.1:5060");
  });
});
