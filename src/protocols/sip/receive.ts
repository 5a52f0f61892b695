import { assert } from "../../kernel/index.ts";
import { type CheckedRequest, type CheckedResponse, checkMessage } from "./message/check-message.ts";
import { answerOf, type SipFault, type SipFaultCode } from "./message/fault.ts";
import {
  headerOf,
  NO_BODY,
  type SipHeader,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from "./message/message.ts";
import type { Parsed } from "./message/parse-message.ts";
import { readVia } from "./message/via.ts";
import { responseTarget, type SipPeer, viaReceived, withTopVia } from "./peer.ts";

/** Result of one message: serve, respond at once, or drop and count under `why`. */
export type Received =
  | { readonly kind: "request"; readonly request: CheckedRequest; readonly source: SipPeer }
  | { readonly kind: "response"; readonly response: CheckedResponse; readonly source: SipPeer }
  | { readonly kind: "answer"; readonly response: SipResponse; readonly to: SipPeer; readonly why: SipFaultCode }
  | { readonly kind: "keep-alive" }
  | { readonly kind: "drop"; readonly why: DropReason };

/** Why a message was dropped without a response. */
export type DropReason = "bad-response" | "bad-ack" | "unanswerable" | "response-not-ours";

/** Validates a parsed message, records its source, and decides how to process it. */
export function receive(parsed: Parsed, source: SipPeer): Received {
  if (parsed.kind === "keep-alive") return parsed;
  if (parsed.kind === "bad") return refusal(parsed.partial, parsed.fault, source);
  const noted = parsed.message.kind === "request" ? withSource(parsed.message, source) : parsed.message;
  const checked = checkMessage(noted);
  if (!checked.ok) return refusal(noted, checked.refusal, source);
  if (checked.value.kind === "request") return { kind: "request", request: checked.value, source };
  // RFC 3261 §8.1.3.3: more than one Via value means that the response was misrouted.
  if (checked.value.vias !== 1) return { kind: "drop", why: "response-not-ours" };
  return { kind: "response", response: checked.value, source };
}

function withSource(request: SipRequest, source: SipPeer): SipRequest {
  const value = headerOf(request, "Via");
  if (value === undefined) return request;
  const read = readVia(value, 0);
  return read.ok ? withTopVia(request, viaReceived(read.value.value, source), read.value.end) : request;
}

/** RFC 3261 §18.3, §8.2: a bad request is answered, a bad response or ACK is dropped. */
function refusal(partial: SipMessage | null, fault: SipFault, source: SipPeer): Received {
  if (partial === null) return { kind: "drop", why: "unanswerable" };
  if (partial.kind === "response") return { kind: "drop", why: "bad-response" };
  if (partial.method === "ACK") return { kind: "drop", why: "bad-ack" };
  const request = withSource(partial, source);
  const via = headerOf(request, "Via");
  if (via === undefined) return { kind: "drop", why: "unanswerable" };
  const read = readVia(via, 0);
  const to = read.ok ? responseTarget(read.value.value, source) : source;
  return { kind: "answer", response: faultResponse(request, fault), to, why: fault.code };
}

/** The header fields that a response copies from its request (RFC 3261 §8.2.6.2). */
const COPIED = new Set(["Via", "From", "To", "Call-ID", "CSeq"]);

/** Parts of a response beside the copied ones. */
export interface ResponseParts {
  readonly status: number;
  readonly reason: string;
  /** Our tag, if the request's To has none and the response is not a 100. */
  readonly toTag: string | null;
  readonly headers?: readonly SipHeader[];
  readonly body?: Uint8Array;
}

/** Builds the response to a request, even to a partly readable one. */
export function respond(request: SipRequest, parts: ResponseParts): SipResponse {
  const copied: SipHeader[] = [];
  for (const header of request.headers) {
    if (!COPIED.has(header.name)) continue;
    const isUntagged = header.name === "To" && parts.toTag !== null && !hasTag(header.value);
    copied.push(isUntagged ? { name: "To", value: `${header.value};tag=${parts.toTag}` } : header);
  }
  const headers = parts.headers === undefined ? copied : [...copied, ...parts.headers];
  return { kind: "response", status: parts.status, reason: parts.reason, headers, body: parts.body ?? NO_BODY };
}

const TAG = /;[ \t]*tag[ \t]*=/i;

/** RFC 3261 §20.10: a tag inside the brackets belongs to the URI; without brackets every parameter belongs to the header. */
function hasTag(value: string): boolean {
  return TAG.test(value.slice(value.lastIndexOf(">") + 1));
}

/** The response to a fault. It is stateless, so its tag is derived from the request. */
export function faultResponse(request: SipRequest, fault: SipFault): SipResponse {
  const { status, phrase } = answerOf(fault.code);
  assert(status >= 400, "a fault is answered with an error");
  return respond(request, { status, reason: phrase, toTag: statelessTag(request), headers: fault.headers ?? [] });
}

const HASH_START = 0x811c9dc5;
const HASH_STEP = 0x01000193;

/** RFC 3261 §8.2.7: the tag of a stateless response is the same for each retransmission of the request (FNV-1a). */
export function statelessTag(request: SipRequest): string {
  let hash = HASH_START;
  for (const name of ["Call-ID", "From", "CSeq"]) {
    const value = headerOf(request, name) ?? "";
    for (let at = 0; at < value.length; at += 1) hash = Math.imul(hash ^ value.charCodeAt(at), HASH_STEP) >>> 0;
  }
  return hash.toString(36);
}
