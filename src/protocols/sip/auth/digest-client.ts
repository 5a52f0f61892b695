import { headersOf, type SipHeader, type SipResponse } from "../message/message.ts";
import { type AuthHeader, digestText, parseAuthHeader } from "./auth-header.ts";
import { DIGEST_ALGORITHMS, type DigestAlgorithm, type DigestHash, digestResponse, storedSecret } from "./digest.ts";

/** Credentials, and the fresh values of this response. */
export interface DigestAnswer {
  readonly username: string;
  readonly password: string;
  readonly method: string;
  readonly uri: string;
  /** Random text, never reused. */
  readonly cnonce: string;
  /** Use count of this nonce (nc), including this request. */
  readonly count: number;
}

/** The credentials for a 401 or 407; null when its challenges cannot be satisfied. */
export function answerChallenge(response: SipResponse, answer: DigestAnswer, hash: DigestHash): SipHeader | null {
  const isProxy = response.status === 407;
  const values = headersOf(response, isProxy ? "Proxy-Authenticate" : "WWW-Authenticate");
  const challenges = values.flatMap((value) => {
    const read = parseAuthHeader(value);
    return read.ok && read.value.scheme === "digest" ? [read.value] : [];
  });
  // RFC 8760 §2.4: the server lists its preferred challenge first; this picks the strongest algorithm that both support.
  for (const algorithm of DIGEST_ALGORITHMS) {
    const chosen = challenges.find((challenge) => algorithmOf(challenge) === algorithm);
    const value = chosen === undefined ? null : credentials(chosen, algorithm, answer, hash);
    if (value !== null) return { name: isProxy ? "Proxy-Authorization" : "Authorization", value };
  }
  return null;
}

function algorithmOf({ params }: AuthHeader): string {
  return params.get("algorithm")?.toUpperCase() ?? "MD5";
}

function credentials(
  { params }: AuthHeader,
  algorithm: DigestAlgorithm,
  answer: DigestAnswer,
  hash: DigestHash,
): string | null {
  const realm = params.get("realm");
  const nonce = params.get("nonce");
  if (realm === undefined || nonce === undefined) return null;
  const offered = params.get("qop")?.toLowerCase().split(/[ ,]+/);
  if (offered !== undefined && !offered.includes("auth")) return null;
  const { username, password, method, uri, cnonce } = answer;
  const secret = storedSecret({ username, realm, password }, hash)[algorithm];
  const nc = answer.count.toString(16).padStart(8, "0");
  // RFC 7616 §3.4.1: a server without qop uses RFC 2069.
  const protection = offered === undefined ? null : { nc, cnonce };
  const response = digestResponse({ algorithm, secret, method, uri, nonce, protection }, hash);
  const opaque = params.get("opaque");
  return digestText(
    [
      ["username", username],
      ["realm", realm],
      ["nonce", nonce],
      ["uri", uri],
      ["response", response],
      ["algorithm", algorithm],
      ...(protection === null
        ? []
        : ([
            ["qop", "auth"],
            ["nc", nc],
            ["cnonce", cnonce],
          ] as const)),
      ...(opaque === undefined ? [] : ([["opaque", opaque]] as const)),
    ],
    false,
  );
}
