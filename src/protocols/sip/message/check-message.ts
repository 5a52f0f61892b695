import { ok } from "../../../kernel/index.ts";
import { CSEQ_MAX, VALUES_MAX } from "../limits.ts";
import { faulty, type Read } from "./fault-result.ts";
import { isToken } from "./header-names.ts";
import type { SipHeader, SipMessage, SipRequest, SipResponse } from "./message.ts";
import { type NameAddr, parseNameAddr, readNameAddr } from "./name-addr.ts";
import { paramOf, type ReadAt } from "./params.ts";
import { parseUri, type Uri } from "./uri.ts";
import { readVia, type Via } from "./via.ts";

/** Mandatory fields of every valid message (RFC 3261 §8.1.1), parsed once. */
interface Essentials {
  /** The topmost Via. */
  readonly via: Via;
  readonly from: NameAddr;
  /** Empty for a client older than RFC 3261. */
  readonly fromTag: string;
  readonly to: NameAddr;
  readonly toTag: string | null;
  readonly callId: string;
  readonly cseq: number;
}

/** A valid request. */
export interface CheckedRequest extends Essentials {
  readonly kind: "request";
  readonly message: SipRequest;
  readonly uri: Uri;
  /** Null when the request has no Max-Forwards. */
  readonly maxForwards: number | null;
}

/** A valid response. */
export interface CheckedResponse extends Essentials {
  readonly kind: "response";
  readonly message: SipResponse;
  /** The method of the request that it answers. */
  readonly method: string;
  /** Number of Via values; more than one means a misrouted response (RFC 3261 §8.1.3.3). */
  readonly vias: number;
}

const CSEQ = /^(\d{1,20})[ \t]+(\S+)$/;
const DIGITS = /^\d{1,10}$/;
const CALL_ID = /^[^\s@]+(?:@[^\s@]+)?$/;
const MAX_FORWARDS_MAX = 255;
const SINGLE = ["From", "To", "Call-ID", "CSeq", "Max-Forwards"];

/** Parses and validates the mandatory fields. Refuses with the first fault. */
export function checkMessage(message: SipMessage): Read<CheckedRequest | CheckedResponse> {
  const found = essentialFields(message.headers);
  if (!found.ok) return found;
  const fields = found.value;
  const via = topVia(fields.via);
  if (!via.ok) return via;
  const from = fields.from === null ? faulty("from-missing") : addressOf(fields.from, "from");
  if (!from.ok) return from;
  const to = fields.to === null ? faulty("to-missing") : addressOf(fields.to, "to");
  if (!to.ok) return to;
  if (fields.callId === null) return faulty("call-id-missing");
  if (!CALL_ID.test(fields.callId)) return faulty("call-id");
  const cseq = cseqOf(fields.cseq);
  if (!cseq.ok) return cseq;
  const essentials = {
    via: via.value,
    from: from.value,
    fromTag: paramOf(from.value.params, "tag") ?? "",
    to: to.value,
    toTag: paramOf(to.value.params, "tag") ?? null,
    callId: fields.callId,
    cseq: cseq.value.number,
  };
  if (message.kind === "request") return checkRequest(message, essentials, cseq.value.method, fields.maxForwards);
  const vias = valuesOf(message, "Via", readVia);
  if (!vias.ok) return vias;
  return ok({ kind: "response", message, ...essentials, method: cseq.value.method, vias: vias.value.length });
}

function checkRequest(
  message: SipRequest,
  essentials: Essentials,
  cseqMethod: string,
  maxForwards: string | null,
): Read<CheckedRequest> {
  // RFC 3261 §8.1.1.5: the method of CSeq must be that of the request.
  if (cseqMethod !== message.method) return faulty("cseq-method");
  const uri = parseUri(message.uri);
  // RFC 3261 §19.1.1: header fields in a Request-URI are not allowed.
  if (!uri.ok || (uri.value.kind === "sip" && uri.value.headers !== null)) return faulty("request-uri");
  if (maxForwards !== null && !DIGITS.test(maxForwards)) return faulty("max-forwards");
  const hops = maxForwards === null ? null : Math.min(Number(maxForwards), MAX_FORWARDS_MAX);
  return ok({ kind: "request", message, ...essentials, uri: uri.value, maxForwards: hops });
}

interface Fields {
  via: string | null;
  from: string | null;
  to: string | null;
  callId: string | null;
  cseq: string | null;
  maxForwards: string | null;
}

/** One pass over the header fields; reports repeated fields that may occur only once (RFC 3261 §7.3.1). */
function essentialFields(headers: readonly SipHeader[]): Read<Fields> {
  const fields: Fields = { via: null, from: null, to: null, callId: null, cseq: null, maxForwards: null };
  for (const { name, value } of headers) {
    const key = FIELD_KEYS.get(name);
    if (key === undefined) continue;
    if (fields[key] === null) fields[key] = value;
    else if (key !== "via" && SINGLE.includes(name)) return faulty("repeated");
  }
  return ok(fields);
}

const FIELD_KEYS: ReadonlyMap<string, keyof Fields> = new Map([
  ["Via", "via"],
  ["From", "from"],
  ["To", "to"],
  ["Call-ID", "callId"],
  ["CSeq", "cseq"],
  ["Max-Forwards", "maxForwards"],
]);

function topVia(value: string | null): Read<Via> {
  if (value === null) return faulty("via-missing");
  const read = readVia(value, 0);
  if (!read.ok) return read;
  return read.value.end < value.length - 1 || read.value.end === value.length ? ok(read.value.value) : faulty("via");
}

function addressOf(value: string, code: "from" | "to"): Read<NameAddr> {
  const read = parseNameAddr(value);
  if (!read.ok) return faulty(code);
  // A tag without value identifies no dialog.
  return paramOf(read.value.params, "tag") === null ? faulty(code) : read;
}

function cseqOf(value: string | null): Read<{ readonly number: number; readonly method: string }> {
  if (value === null) return faulty("cseq-missing");
  const found = CSEQ.exec(value);
  const [, digits = "", method = ""] = found ?? [];
  const number = Number(digits);
  if (found === null || number > CSEQ_MAX || !isToken(method)) return faulty("cseq");
  return ok({ number, method });
}

/** The values of a list header over all its fields, parsed by `read`. Refuses an invalid value, and too many values. */
function valuesOf<Value>(
  message: { readonly headers: readonly SipHeader[] },
  name: string,
  read: (text: string, start: number) => Read<ReadAt<Value>>,
): Read<readonly Value[]> {
  const values: Value[] = [];
  for (const header of message.headers) {
    if (header.name !== name) continue;
    let at = 0;
    while (at <= header.value.length) {
      if (values.length >= VALUES_MAX) return faulty("too-many-values");
      const next = read(header.value, at);
      if (!next.ok) return next;
      values.push(next.value.value);
      at = next.value.end + 1;
    }
  }
  return ok(values);
}

/** The addresses of a list header: Contact, Route, Record-Route, Path, P-Asserted-Identity, Diversion. */
export function addressesOf(
  message: { readonly headers: readonly SipHeader[] },
  name: string,
): Read<readonly NameAddr[]> {
  return valuesOf(message, name, readNameAddr);
}
