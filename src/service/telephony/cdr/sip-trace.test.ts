import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { itTakesLinearTime } from "../../../../testkit/pumped.ts";
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

  it("holds nothing of what a page tells its application", () => {
    const said = traceText(`${invite("x-parameters : otp=4829&\r\n nik=3174", "Subject: ya")}\r\n\r\n`);
    expect(said).not.toMatch(/4829|3174|otp/);
    expect(said).toContain("Subject: ya");
  });

  it("holds nothing that was dialled behind a code of the agents' desk, however it is written and wherever it stands", () => {
    const said = traceText(
      [
        "INVITE sip:*503052580@127.0.0.1 SIP/2.0",
        'To: "*50 305*2580" <sip:%2a50%33052580@127.0.0.1>;tag=1',
        "P-Asserted-Identity: tel:*503052580",
        'Authorization: Digest username="m", uri="sip:%2A503052580@127.0.0.1", response="a"',
        "Contact: <sip:*51@127.0.0.1>",
        "X-Dialled: *503052580",
        "Referred-By: <sip:*50;2580;user=phone@127.0.0.1>",
        ...["Call-ID: a@b", "CSeq: 1 INVITE", "", ""],
      ].join("\r\n"),
    );
    expect(said).not.toMatch(/2580|305/);
    expect(said).toContain("INVITE sip:*50***@127.0.0.1 SIP/2.0");
    expect(said).toContain("<sip:*51@127.0.0.1>");
    expect(said).toContain("<sip:*50***;user=phone@127.0.0.1>");
    expect(messageName(said)).toMatchObject({ sipCallId: "a@b", method: "INVITE" });
  });

  it("holds no key that is sent as a body of its own", () => {
    const info = (type: string, body: string) =>
      traceText(`INFO sip:a@b SIP/2.0\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    expect(info("application/dtmf", "5")).toMatch(/\r\n\r\n\*\*\*$/);
    expect(info("application/dtmf-relay", "Signal=5\r\nDuration=160")).not.toContain("=5");
    expect(info("application/sdp", "v=0")).toMatch(/v=0$/);
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

describe("masking a SIP message in a trace", () => {
  itTakesLinearTime((text) => traceText(`INVITE sip:x SIP/2.0\r\na=crypto:${text}`));
});
