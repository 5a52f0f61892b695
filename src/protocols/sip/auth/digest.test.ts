import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_BODY, type SipHeader, type SipRequest, type SipResponse } from "../message/message.ts";
import { DIGEST_ALGORITHMS, type DigestHash, digestResponse, storedSecret } from "./digest.ts";
import { answerChallenge } from "./digest-client.ts";
import { claimedUsername, type DigestServer, type DigestVerdict, judgeDigest, NONCE_MS_MAX } from "./digest-server.ts";
import { openNonceWatch } from "./nonce-watch.ts";

const hash: DigestHash = (algorithm, text) =>
  createHash(algorithm === "MD5" ? "md5" : "sha256")
    .update(text)
    .digest("hex");

const NOON_MS = Date.parse("2026-11-25T05:00:00Z");
const SARI = storedSecret({ username: "sari", realm: "sambung", password: "rahasia" }, hash);

function openServer(max = 100): DigestServer {
  const mac = (text: string) => createHmac("sha256", "a secret of this installation").update(text).digest("hex");
  return { realm: "sambung", hash, mac, watch: openNonceWatch({ max }), as: "server", algorithms: DIGEST_ALGORITHMS };
}

function register(...headers: readonly SipHeader[]): SipRequest {
  return { kind: "request", method: "REGISTER", uri: "sip:sambung.id", headers, body: NO_BODY };
}

let salts = 0;
function judge(server: DigestServer, request: SipRequest, secret = SARI as typeof SARI | null, nowMs = NOON_MS) {
  salts += 1;
  return judgeDigest(request, server, { secret, nowMs, salt: salts.toString(16).padStart(16, "0") });
}

function asked(verdict: DigestVerdict, keep: (value: string) => boolean = () => true): SipResponse {
  if (verdict.kind === "proven") throw new Error("nothing was asked");
  const headers = verdict.headers.filter(({ value }) => keep(value));
  return { kind: "response", status: verdict.status, reason: "Unauthorized", headers, body: NO_BODY };
}

function reply(
  response: SipResponse,
  change: { password?: string; username?: string; count?: number } = {},
): SipHeader {
  const answer = {
    username: "sari",
    password: "rahasia",
    method: "REGISTER",
    uri: "sip:sambung.id",
    cnonce: "c1",
    count: 1,
    ...change,
  };
  const found = answerChallenge(response, answer, hash);
  if (found === null) throw new Error("the challenge asks for nothing we can give");
  return found;
}

describe("digest", () => {
  it("gives the response that RFC 7616 §3.9.1 prints, for SHA-256 and for MD5", () => {
    const parts = {
      method: "GET",
      uri: "/dir/index.html",
      nonce: "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
      protection: { nc: "00000001", cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ" },
    };
    const secret = storedSecret(
      { username: "Mufasa", realm: "http-auth@example.org", password: "Circle of Life" },
      hash,
    );
    expect(digestResponse({ algorithm: "MD5", secret: secret.MD5, ...parts }, hash)).toBe(
      "8ca523f5e9506fed4657c9700eebdbec",
    );
    expect(digestResponse({ algorithm: "SHA-256", secret: secret["SHA-256"], ...parts }, hash)).toBe(
      "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
    );
  });

  it("knows a phone by SHA-256 and an old one by MD5", () => {
    const server = openServer();
    const first = asked(judge(server, register()));
    expect(first.headers.map(({ value }) => /algorithm=([^,]+)/.exec(value)?.[1])).toEqual(["SHA-256", "MD5"]);
    expect(judge(server, register(reply(first)))).toEqual({ kind: "proven", username: "sari" });
    const old = asked(judge(server, register()), (value) => value.includes("MD5"));
    expect(judge(server, register(reply(old)))).toEqual({ kind: "proven", username: "sari" });
  });

  it("lets a call through to a trunk that asks by 407, and not the same call twice", () => {
    const trunk: DigestServer = { ...openServer(), as: "proxy" };
    const call = (...headers: readonly SipHeader[]): SipRequest => ({
      ...register(...headers),
      method: "INVITE",
      uri: "sip:+62215551234@operator.id",
    });
    const question = asked(judge(trunk, call()));
    const answer = { username: "sari", password: "rahasia", method: "INVITE", uri: "sip:+62215551234@operator.id" };
    const credentials = answerChallenge(question, { ...answer, cnonce: "c1", count: 1 }, hash);
    expect([question.status, credentials?.name]).toEqual([407, "Proxy-Authorization"]);
    if (credentials === null) throw new Error("unreachable");
    expect(judge(trunk, call(credentials)).kind).toBe("proven");
    expect(judge(trunk, call(credentials))).toMatchObject({ why: "replayed", status: 407 });
  });

  it("answers a carrier that knows no protection, and none that asks for what we do not know", () => {
    const ask = (value: string): SipResponse => ({
      ...asked(judge(openServer(), register())),
      headers: [{ name: "WWW-Authenticate", value }],
    });
    const given = reply(ask('Digest realm="old", nonce="n1", opaque="o"')).value;
    expect(given).toContain('opaque="o"');
    expect(given).not.toContain("qop");
    const answer = { username: "a", password: "b", method: "REGISTER", uri: "sip:x", cnonce: "c", count: 1 };
    for (const value of [
      'Digest realm="r", nonce="n", algorithm=SHA-512-256',
      'Digest realm="r", nonce="n", qop="auth-int"',
      "Basic realm=r",
    ]) {
      expect(answerChallenge(ask(value), answer, hash)).toBeNull();
    }
  });

  it("takes no weaker algorithm than it asked for", () => {
    const strict: DigestServer = { ...openServer(), algorithms: ["SHA-256"] };
    const lenient = { ...strict, algorithms: DIGEST_ALGORITHMS };
    const old = asked(judge(lenient, register()), (value) => value.includes("MD5"));
    expect(judge(strict, register(reply(old)))).toMatchObject({ why: "malformed" });
    expect(judge(lenient, register(reply(old))).kind).toBe("proven");
  });

  it("takes what was heard once for nothing the second time", () => {
    const server = openServer();
    const credentials = reply(asked(judge(server, register())));
    expect(judge(server, register(credentials)).kind).toBe("proven");
    const again = judge(server, register(credentials));
    expect(again).toMatchObject({ kind: "unproven", why: "replayed" });
    expect(asked(again).headers[0]?.value).toContain("stale=true");
  });

  it("takes the same nonce again with the next count, and asks anew when its time is over", () => {
    const server = openServer();
    const response = asked(judge(server, register()));
    const at = (count: number, nowMs: number) => judge(server, register(reply(response, { count })), SARI, nowMs).kind;
    expect(at(1, NOON_MS)).toBe("proven");
    expect(at(2, NOON_MS + NONCE_MS_MAX)).toBe("proven");
    const late = judge(server, register(reply(response, { count: 3 })), SARI, NOON_MS + NONCE_MS_MAX + 1);
    expect(late).toMatchObject({ kind: "unproven", why: "stale" });
    expect(asked(late).headers[0]?.value).toContain("stale=true");
  });

  it("answers an unknown user exactly as a wrong password, and does the same work for both", () => {
    const work: string[] = [];
    const counting = (): DigestServer => {
      const server = openServer();
      const counted: DigestHash = (algorithm, text) => {
        work.push(algorithm);
        return hash(algorithm, text);
      };
      return { ...server, hash: counted };
    };
    const outcomes = [SARI, null].map((secret) => {
      const server = counting();
      const request = register(reply(asked(judge(server, register())), { password: "salah" }));
      work.length = 0;
      const verdict = judgeDigest(request, server, { secret, nowMs: NOON_MS, salt: "0".repeat(16) });
      return { verdict: JSON.stringify({ ...verdict, headers: headersWithoutNonce(verdict) }), work: work.join() };
    });
    expect(outcomes[0]).toEqual(outcomes[1]);
    expect(outcomes[0]?.verdict).not.toContain("stale");
    expect(outcomes[0]?.work).not.toBe("");
  });

  it("does not let an unknown user in, whatever password he says", () => {
    const server = openServer();
    const request = register(reply(asked(judge(server, register())), { username: "siapa" }));
    expect(claimedUsername(request, server)).toBe("siapa");
    expect(judge(server, request, null)).toMatchObject({ kind: "unproven", why: "wrong" });
  });

  it("refuses a nonce that is not its own, a foreign URI, and credentials without protection", () => {
    const server = openServer();
    const good = reply(asked(judge(server, register()))).value;
    const nonce = /nonce="([^"]+)"/.exec(good)?.[1] ?? "";
    const forged = {
      name: "WWW-Authenticate",
      value: `Digest realm="sambung", nonce="${nonce.slice(0, -1)}x", qop="auth"`,
    };
    const foreign = asked(judge(openServer(), register()));
    expect(judge(server, register(reply({ ...foreign, headers: [forged] })))).toMatchObject({ why: "stale" });
    const moved = { ...register({ name: "Authorization", value: good }), uri: "sip:else@where.id" };
    expect(judge(server, moved)).toMatchObject({ why: "wrong" });
    const bare = { name: "Authorization", value: good.replace(/, qop=auth, nc=\d+, cnonce="[^"]*"/, "") };
    expect(judge(server, register(bare))).toMatchObject({ why: "malformed" });
    expect(judge(server, register({ name: "Authorization", value: 'Digest realm="a", realm="b"' }))).toMatchObject({
      why: "malformed",
    });
    expect(
      judge(server, register({ name: "Authorization", value: "NoOneKnowsThisScheme opaque-data=here" })),
    ).toMatchObject({
      why: "none",
      status: 401,
    });
  });

  it("does not know a nonce any more that it forgot, nor an older one that it may have forgotten", () => {
    const watch = openNonceWatch({ max: 1 });
    const take = (nonce: string, issuedMs: number) => watch.take(nonce, issuedMs, "00000001");
    expect([take("b", 20), take("c", 30), take("b", 20), take("a", 10), take("d", 30)]).toEqual([
      ...[true, true, false, false, true],
    ]);
  });

  it("never takes a count twice, in whatever order counts come, and forgets no nonce into freshness", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 40 })), {
          maxLength: 200,
          size: "max",
        }),
        (uses) => {
          const watch = openNonceWatch({ max: 3 });
          const taken = new Set<string>();
          for (const [nonce, count] of uses) {
            const name = `${nonce} ${count}`;
            const isTaken = watch.take(`n${nonce}`, nonce, count.toString(16).padStart(8, "0"));
            if (isTaken && taken.has(name)) return false;
            if (isTaken) taken.add(name);
          }
          return watch.size() <= 3;
        },
      ),
    );
  });
});

function headersWithoutNonce(verdict: DigestVerdict): readonly string[] {
  return verdict.kind === "proven" ? [] : verdict.headers.map(({ value }) => value.replace(/nonce="[^"]*"/, ""));
}
