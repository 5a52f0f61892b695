import { ok } from "../../../kernel/index.ts";
import { faultResponse } from "../receive.ts";
import { addressesOf, type CheckedRequest } from "./check-message.ts";
import type { SipFaultCode } from "./fault.ts";
import { faulty, type Read } from "./fault-result.ts";
import { headersOf, type SipResponse } from "./message.ts";

/** Capabilities of the server of a request. Media types and tags are lower-case. */
export interface ServerAbilities {
  readonly methods: readonly string[];
  readonly extensions: readonly string[];
  readonly bodyTypes: readonly string[];
  /** True when requests are forwarded, which costs a hop. */
  readonly forwards: boolean;
}

/** Methods of RFC 3261, 3262, 3265, 3311, 3428, 3515, 3903 and 6086: known, even if not served. */
const METHODS = new Set([
  "INVITE",
  "ACK",
  "BYE",
  "CANCEL",
  "OPTIONS",
  "REGISTER",
  "PRACK",
  "SUBSCRIBE",
  "NOTIFY",
  "PUBLISH",
  "INFO",
  "REFER",
  "MESSAGE",
  "UPDATE",
]);

/** RFC 3261 §8.2: inspects a valid request in the order of the RFC, and refuses it if it cannot be served. */
export function inspectRequest(request: CheckedRequest, abilities: ServerAbilities): Read<null> {
  const { message } = request;
  // §8.2.1: a known method that is not served gets 405 with Allow; an unknown one is not implemented (§21.5.2).
  if (!abilities.methods.includes(message.method)) {
    const code: SipFaultCode = METHODS.has(message.method) ? "method" : "method-unknown";
    return faulty(code, [{ name: "Allow", value: abilities.methods.join(", ") }]);
  }
  // §8.2.2.1
  if (request.uri.kind === "other") return faulty("uri-scheme");
  // §16.3 step 3
  if (abilities.forwards && request.maxForwards === 0) return faulty("too-many-hops");
  const extensions = requiredExtensions(request, abilities);
  if (!extensions.ok) return extensions;
  const addresses = checkAddresses(request);
  return addresses.ok ? checkContent(request, abilities) : addresses;
}

/** §8.2.2.3: Require must be ignored in a CANCEL and in an ACK for an error. */
function requiredExtensions({ message }: CheckedRequest, { extensions }: ServerAbilities): Read<null> {
  if (message.method === "CANCEL" || message.method === "ACK") return ok(null);
  const unknown = tokensOf(message, "Require").filter((tag) => !extensions.includes(tag.toLowerCase()));
  return unknown.length === 0 ? ok(null) : faulty("extension", [{ name: "Unsupported", value: unknown.join(", ") }]);
}

/** §8.1.1.8: INVITE has exactly one Contact; Route, Record-Route and Contact must be valid before use. */
function checkAddresses({ message }: CheckedRequest): Read<null> {
  const contacts = addressesOf({ headers: message.headers.filter(({ value }) => value !== "*") }, "Contact");
  if (!contacts.ok) return faulty("contact");
  if (message.method === "INVITE" && contacts.value.length > 1) return faulty("contact");
  const routes = addressesOf(message, "Route");
  const recorded = addressesOf(message, "Record-Route");
  return routes.ok && recorded.ok ? ok(null) : faulty("route");
}

/** §8.2.3 */
function checkContent({ message }: CheckedRequest, { bodyTypes }: ServerAbilities): Read<null> {
  const encodings = tokensOf(message, "Content-Encoding").filter((name) => name.toLowerCase() !== "identity");
  if (encodings.length > 0) return faulty("content-encoding", [{ name: "Accept-Encoding", value: "identity" }]);
  const type = mediaType(headersOf(message, "Content-Type")[0] ?? "");
  if (message.body.length > 0 && !bodyTypes.includes(type) && !isOptionalBody(message)) {
    return faulty("media-type", [{ name: "Accept", value: bodyTypes.join(", ") }]);
  }
  // §20.1, §21.4.7: the sender of an INVITE must accept the session description of the answer.
  const accepts = tokensOf(message, "Accept").map(mediaType);
  const takesSdp = accepts.some((accepted) => ["application/sdp", "application/*", "*/*"].includes(accepted));
  return message.method === "INVITE" && accepts.length > 0 && !takesSdp ? faulty("not-acceptable") : ok(null);
}

/** §20.11: a body whose handling is optional may be ignored. */
function isOptionalBody(message: CheckedRequest["message"]): boolean {
  return headersOf(message, "Content-Disposition").some((value) =>
    /;[ \t]*handling[ \t]*=[ \t]*"?optional/i.test(value),
  );
}

function mediaType(value: string): string {
  return (value.split(";")[0] ?? "").replaceAll(/[ \t]/g, "").toLowerCase();
}

/** The comma-separated tokens of all header fields of this name; none of them may contain a quoted comma. */
export function tokensOf(message: CheckedRequest["message"], name: string): readonly string[] {
  return headersOf(message, name)
    .flatMap((value) => value.split(","))
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

/** The refusal of a request that cannot be served with these abilities; null for one that can. */
export function answerTo(request: CheckedRequest, abilities: ServerAbilities): SipResponse | null {
  const inspected = inspectRequest(request, abilities);
  return inspected.ok ? null : faultResponse(request.message, inspected.refusal);
}
