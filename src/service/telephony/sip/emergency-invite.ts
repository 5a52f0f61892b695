/** A request line up to the number that is called (RFC 3261 §25.1, RFC 3966 §3). */
const CALL = /^INVITE (?:sips?|tel):([^@;:?> ]{1,24})[@;:?> ]/i;

/** Whether a message that begins so calls for help: what is read before the message is, when an address says too much. */
export function isUrgentLine(firstLine: string, emergency: ReadonlySet<string>): boolean {
  const called = CALL.exec(firstLine)?.[1];
  return called !== undefined && emergency.has(called.replaceAll(/[-.()]/g, ""));
}
