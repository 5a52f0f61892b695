import { ok } from "../../../kernel/index.ts";
import { PARAMS_MAX } from "../limits.ts";
import { faulty, type Read } from "../message/fault-result.ts";
import { quoted, unquoted } from "../message/params.ts";

/** A challenge or credentials (RFC 3261 §25.1): the scheme in lower case, and its parameters without quotes. */
export interface AuthHeader {
  readonly scheme: string;
  readonly params: ReadonlyMap<string, string>;
}

const SCHEME = /^([-.!%*_+`'~A-Za-z0-9]+)[ \t]+/;
const AUTH_PARAM = /[ \t]*([-.!%*_+`'~A-Za-z0-9]+)[ \t]*=[ \t]*(?:("(?:[^"\\]|\\[^\r\n])*"|[^",\s]+)[ \t]*)?(?:,|$)/y;

/** Parses one value of Authorization, WWW-Authenticate or their proxy variants; a parameter may occur only once. */
export function parseAuthHeader(value: string): Read<AuthHeader> {
  const scheme = SCHEME.exec(value);
  if (scheme === null) return faulty("header-value");
  const params = new Map<string, string>();
  let at = scheme[0].length;
  while (at < value.length) {
    AUTH_PARAM.lastIndex = at;
    const found = AUTH_PARAM.exec(value);
    const name = (found?.[1] ?? "").toLowerCase();
    if (found === null || params.has(name) || params.size >= PARAMS_MAX) return faulty("header-value");
    params.set(name, unquoted(found[2] ?? ""));
    at = AUTH_PARAM.lastIndex;
  }
  return ok({ scheme: (scheme[1] ?? "").toLowerCase(), params });
}

/** Parameters that RFC 7616 §3.3 and §3.4 write without quotes. */
const BARE = new Set(["algorithm", "stale", "nc"]);

/** A Digest challenge or credentials as text. `qop` is quoted in a challenge and bare in credentials. */
export function digestText(params: readonly (readonly [string, string])[], isChallenge: boolean): string {
  const parts = params.map(([name, value]) => {
    const isBare = BARE.has(name) || (name === "qop" && !isChallenge);
    return `${name}=${isBare ? value : quoted(value)}`;
  });
  return `Digest ${parts.join(", ")}`;
}
