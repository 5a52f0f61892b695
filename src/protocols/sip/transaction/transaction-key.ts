import type { CheckedRequest, CheckedResponse } from "../message/check-message.ts";
import { paramOf } from "../message/params.ts";
import { uniqueBranch, viaText } from "../message/via.ts";

/** Identifies one transaction, client or server, within a process. */
export type TransactionKey = string;

/** The server transaction of a request; for ACK and CANCEL, `method` selects that of their INVITE. */
export function serverKey(request: CheckedRequest, method: string): TransactionKey {
  const { via } = request;
  const branch = uniqueBranch(via);
  // RFC 3261 §17.2.3: branch, sent-by and method.
  if (branch !== null) return `s ${branch} ${via.host}:${via.port ?? ""} ${method}`;
  return oldServerKey(request, method);
}

/**
 * RFC 3261 §17.2.3 for clients of RFC 2543: Request-URI, From tag, Call-ID, CSeq number and topmost Via.
 * The To tag counts too, except for INVITE and its ACK, because that of the ACK is the response's.
 */
function oldServerKey(request: CheckedRequest, method: string): TransactionKey {
  const { message, toTag, fromTag, callId, cseq, via } = request;
  const to = method === "INVITE" ? "" : (toTag ?? "");
  return `o ${message.uri} ${to} ${fromTag} ${callId} ${cseq} ${viaText(via)} ${method}`;
}

/** The client transaction of a response (RFC 3261 §17.1.3); null when it identifies none. */
export function clientKeyOf(response: CheckedResponse): TransactionKey | null {
  const branch = paramOf(response.via.params, "branch");
  return branch === undefined || branch === null ? null : clientKey(branch, response.method);
}

/** The client transaction of a request that was sent with this branch. */
export function clientKey(branch: string, method: string): TransactionKey {
  return `c ${branch} ${method}`;
}

/** The branch and method of a client transaction; null for a server's. */
export function sentAs(key: TransactionKey): { readonly branch: string; readonly method: string } | null {
  const [side, branch, method] = key.split(" ");
  return side === "c" && branch !== undefined && method !== undefined ? { branch, method } : null;
}

/** Two requests with the same key but different transactions arrived by two paths (RFC 3261 §8.2.2.2); null inside a dialog. */
export function mergeKey(request: CheckedRequest): string | null {
  const { message, toTag, fromTag, callId, cseq } = request;
  return toTag === null && fromTag !== "" ? `${fromTag} ${callId} ${cseq} ${message.method}` : null;
}
