import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameAddrText, parseNameAddr } from "./name-addr.ts";
import { quoted, unquoted } from "./params.ts";
import { escapedUser, parseUri, unescaped, uriText } from "./uri.ts";

describe("URIs", () => {
  it.each([
    "sip:1500123@sambung.id",
    "sips:sari:rahasia@sambung.id:5071;transport=tcp;lr",
    "sip:[2001:db8::1]:5060;maddr=192.0.2.1",
    "sip:*72#@10.0.0.1",
    "sip:+62-21-555;phone-context=id@gw.operator.id;user=phone?Replaces=a%40b&Subject=x",
    "tel:+62-21-5551234;ext=12",
    "tel:1500123;phone-context=+62",
    "urn:service:sos",
  ])("reads and writes %s as it is", (text) => {
    const read = parseUri(text);
    expect(read.ok && uriText(read.value)).toBe(text);
  });

  it.each([
    "sip:",
    "sip:@host",
    "sip:a b@host",
    "sip:a@host:99999",
    "sip:a@host;lr;LR",
    "sip:a%4@host",
    "sip:a@ho st",
    "sip:a@[::1",
    "sip:a@host?x=%4",
    "tel:",
    "tel:abc xyz",
    "<sip:a@b>",
    "nothing",
    `sip:${"a".repeat(3_000)}@host`,
  ])("refuses %s", (text) => {
    expect(parseUri(text).ok).toBe(false);
  });

  it("writes any user so that it reads back", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (user) => {
        const read = parseUri(`sip:${escapedUser(user)}@sambung.id`);
        return read.ok && read.value.kind === "sip" && unescaped(read.value.user ?? "") === user;
      }),
    );
  });
});

describe("addresses", () => {
  it("writes any display name so that it reads back, and keeps it from beginning a new line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (display) => {
        const uri = parseUri("sip:sari@sambung.id");
        if (!uri.ok || /[\r\n]/.test(quoted(display))) return false;
        const read = parseNameAddr(nameAddrText({ display, uri: uri.value, params: [] }));
        return read.ok && read.value.display === display.replaceAll(/[\r\n]+/g, " ");
      }),
    );
    expect(unquoted(quoted('Ibu "Sari" \\ PT\r\nVia: x'))).toBe('Ibu "Sari" \\ PT Via: x');
  });

  it("gives parameters without brackets to the header", () => {
    const bare = parseNameAddr("sip:sari@sambung.id;tag=1");
    expect(bare.ok && bare.value).toMatchObject({ uri: { params: [] }, params: [{ name: "tag", value: "1" }] });
    const inside = parseNameAddr("<sip:sari@sambung.id;tag=1>");
    expect(inside.ok && inside.value).toMatchObject({ uri: { params: [{ name: "tag" }] }, params: [] });
  });
});
