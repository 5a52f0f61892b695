const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;
/** Characters that a Content-Security-Policy reads as several sources, or as the end of the list. */
const UNFIT = /[\s*;,'"]/;

/**
 * An origin as browsers serialise it (RFC 6454 §6.1), from typed text; null for anything but a scheme and a host with an optional port.
 * Pages use HTTPS; plain HTTP is for a page on localhost.
 */
export function readOrigin(typed: string): string | null {
  if (!URL.canParse(typed)) return null;
  const { origin, protocol, hostname, pathname, search, hash, username, password } = new URL(typed);
  const isBare = pathname === "/" && search + hash + username + password === "";
  const isSafe = protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
  // Both are checked, since browsers decode percent signs and full-width letters in a host.
  const isOne = [typed, origin].every((text) => !UNFIT.test(text));
  return isBare && isSafe && isOne && hostname !== "" ? origin : null;
}

/** The origin of the page that a request came from; null without a valid Referer. */
export function originOfReferer(referer: string | undefined): string | null {
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : null;
}
