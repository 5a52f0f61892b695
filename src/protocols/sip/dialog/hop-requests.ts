import type { CheckedResponse } from "../message/check-message.ts";
import { headerOf, headersOf, NO_BODY, type SipHeader, type SipRequest } from "../message/message.ts";

const MAX_FORWARDS: SipHeader = { name: "Max-Forwards", value: "70" };

/** RFC 3261 §17.1.1.3: the ACK of an error has the INVITE's Request-URI, topmost Via and Route, and the response's To. */
export function ackForError(invite: SipRequest, response: CheckedResponse): SipRequest {
  const to = headerOf(response.message, "To") ?? "";
  return hopRequest(invite, "ACK", { name: "To", value: to });
}

/** RFC 3261 §9.1: everything as in the INVITE except the method; `headers` may give the reason (RFC 3326). */
export function cancelFor(invite: SipRequest, headers: readonly SipHeader[]): SipRequest {
  const request = hopRequest(invite, "CANCEL", { name: "To", value: headerOf(invite, "To") ?? "" });
  return { ...request, headers: [...request.headers, ...headers] };
}

function hopRequest(invite: SipRequest, method: string, to: SipHeader): SipRequest {
  const copied = (name: string): SipHeader => ({ name, value: headerOf(invite, name) ?? "" });
  const cseq = (headerOf(invite, "CSeq") ?? "").replace(/(?<!\S)\S+$/, method);
  return {
    kind: "request",
    method,
    uri: invite.uri,
    headers: [
      copied("Via"),
      MAX_FORWARDS,
      copied("From"),
      to,
      copied("Call-ID"),
      { name: "CSeq", value: cseq },
      ...headersOf(invite, "Route").map((value) => ({ name: "Route", value })),
    ],
    body: NO_BODY,
  };
}
