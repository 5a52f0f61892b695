import { assert } from "../../../kernel/index.ts";
import { headersOf, type SipHeader, type SipRequest } from "../message/message.ts";
import { parseUri } from "../message/uri.ts";
import { digestText, parseAuthHeader } from "./auth-header.ts";
import { type DigestAlgorithm, type DigestHash, digestResponse, type StoredSecret, sameText } from "./digest.ts";
import type { NonceWatch } from "./nonce-watch.ts";

/** Configuration of a digest server. */
export interface DigestServer {
  readonly realm: string;
  readonly hash: DigestHash;
  /** A keyed hash as lower-case hex of at least 32 characters; the key is a secret of this installation. */
  readonly mac: (text: string) => string;
  readonly watch: NonceWatch;
  /** Offered algorithms, best first. Some old phones fail on a SHA-256 challenge, even beside MD5: they need ["MD5"]. */
  readonly algorithms: readonly DigestAlgorithm[];
  /** "proxy" challenges by 407 and Proxy-Authenticate (RFC 3261 §22.3). */
  readonly as: "server" | "proxy";
}

/** The authenticated user, or the reason of a failure. `headers` are the challenges of the response. */
export type DigestVerdict =
  | { readonly kind: "proven"; readonly username: string }
  | {
      readonly kind: "unproven";
      readonly why: "none" | "malformed" | "stale" | "replayed" | "wrong";
      /** The claimed user name, for counting; it does not reveal whether such a user exists. */
      readonly username: string | null;
      readonly status: 401 | 407;
      readonly headers: readonly SipHeader[];
    };

/** Validity of a nonce. */
export const NONCE_MS_MAX = 300_000;
/** Tolerance for clock differences between machines that issue and check nonces. */
const NONCE_AHEAD_MS_MAX = 5_000;
const TIME_LETTERS = 12;
const SALT_LETTERS = 16;
const MAC_LETTERS = 32;
const SALT = /^[0-9a-f]{16}$/;
const NONCE = /^[0-9a-f]{60}$/;
const USERNAME_MAX = 128;

/** A nonce consists of its time, a salt, and a keyed hash over both: it can be checked and created only with the key. */
function nonceOf(server: DigestServer, nowMs: number, salt: string): string {
  assert(SALT.test(salt), "the salt of a nonce is 16 hexadecimal letters");
  const told = nowMs.toString(16).padStart(TIME_LETTERS, "0") + salt;
  return told + server.mac(`nonce ${server.realm} ${told}`).slice(0, MAC_LETTERS);
}

/** Time of issue of a nonce of ours; null for any other. */
function issuedMs(server: DigestServer, nonce: string): number | null {
  if (!NONCE.test(nonce)) return null;
  const told = nonce.slice(0, TIME_LETTERS + SALT_LETTERS);
  const isOurs = sameText(nonce.slice(told.length), server.mac(`nonce ${server.realm} ${told}`).slice(0, MAC_LETTERS));
  return isOurs ? Number.parseInt(told.slice(0, TIME_LETTERS), 16) : null;
}

interface Claim {
  readonly username: string;
  readonly algorithm: DigestAlgorithm;
  readonly uri: string;
  readonly nonce: string;
  readonly nc: string;
  readonly cnonce: string;
  readonly response: string;
}

/** The user whose secret the request claims, for the lookup before `judgeDigest`; null for none. */
export function claimedUsername(request: SipRequest, server: DigestServer): string | null {
  const claim = claimIn(request, server);
  return claim === null || claim === "malformed" ? null : claim.username;
}

/** The salt of the nonce in a request, if the server issued that nonce at any time; null otherwise. */
export function claimedSalt(request: SipRequest, server: DigestServer): string | null {
  const claim = claimIn(request, server);
  if (claim === null || claim === "malformed" || issuedMs(server, claim.nonce) === null) return null;
  return claim.nonce.slice(TIME_LETTERS, TIME_LETTERS + SALT_LETTERS);
}

/**
 * Checks the credentials of a request. `secret` is the stored secret of the claimed user, null when there is no such
 * user: the same work is done and the same response given, so that user names cannot be enumerated.
 * `salt` is 16 random hexadecimal digits for the nonce of the next challenge.
 */
export function judgeDigest(
  request: SipRequest,
  server: DigestServer,
  facts: { readonly secret: StoredSecret | null; readonly nowMs: number; readonly salt: string },
): DigestVerdict {
  const unproven = (why: "none" | "malformed" | "stale" | "replayed" | "wrong", username: string | null) =>
    challenge(server, facts, { why, username });
  const claim = claimIn(request, server);
  if (claim === null) return unproven("none", null);
  if (claim === "malformed") return unproven("malformed", null);
  const issued = issuedMs(server, claim.nonce);
  const isRight = isRightResponse(request, server, claim, facts.secret);
  if (!isRight) return unproven("wrong", claim.username);
  const ageMs = issued === null ? Number.POSITIVE_INFINITY : facts.nowMs - issued;
  // RFC 7616 §3.3: "stale" is sent only when the password was correct.
  if (issued === null || ageMs > NONCE_MS_MAX || ageMs < -NONCE_AHEAD_MS_MAX) return unproven("stale", claim.username);
  if (!server.watch.take(claim.nonce, issued, claim.nc)) return unproven("replayed", claim.username);
  return { kind: "proven", username: claim.username };
}

function isRightResponse(
  request: SipRequest,
  server: DigestServer,
  claim: Claim,
  stored: StoredSecret | null,
): boolean {
  // An unknown user gets an unguessable secret.
  const nobody = server.mac(`nobody ${claim.algorithm} ${claim.username}`);
  const secret = stored?.[claim.algorithm] ?? nobody;
  const { algorithm, uri, nonce, nc, cnonce } = claim;
  const parts = { algorithm, secret, method: request.method, uri, nonce, protection: { nc, cnonce } };
  const isSame = sameText(claim.response, digestResponse(parts, server.hash));
  return isSame && isSameTarget(uri, request.uri) && stored !== null;
}

/** RFC 7616 §3.4.6: the signed URI must be that of the request; parameters may differ in transit. */
function isSameTarget(signed: string, asked: string): boolean {
  if (signed === asked) return true;
  const left = parseUri(signed);
  const right = parseUri(asked);
  if (!left.ok || !right.ok || left.value.kind !== "sip" || right.value.kind !== "sip") return false;
  return left.value.user === right.value.user && left.value.host === right.value.host;
}

function claimIn(request: SipRequest, server: DigestServer): Claim | "malformed" | null {
  let isMalformed = false;
  for (const value of headersOf(request, server.as === "proxy" ? "Proxy-Authorization" : "Authorization")) {
    const read = parseAuthHeader(value);
    if (!read.ok) isMalformed = true;
    if (!read.ok || read.value.scheme !== "digest") continue;
    if (read.value.params.get("realm") !== server.realm) continue;
    return claimOf(read.value.params, server.algorithms) ?? "malformed";
  }
  return isMalformed ? "malformed" : null;
}

function claimOf(params: ReadonlyMap<string, string>, algorithms: readonly DigestAlgorithm[]): Claim | null {
  const text = (name: string) => params.get(name) ?? "";
  const said = params.get("algorithm")?.toUpperCase() ?? "MD5";
  const algorithm = algorithms.find((name) => name === said);
  const claim = { username: text("username"), uri: text("uri"), nonce: text("nonce"), nc: text("nc") };
  const isWhole = claim.username !== "" && claim.username.length <= USERNAME_MAX && claim.uri !== "";
  // RFC 8760 §2.6: qop is offered, so it is required.
  if (algorithm === undefined || !isWhole || text("qop").toLowerCase() !== "auth") return null;
  return { ...claim, algorithm, cnonce: text("cnonce"), response: text("response").toLowerCase() };
}

function challenge(
  server: DigestServer,
  facts: { readonly nowMs: number; readonly salt: string },
  because: Pick<Extract<DigestVerdict, { kind: "unproven" }>, "why" | "username">,
): DigestVerdict {
  const nonce = nonceOf(server, facts.nowMs, facts.salt);
  const isStale = because.why === "stale" || because.why === "replayed";
  const name = server.as === "proxy" ? "Proxy-Authenticate" : "WWW-Authenticate";
  // RFC 8760 §2.3: one challenge per algorithm, the best first.
  const headers = server.algorithms.map((algorithm) => ({
    name,
    value: digestText(
      [
        ["realm", server.realm],
        ["nonce", nonce],
        ["algorithm", algorithm],
        ["qop", "auth"],
        ...(isStale ? ([["stale", "true"]] as const) : []),
      ],
      true,
    ),
  }));
  return { kind: "unproven", ...because, status: server.as === "proxy" ? 407 : 401, headers };
}
