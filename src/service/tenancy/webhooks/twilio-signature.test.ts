import { describe, expect, it } from "vitest";
import { twilioBodyDigest, twilioSignatureOf } from "./wire.ts";

// The examples are those of the tests of Twilio's own validators.
const AUTH_TOKEN = "12345";
const URL_OF = "https://mycompany.com/myapp.php?foo=1&bar=2";

describe("a signature as Twilio makes it", () => {
  it("is over the address and the fields in the order of their names", () => {
    const fields = {
      To: "+18005551212",
      CallSid: "CA1234567890ABCDE",
      Caller: "+14158675309",
      Digits: "1234",
      From: "+14158675309",
    };
    expect(twilioSignatureOf(AUTH_TOKEN, { url: URL_OF, fields })).toBe("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
  });

  it("counts each value of a field once, in their order", () => {
    const fields = { Sid: "CA123", SidAccount: "AC123", Digits: ["5678", "1234", "1234"] };
    expect(twilioSignatureOf(AUTH_TOKEN, { url: URL_OF, fields })).toBe("IK+Dwps556ElfBT0I3Rgjkr1wJU=");
  });

  it("is over the digest of a body that is no form, which stands in the address", () => {
    const digest = twilioBodyDigest('{"property": "value", "boolean": true}');
    expect(digest).toBe("0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620");
    const url = `${URL_OF}&bodySHA256=${digest}`;
    expect(twilioSignatureOf(AUTH_TOKEN, { url, fields: {} })).toBe("a9nBmqA0ju/hNViExpshrM61xv4=");
  });

  it("is another one for each other token, address, field and value", () => {
    const all = [
      twilioSignatureOf("12345", { url: URL_OF, fields: { a: "b" } }),
      twilioSignatureOf("12346", { url: URL_OF, fields: { a: "b" } }),
      twilioSignatureOf("12345", { url: `${URL_OF}1`, fields: { a: "b" } }),
      twilioSignatureOf("12345", { url: URL_OF, fields: { a: "c" } }),
      twilioSignatureOf("12345", { url: URL_OF, fields: { b: "b" } }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});
