/** The two supported algorithms: SHA-256 (RFC 8760), and MD5 for old phones. */
export type DigestAlgorithm = "SHA-256" | "MD5";

/** A digest of UTF-8 text as lower-case hex; injected, so that this module stays pure. */
export type DigestHash = (algorithm: DigestAlgorithm, text: string) => string;

/** Best first (RFC 8760 §2.3). */
export const DIGEST_ALGORITHMS: readonly DigestAlgorithm[] = ["SHA-256", "MD5"];

/** The stored form of a password: H(username ":" realm ":" password) per algorithm (RFC 7616 §3.4.2). */
export type StoredSecret = Readonly<Record<DigestAlgorithm, string>>;

/** Derives the stored secret of a password. The password itself need not be stored. */
export function storedSecret(
  parts: { readonly username: string; readonly realm: string; readonly password: string },
  hash: DigestHash,
): StoredSecret {
  const text = `${parts.username}:${parts.realm}:${parts.password}`;
  return { "SHA-256": hash("SHA-256", text), MD5: hash("MD5", text) };
}

/** Inputs of a response. `nc`, `cnonce` are null when no qop was negotiated (RFC 2069). */
interface DigestParts {
  readonly algorithm: DigestAlgorithm;
  readonly secret: string;
  readonly method: string;
  readonly uri: string;
  readonly nonce: string;
  readonly protection: { readonly nc: string; readonly cnonce: string } | null;
}

/** The response of RFC 7616 §3.4.1. */
export function digestResponse(parts: DigestParts, hash: DigestHash): string {
  const { algorithm, secret, method, uri, nonce, protection } = parts;
  const act = hash(algorithm, `${method}:${uri}`);
  const middle = protection === null ? nonce : `${nonce}:${protection.nc}:${protection.cnonce}:auth`;
  return hash(algorithm, `${secret}:${middle}:${act}`);
}

/** Compares in constant time. */
export function sameText(left: string, right: string): boolean {
  let difference = left.length ^ right.length;
  for (let at = 0; at < left.length; at += 1)
    difference |= left.charCodeAt(at) ^ right.charCodeAt(at % (right.length || 1));
  return difference === 0;
}
