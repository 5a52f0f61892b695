/** Why a message cannot be served; each code has the response that the RFC names. */
export type SipFaultCode =
  | "request-line"
  | "status-line"
  | "header-line"
  | "line-ending"
  | "head-unfinished"
  | "version"
  | "too-large"
  | "too-many-headers"
  | "uri-too-long"
  | "request-uri"
  | "uri-scheme"
  | "uri"
  | "via"
  | "via-missing"
  | "from"
  | "from-missing"
  | "to"
  | "to-missing"
  | "call-id"
  | "call-id-missing"
  | "cseq"
  | "cseq-missing"
  | "cseq-method"
  | "repeated"
  | "max-forwards"
  | "content-length"
  | "content-length-missing"
  | "content-length-differs"
  | "content-length-beyond"
  | "contact"
  | "contact-missing"
  | "route"
  | "params"
  | "quoted-string"
  | "too-many-values"
  | "too-many-hops"
  | "method"
  | "method-unknown"
  | "extension"
  | "media-type"
  | "content-encoding"
  | "not-acceptable"
  | "interval-too-small"
  | "header-value";

/** A fault with the header fields that its response must carry. */
export interface SipFault {
  readonly code: SipFaultCode;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
}

interface Answer {
  readonly status: number;
  readonly phrase: string;
}

const bad = (phrase: string): Answer => ({ status: 400, phrase });

const ANSWERS: Readonly<Record<SipFaultCode, Answer>> = {
  "request-line": bad("Malformed Request-Line"),
  "status-line": bad("Malformed Status-Line"),
  "header-line": bad("Malformed Header Field"),
  "line-ending": bad("Lines Must End With CRLF"),
  "head-unfinished": bad("Header Fields Do Not End"),
  // RFC 3261 §21.5.6
  version: { status: 505, phrase: "Version Not Supported" },
  // RFC 3261 §21.5.7
  "too-large": { status: 513, phrase: "Message Too Large" },
  "too-many-headers": { status: 513, phrase: "Too Many Header Fields" },
  // RFC 3261 §21.4.12
  "uri-too-long": { status: 414, phrase: "Request-URI Too Long" },
  "request-uri": bad("Malformed Request-URI"),
  // RFC 3261 §8.2.2.1
  "uri-scheme": { status: 416, phrase: "Unsupported URI Scheme" },
  uri: bad("Malformed URI"),
  via: bad("Malformed Via"),
  "via-missing": bad("Missing Via"),
  from: bad("Malformed From"),
  "from-missing": bad("Missing From"),
  to: bad("Malformed To"),
  "to-missing": bad("Missing To"),
  "call-id": bad("Malformed Call-ID"),
  "call-id-missing": bad("Missing Call-ID"),
  cseq: bad("Malformed CSeq"),
  "cseq-missing": bad("Missing CSeq"),
  "cseq-method": bad("CSeq Method Does Not Match"),
  repeated: bad("Header Field Given Twice"),
  "max-forwards": bad("Malformed Max-Forwards"),
  "content-length": bad("Malformed Content-Length"),
  "content-length-missing": bad("Missing Content-Length"),
  "content-length-differs": bad("Content-Length Given Twice"),
  "content-length-beyond": bad("Content-Length Beyond Message"),
  contact: bad("Malformed Contact"),
  "contact-missing": bad("Missing Contact"),
  route: bad("Malformed Route"),
  params: bad("Malformed Parameters"),
  "quoted-string": bad("Malformed Quoted String"),
  "too-many-values": bad("Too Many Values"),
  // RFC 3261 §16.3 step 3
  "too-many-hops": { status: 483, phrase: "Too Many Hops" },
  // RFC 3261 §8.2.1
  method: { status: 405, phrase: "Method Not Allowed" },
  // RFC 3261 §21.5.2
  "method-unknown": { status: 501, phrase: "Not Implemented" },
  // RFC 3261 §8.2.2.3
  extension: { status: 420, phrase: "Bad Extension" },
  // RFC 3261 §8.2.3
  "media-type": { status: 415, phrase: "Unsupported Media Type" },
  "content-encoding": { status: 415, phrase: "Unsupported Content Encoding" },
  // RFC 3261 §21.4.7
  "not-acceptable": { status: 406, phrase: "Not Acceptable" },
  // RFC 4028 §6
  "interval-too-small": { status: 422, phrase: "Session Interval Too Small" },
  "header-value": bad("Malformed Header Field"),
};

/** Status and reason phrase of the response to a fault. */
export function answerOf(code: SipFaultCode): Answer {
  return ANSWERS[code];
}
