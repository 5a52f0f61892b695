import { createHmac } from "node:crypto";
import fc from "fast-check";
import twilio from "twilio";
import { describe, expect, it } from "vitest";
import { grantOf, readToken, TOKEN_BYTES_MAX } from "./client-token.ts";
import { isSigned } from "./client-token-admission.effects.ts";

const ACCOUNT = "AC0193b0c47a107c3e9d2f5a6b7c8d9e0f";
const KEY = "SK0193b0c47a107c3e9d2f5a6b7c8d9e1f";
const APPLICATION = "AP0193b0c47a107c3e9d2f5a6b7c8d9e2f";
const APPLICATION_ID = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e2f";
const SECRET = "rahasia-yang-cukup-panjang-untuk-uji";
const NOW_S = 1_790_000_000;
const NOW_MS = NOW_S * 1_000;
const DAY_S = 86_400;

type Fields = Readonly<Record<string, unknown>>;
const HEADER: Fields = { cty: "twilio-fpa;v=1", typ: "JWT", alg: "HS256" };
const VOICE: Fields = { incoming: { allow: true }, outgoing: { application_sid: APPLICATION } };
const CLAIMS: Fields = {
  jti: `${KEY}-${NOW_S}`,
  iat: NOW_S,
  exp: NOW_S + 3_600,
  iss: KEY,
  sub: ACCOUNT,
  grants: { identity: "sari", voice: VOICE },
};
/** Claims that Twilio's helper libraries for Python and PHP set besides `exp`: one claim of the start, or none. */
const ELSEWHERE: Fields = { iat: undefined, nbf: undefined };
const written = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");
const signedBy = (text: string, secret = SECRET, hash = "sha256") =>
  `${text}.${createHmac(hash, secret).update(text).digest("base64url")}`;
const tokenOf = (claims: Fields = {}, header: Fields = {}) =>
  signedBy(`${written({ ...HEADER, ...header })}.${written({ ...CLAIMS, ...claims })}`);
const read = (token: string) => readToken(token) ?? expect.fail("unreadable");
const isProven = (token: string, secret = SECRET) => isSigned(read(token).signed, Buffer.from(secret));
const granted = (claims: Fields, nowMs = NOW_MS) => grantOf(read(tokenOf(claims)), nowMs);
const voice = (own: Fields, identity: unknown = "sari") => granted({ grants: { identity, voice: own } });

describe("an access token", () => {
  it("of the field's unmodified helper is read, proven by its key alone, and grants what it says", () => {
    const { AccessToken } = twilio.jwt;
    const token = new AccessToken(ACCOUNT, KEY, SECRET, { identity: "sari", ttl: 600 });
    token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid: APPLICATION }));
    token.addGrant(new AccessToken.VideoGrant({ room: "lain" }));
    const jwt = token.toJwt();
    expect(isProven(jwt)).toBe(true);
    expect(isProven(jwt, `${SECRET}x`)).toBe(false);
    const one = read(jwt);
    const madeMs = (one.claims.iat ?? 0) * 1_000;
    expect(grantOf(one, madeMs)).toEqual({
      ok: true,
      value: {
        identity: "sari",
        applicationId: APPLICATION_ID,
        isRung: true,
        untilMs: madeMs + 660_000,
      },
    });
  });

  it.each<readonly [string, string]>([
    ["no algorithm", signedBy(`${written({ ...HEADER, alg: "none" })}.${written(CLAIMS)}`)],
    ["no algorithm and no signature", `${written({ ...HEADER, alg: "none" })}.${written(CLAIMS)}.`],
    ["another algorithm", tokenOf({}, { alg: "RS256" })],
    ["a longer hash", tokenOf({}, { alg: "HS512" })],
    ["small letters", tokenOf({}, { alg: "hs256" })],
    ["a key of its own", tokenOf({}, { jwk: { kty: "oct", k: "AA" } })],
    ["a name of a key", tokenOf({}, { kid: "../../../../dev/null" })],
    ["where a key is", tokenOf({}, { jku: "https://elsewhere.example/keys" })],
    ["extensions", tokenOf({}, { crit: ["exp"] })],
    ["another content", tokenOf({}, { cty: "twilio-fpa;v=2" })],
    ["no content", signedBy(`${written({ typ: "JWT", alg: "HS256" })}.${written(CLAIMS)}`)],
    ["no issuer", tokenOf({ iss: undefined })],
    ["an issuer that is no key", tokenOf({ iss: ACCOUNT })],
    ["an account that is none", tokenOf({ sub: KEY })],
    ["several issuers", tokenOf({ iss: [KEY, KEY] })],
    ["an end as a text", tokenOf({ exp: "9999999999" })],
    ["no end", tokenOf({ exp: undefined })],
    ["a beginning that is a text", tokenOf({ iat: "now" })],
    ["a beginning that is null", tokenOf({ nbf: null })],
    ["an end that is no number", tokenOf({ exp: 1e300 })],
    ["an array", signedBy(`${written(HEADER)}.${written([CLAIMS])}`)],
    ["a fourth part", `${tokenOf()}.x`],
    ["encrypted parts", "a.b.c.d.e"],
    ["padding", tokenOf().replace(".", "=.")],
    ["a line break", `${tokenOf()}\n`],
    ["nothing", ""],
    ["too much", `${tokenOf({ jti: "x".repeat(TOKEN_BYTES_MAX) })}`],
    ["bytes that are no text", signedBy(`${written(HEADER)}.${Buffer.from([0xff, 0xfe]).toString("base64url")}`)],
  ])("with %s is none", (_why, token) => {
    expect(readToken(token)).toBeUndefined();
  });

  it("whose signature is another's, cut, longer or written in another way is not proven", () => {
    const [header = "", claims = "", signature = ""] = tokenOf().split(".");
    const text = `${header}.${claims}`;
    expect(isProven(`${text}.${signature}`)).toBe(true);
    for (const other of [signature.slice(0, -1), `${signature}A`, `${signature}AAAA`, "A".repeat(43)])
      expect(isProven(`${text}.${other}`)).toBe(false);
    expect(isProven(signedBy(text, "lain"))).toBe(false);
    expect(isProven(signedBy(text, SECRET, "sha512"))).toBe(false);
    expect(isProven(signedBy(text, ""))).toBe(false);
    // The last character of a base64url text has unused bits.
    const twins = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
      .map((letter) => `${text}.${signature.slice(0, -1)}${letter}`)
      .filter((token) => isProven(token));
    expect(twins).toEqual([`${text}.${signature}`]);
    expect(isProven(`${header}.${written({ ...CLAIMS, sub: KEY.replace("SK", "AC") })}.${signature}`)).toBe(false);
  });

  it("is over at its end, lasts a day at the most, and does not count before it begins; clocks may be a minute apart", () => {
    const over = { ok: false, refusal: 20104 };
    const early = { ok: false, refusal: 20105 };
    const ms = (seconds: number) => NOW_MS + seconds * 1_000;
    expect(granted({ exp: NOW_S + 10 }, ms(69)).ok).toBe(true);
    expect(granted({ exp: NOW_S + 10 }, ms(70))).toEqual(over);
    expect(granted({ exp: NOW_S + DAY_S }).ok).toBe(true);
    expect(granted({ exp: NOW_S + DAY_S + 1 })).toEqual(over);
    expect(granted({ exp: NOW_S })).toEqual(over);
    expect(granted({}, ms(-60)).ok).toBe(true);
    expect(granted({}, ms(-61))).toEqual(early);
    expect(granted({ nbf: NOW_S + 300, exp: NOW_S + 600 })).toEqual(early);
    expect(granted({ nbf: NOW_S + 300, exp: NOW_S + 600 }, ms(240)).ok).toBe(true);
    // A start claim does not extend the lifetime, and `nbf` before `iat` does not make the token valid earlier.
    expect(granted({ nbf: NOW_S, exp: NOW_S + DAY_S + 1 })).toEqual(over);
    expect(granted({ iat: NOW_S + 3_600, nbf: NOW_S, exp: NOW_S + 7_200 })).toEqual(early);
  });

  it("of the field's helpers for Python and PHP counts, which write no instant at which it was made, or none but its end", () => {
    const ms = (seconds: number) => NOW_MS + seconds * 1_000;
    const python = signedBy(
      `${written({ cty: HEADER["cty"], typ: "JWT", alg: "HS256" })}.${written({
        jti: `${KEY}-${NOW_S}`,
        grants: { voice: VOICE, identity: "sari" },
        iss: KEY,
        nbf: NOW_S,
        exp: NOW_S + 3_600,
        sub: ACCOUNT,
      })}`,
    );
    const php = signedBy(
      `${written({ cty: HEADER["cty"], typ: "JWT", alg: "HS256" })}.${written({
        jti: `${KEY}-${NOW_S}`,
        iss: KEY,
        sub: ACCOUNT,
        exp: NOW_S + 3_600,
        grants: { identity: "sari", voice: VOICE },
      })}`,
    );
    for (const token of [python, php]) {
      expect(isProven(token)).toBe(true);
      expect(grantOf(read(token), NOW_MS)).toMatchObject({ ok: true, value: { identity: "sari" } });
    }
    expect(grantOf(read(python), ms(-61))).toEqual({ ok: false, refusal: 20105 });
    const over = { ok: false, refusal: 20104 };
    // Without a start claim, the remaining lifetime is at most one day.
    expect(granted({ ...ELSEWHERE, exp: NOW_S + DAY_S + 60 }).ok).toBe(true);
    expect(granted({ ...ELSEWHERE, exp: NOW_S + DAY_S + 61 })).toEqual(over);
    expect(granted({ ...ELSEWHERE, exp: NOW_S - 59 }).ok).toBe(true);
    expect(granted({ ...ELSEWHERE, exp: NOW_S - 60 })).toEqual(over);
  });

  it("grants to be rung, to call its application, or both, and to be somebody with a name", () => {
    const nothing = { ok: false, refusal: 20106 };
    expect(voice({ incoming: { allow: true } })).toMatchObject({ value: { applicationId: null, isRung: true } });
    expect(voice({ outgoing: { application_sid: APPLICATION } })).toMatchObject({
      value: { applicationId: APPLICATION_ID, isRung: false },
    });
    expect(voice({})).toEqual(nothing);
    expect(voice({ incoming: { allow: false } })).toEqual(nothing);
    expect(voice({ incoming: { allow: "true" } })).toEqual(nothing);
    expect(voice({ outgoing: { application_sid: KEY } })).toEqual(nothing);
    expect(voice({ outgoing: { application_sid: APPLICATION, params: { a: "b" } } })).toEqual(nothing);
    expect(granted({ grants: { identity: "sari" } })).toEqual(nothing);
    expect(granted({ grants: null })).toEqual(nothing);
    for (const identity of [
      "",
      "101",
      "a b",
      "a@b.example",
      "sari\r\nX: 1",
      "é",
      "x".repeat(58),
      7,
      null,
      "client:sari",
    ])
      expect(voice(VOICE, identity)).toEqual(nothing);
    for (const identity of ["sari", "x".repeat(57), "Sari.Dewi_2-a+b", "101a"])
      expect(voice(VOICE, identity).ok).toBe(true);
  });

  it("that is anything at all is read or refused, and never proven by chance", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.base64String(), { maxLength: 4 }).map((parts) => parts.join(".")),
        ),
        (text) => {
          expect(readToken(text)).toBeUndefined();
        },
      ),
    );
    fc.assert(
      fc.property(
        fc.nat({ max: tokenOf().length - 1 }),
        fc.constantFrom("A", "z", "0", "9", "-", "_", ".", "=", " "),
        (at, letter) => {
          const token = tokenOf();
          const other = `${token.slice(0, at)}${letter}${token.slice(at + 1)}`;
          const seen = readToken(other);
          if (other !== token && seen !== undefined) expect(isSigned(seen.signed, Buffer.from(SECRET))).toBe(false);
        },
      ),
    );
  });
});
