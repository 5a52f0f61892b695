import { NO_BODY, reasonText, type SessionParts, type SipHeader } from "../../../protocols/sip/index.ts";

const TEXT = new TextEncoder();

/** Supported methods; every INVITE and its answer list them (RFC 3261 §20.5). */
export const METHODS = ["INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "REGISTER", "REFER", "INFO", "UPDATE", "NOTIFY"];

/** The capabilities against which a request is checked. */
export const ABILITIES = {
  methods: METHODS,
  extensions: ["timer"],
  bodyTypes: ["application/sdp"],
  forwards: false,
};

/** Sent in every INVITE and every answer to one. */
export const ALLOW: SipHeader = { name: "Allow", value: METHODS.join(", ") };

/** A session description as body, with its Content-Type header. */
export function described(sdp: string): SessionParts {
  return { headers: [ALLOW, { name: "Content-Type", value: "application/sdp" }], body: TEXT.encode(sdp) };
}

/** Neither headers nor a body. */
export const NO_PARTS: SessionParts = { headers: [], body: NO_BODY };

/** The Q.850 cause as a Reason header for exchanges (RFC 3326). */
export function causeHeader(cause: number): SipHeader {
  return { name: "Reason", value: reasonText({ protocol: "Q.850", cause, text: null }) };
}

/** Non-selected user clearing (Q.850): another phone has answered the call. */
const TAKEN_ELSEWHERE = 26;

/**
 * Headers with the reason for the end of a leg. A phone that rang in vain receives "call completed elsewhere", so that it records no missed call (RFC 3326 §1).
 */
export function endHeaders(cause: number): readonly SipHeader[] {
  if (cause !== TAKEN_ELSEWHERE) return [causeHeader(cause)];
  const elsewhere = reasonText({ protocol: "SIP", cause: 200, text: "Call completed elsewhere" });
  return [causeHeader(cause), { name: "Reason", value: elsewhere }];
}

/** The result of a REFER, as the body of its NOTIFY (RFC 3515 §2.4.5). */
export function sipFragment(status: number): Uint8Array {
  const phrase = status === 100 ? "Trying" : status === 200 ? "OK" : "Failed";
  return TEXT.encode(`SIP/2.0 ${status} ${phrase}\r\n`);
}
