import { ok } from "../../../kernel/index.ts";
import {
  HEAD_BYTES_MAX,
  HEADER_NAME_MAX,
  HEADER_VALUE_MAX,
  HEADERS_MAX,
  MESSAGE_BYTES_MAX,
  URI_MAX,
} from "../limits.ts";
import type { SipFault } from "./fault.ts";
import { faulty, type Read } from "./fault-result.ts";
import { headerName, isToken } from "./header-names.ts";
import { headersOf, NO_BODY, type SipHeader, type SipMessage } from "./message.ts";

/** Result of parsing a datagram or a frame. A malformed one keeps its readable part, so that it may be answered. */
export type Parsed =
  | { readonly kind: "message"; readonly message: SipMessage }
  | { readonly kind: "bad"; readonly fault: SipFault; readonly partial: SipMessage | null }
  | { readonly kind: "keep-alive" };

/** End of a message's head and start of its body; null while the head is incomplete. */
export interface HeadEnd {
  readonly head: number;
  readonly body: number;
}

const CR = 0x0d;
const LF = 0x0a;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
/** RFC 3261 §7.3.1. The lookbehind makes this linear: a run of blanks is scanned once, from its start. */
const FOLD = /(?<![ \t])[ \t]*(?:\r\n[ \t]+)+/g;
const LONE_END = /\r(?!\n)|(?<!\r)\n/;
const STATUS_LINE = /^(SIP\/\d+\.\d+) (\d{1,12})(?: ([^\r\n]*))?$/i;
const VERSION = /^SIP\/\d+\.\d+$/i;
const SIP_2 = "SIP/2.0";
const DIGITS = /^\d{1,10}$/;

/** Finds the empty line from `start` on. */
export function findHeadEnd(bytes: Uint8Array, start: number): HeadEnd | null {
  let at = bytes.indexOf(CR, start);
  while (at >= 0 && at + 3 < bytes.length) {
    if (bytes[at + 1] === LF && bytes[at + 2] === CR && bytes[at + 3] === LF) return { head: at, body: at + 4 };
    at = bytes.indexOf(CR, at + 1);
  }
  return null;
}

/** Parses one datagram. Bytes after `Content-Length` are dropped (RFC 3261 §18.3); leading CRLFs are skipped (§7.5). */
export function parseDatagram(bytes: Uint8Array): Parsed {
  const start = firstByte(bytes);
  if (start === bytes.length) return { kind: "keep-alive" };
  if (bytes.length > MESSAGE_BYTES_MAX) return bad({ code: "too-large" }, null);
  const end = findHeadEnd(bytes, start);
  if (end === null) {
    return bad({ code: "head-unfinished" }, readPartly(bytes.subarray(start, start + HEAD_BYTES_MAX)));
  }
  const head = parseHead(bytes.subarray(start, end.head));
  if (head.kind !== "message") return head;
  const length = contentLength(head.message.headers);
  if (!length.ok) return bad(length.refusal, head.message);
  const there = bytes.length - end.body;
  // RFC 3261 §18.3: a datagram with a truncated body is answered with 400.
  if (length.value !== null && length.value > there) return bad({ code: "content-length-beyond" }, head.message);
  const bodyLength = length.value ?? there;
  if (bodyLength === 0) return head;
  return { kind: "message", message: { ...head.message, body: bytes.subarray(end.body, end.body + bodyLength) } };
}

function firstByte(bytes: Uint8Array): number {
  let start = 0;
  while (start < bytes.length && (bytes[start] === CR || bytes[start] === LF || bytes[start] === 0)) start += 1;
  return start;
}

function readPartly(bytes: Uint8Array): SipMessage | null {
  const read = parseHead(bytes);
  if (read.kind === "message") return read.message;
  return read.kind === "bad" ? read.partial : null;
}

function bad(fault: SipFault, partial: SipMessage | null): Parsed {
  return { kind: "bad", fault, partial };
}

/** Parses start line and header fields; the message has no body yet. */
export function parseHead(bytes: Uint8Array): Parsed {
  if (bytes.length > HEAD_BYTES_MAX) return bad({ code: "too-large" }, null);
  const written = decoder.decode(bytes);
  const text = written.includes("\r\n ") || written.includes("\r\n\t") ? written.replaceAll(FOLD, " ") : written;
  // RFC 3261 §7: every line ends with CRLF; a lone CR or LF would let two parsers see two different messages.
  if (LONE_END.test(text)) return bad({ code: "line-ending" }, null);
  const lineEnd = text.indexOf("\r\n");
  const firstLine = lineEnd < 0 ? text : text.slice(0, lineEnd);
  const fields = lineEnd < 0 ? { headers: [], fault: null } : readFields(text, lineEnd + 2);
  const started = startLine(firstLine, fields.headers);
  if (started.kind !== "message") return started;
  return fields.fault === null ? started : bad(fields.fault, started.message);
}

interface Fields {
  readonly headers: readonly SipHeader[];
  readonly fault: SipFault | null;
}

/** RFC 3261 §7.3.1. An invalid field is recorded, and the others are parsed, so that the response can be routed. */
function readFields(text: string, start: number): Fields {
  const headers: SipHeader[] = [];
  let fault: SipFault | null = null;
  let at = start;
  while (at < text.length) {
    if (headers.length >= HEADERS_MAX) return { headers, fault: { code: "too-many-headers" } };
    const next = text.indexOf("\r\n", at);
    const end = next < 0 ? text.length : next;
    const colon = text.indexOf(":", at);
    const field = colon < 0 || colon > end ? null : readField(text, at, colon, end);
    if (field === null) fault ??= { code: "header-line" };
    else headers.push(field);
    at = end + 2;
  }
  return { headers, fault };
}

function readField(text: string, start: number, colon: number, end: number): SipHeader | null {
  if (colon - start > HEADER_NAME_MAX || end - colon > HEADER_VALUE_MAX) return null;
  const written = text.slice(start, colon);
  // RFC 3261 §25.1: HCOLON permits space before the colon.
  const name = headerName(written) ?? headerName(written.trimEnd());
  return name === null ? null : { name, value: text.slice(colon + 1, end).trim() };
}

function startLine(line: string, headers: readonly SipHeader[]): Parsed {
  if (line.startsWith("SIP/") || line.startsWith("sip/")) return statusLine(line, headers);
  const first = line.indexOf(" ");
  const last = line.lastIndexOf(" ");
  const method = line.slice(0, first);
  const uri = line.slice(first + 1, last);
  const partial: SipMessage = { kind: "request", method, uri, headers, body: NO_BODY };
  if (first < 1 || !isToken(method)) return bad({ code: "request-line" }, null);
  // RFC 3261 §7.1: exactly one space between the three parts, and none at the end.
  if (last <= first + 1 || !VERSION.test(line.slice(last + 1))) return bad({ code: "request-line" }, partial);
  if (line.slice(last + 1).toUpperCase() !== SIP_2) return bad({ code: "version" }, partial);
  if (uri.length > URI_MAX) return bad({ code: "uri-too-long" }, partial);
  if (uri.includes(" ") || uri.includes("\t")) return bad({ code: "request-uri" }, partial);
  return { kind: "message", message: partial };
}

function statusLine(line: string, headers: readonly SipHeader[]): Parsed {
  const found = STATUS_LINE.exec(line);
  const status = Number(found?.[2]);
  // RFC 3261 §7.2: the code has three digits; 100 to 699 are defined.
  const isKnown = found?.[1]?.toUpperCase() === SIP_2 && found[2]?.length === 3 && status >= 100 && status < 700;
  if (!isKnown) return bad({ code: "status-line" }, null);
  return { kind: "message", message: { kind: "response", status, reason: found[3] ?? "", headers, body: NO_BODY } };
}

/** The value of `Content-Length`, null when absent. Two different values, or an invalid number, are refused. */
export function contentLength(headers: readonly SipHeader[]): Read<number | null> {
  const values = headersOf({ headers }, "Content-Length");
  const [first] = values;
  if (first === undefined) return ok(null);
  if (values.some((value) => value !== first)) return faulty("content-length-differs");
  return DIGITS.test(first) ? ok(Number(first)) : faulty("content-length");
}
