/** A request line up to the called number (RFC 3261 §25.1, RFC 3966 §3). */
const CALL = /^INVITE (?:sips?|tel):([^@;:?> ]{1,24})[@;:?> ]/i;

/** Detects emergency INVITEs by the request line before parsing, so that the message rate limit of an address does not drop them. */
export function isUrgentLine(firstLine: string, emergency: ReadonlySet<string>): boolean {
  const called = CALL.exec(firstLine)?.[1];
  return called !== undefined && emergency.has(called.replaceAll(/[-.()]/g, ""));
}
