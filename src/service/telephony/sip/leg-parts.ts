import { NO_BODY, reasonText, type SessionParts, type SipHeader } from "../../../protocols/sip/index.ts";

const TEXT = new TextEncoder();

/** Methods that are served; every INVITE and its answer say so (RFC 3261 §20.5). */
export const METHODS = ["INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "REGISTER", "REFER", "INFO", "UPDATE", "NOTIFY"];

/** What this side can do, as a request is judged by. */
export const ABILITIES = {
  methods: METHODS,
  extensions: ["timer"],
  bodyTypes: ["application/sdp"],
  forwards: false,
};

/** What every INVITE and every answer to one names. */
export const ALLOW: SipHeader = { name: "Allow", value: METHODS.join(", ") };

/** A session description as body, with the header that names it. */
export function described(sdp: string): SessionParts {
  return { headers: [ALLOW, { name: "Content-Type", value: "application/sdp" }], body: TEXT.encode(sdp) };
}

/** Nothing to be said. */
export const NO_PARTS: SessionParts = { headers: [], body: NO_BODY };

/** The Q.850 cause as an exchange reads it (RFC 3326). */
export function causeHeader(cause: number): SipHeader {
  return { name: "Reason", value: reasonText({ protocol: "Q.850", cause, text: null }) };
}

/** Non-selected user clearing (Q.850): another one has taken the call. */
const TAKEN_ELSEWHERE = 26;

/**
 * Why a leg is ended. A phone that rang in vain hears that the call was completed elsewhere, so that it keeps no missed call
 * (RFC 3326 §1).
 */
export function endHeaders(cause: number): readonly SipHeader[] {
  if (cause !== TAKEN_ELSEWHERE) return [causeHeader(cause)];
  const elsewhere = reasonText({ protocol: "SIP", cause: 200, text: "Call completed elsewhere" });
  return [causeHeader(cause), { name: "Reason", value: elsewhere }];
}

/** What a REFER came to, as the body of its NOTIFY (RFC 3515 §2.4.5). */
export function sipFragment(status: number): Uint8Array {
  const phrase = status === 100 ? "Trying" : status === 200 ? "OK" : "Failed";
  return TEXT.encode(`SIP/2.0 ${status} ${phrase}\r\n`);
}
