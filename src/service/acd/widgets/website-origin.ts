const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;
/** What a policy of browsers reads as more than one name, or as the end of the list. */
const UNFIT = /[\s*;,'"]/;

/**
 * An origin as browsers name it (RFC 6454 §6.1), from what somebody typed; null for anything but a scheme and a host with an optional port.
 * Pages come by HTTPS; plain HTTP is for a page on the own machine.
 */
export function readOrigin(typed: string): string | null {
  if (!URL.canParse(typed)) return null;
  const { origin, protocol, hostname, pathname, search, hash, username, password } = new URL(typed);
  const isBare = pathname === "/" && search + hash + username + password === "";
  const isSafe = protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
  // Asked of what comes out as well: browsers undo percent signs and wide letters in a host.
  const isOne = [typed, origin].every((text) => !UNFIT.test(text));
  return isBare && isSafe && isOne && hostname !== "" ? origin : null;
}

/** The origin of the page that a request came from; null where none is named. */
export function originOfReferer(referer: string | undefined): string | null {
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : null;
}
