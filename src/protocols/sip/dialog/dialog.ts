import { ok } from "../../../kernel/index.ts";
import { CSEQ_MAX } from "../limits.ts";
import { addressesOf, type CheckedRequest, type CheckedResponse } from "../message/check-message.ts";
import { faulty, type Read } from "../message/fault-result.ts";
import { NO_BODY, type SipHeader, type SipRequest } from "../message/message.ts";
import { type NameAddr, nameAddrText } from "../message/name-addr.ts";
import { paramOf, withParam } from "../message/params.ts";
import { type Uri, uriText } from "../message/uri.ts";

/** A dialog as one side sees it (RFC 3261 §12). */
export interface Dialog {
  /** Who began it: the owner of the Call-ID waits longer after two re-INVITEs met (§14.1). */
  readonly role: "caller" | "callee";
  readonly callId: string;
  /** With their tags. */
  readonly local: NameAddr;
  readonly remote: NameAddr;
  readonly localTag: string;
  readonly remoteTag: string;
  readonly remoteTarget: Uri;
  readonly routes: readonly NameAddr[];
  readonly localCseq: number;
  /** Null while nothing came from there. */
  readonly remoteCseq: number | null;
  readonly isEarly: boolean;
}

/** Names a dialog of this side. */
export function dialogKey(parts: Pick<Dialog, "callId" | "localTag" | "remoteTag">): string {
  return `${parts.callId} ${parts.localTag} ${parts.remoteTag}`;
}

/** The dialog that a request from the other side belongs to (§12.2.2); null for one outside of any. */
export function dialogKeyOf(request: CheckedRequest): string | null {
  if (request.toTag === null) return null;
  return dialogKey({ callId: request.callId, localTag: request.toTag, remoteTag: request.fromTag });
}

/** §12.1.1: the dialog that begins where an INVITE is answered with a tag of ours. */
export function calleeDialog(request: CheckedRequest, localTag: string): Read<Dialog> {
  const target = targetOf(request);
  if (!target.ok) return target;
  const routes = addressesOf(request.message, "Record-Route");
  if (!routes.ok) return faulty("route");
  return ok({
    role: "callee",
    callId: request.callId,
    local: { ...request.to, params: withParam(request.to.params, "tag", localTag) },
    remote: request.from,
    localTag,
    remoteTag: request.fromTag,
    remoteTarget: target.value,
    routes: routes.value,
    localCseq: 0,
    remoteCseq: request.cseq,
    isEarly: true,
  });
}

/** §12.1.2: the dialog that a response with a tag makes for the one who invited. */
export function callerDialog(response: CheckedResponse): Read<Dialog> {
  if (response.toTag === null) return faulty("to");
  const target = targetOf(response);
  if (!target.ok) return target;
  const routes = addressesOf(response.message, "Record-Route");
  if (!routes.ok) return faulty("route");
  return ok({
    role: "caller",
    callId: response.callId,
    local: response.from,
    remote: response.to,
    localTag: response.fromTag,
    remoteTag: response.toTag,
    remoteTarget: target.value,
    routes: routes.value.toReversed(),
    localCseq: response.cseq,
    remoteCseq: null,
    isEarly: response.message.status < 200,
  });
}

/** The URI of the one Contact that a message which makes or refreshes a dialog must hold (§12.1). */
function targetOf({ message }: CheckedRequest | CheckedResponse): Read<Uri> {
  const contacts = addressesOf(message, "Contact");
  if (!contacts.ok) return faulty("contact");
  const [contact] = contacts.value;
  return contact === undefined ? faulty("contact-missing") : ok(contact.uri);
}

/** §12.2.1.2, §12.2.2: re-INVITE and UPDATE, and their 2xx, move the remote target. A message without Contact moves nothing. */
export function refreshed(dialog: Dialog, message: CheckedRequest | CheckedResponse): Dialog {
  const target = targetOf(message);
  return target.ok ? { ...dialog, remoteTarget: target.value } : dialog;
}

/** §12.2.2: a request whose number is not higher than the last is out of order and gets 500; null says so. */
export function accepted(dialog: Dialog, request: CheckedRequest): Dialog | null {
  // ACK has the number of its INVITE.
  if (request.message.method === "ACK") return dialog;
  if (dialog.remoteCseq !== null && request.cseq <= dialog.remoteCseq) return null;
  return { ...dialog, remoteCseq: request.cseq };
}

/** What a request inside a dialog says beside the dialog's own. */
export interface InsideParts {
  readonly method: string;
  /** The topmost Via, its branch included. */
  readonly via: string;
  readonly headers: readonly SipHeader[];
  readonly body?: Uint8Array;
  /** The number of the INVITE that an ACK acknowledges; all other requests take the next. */
  readonly cseq?: number;
}

/** §12.2.1.1: the next request inside a dialog, and the dialog after it. */
export function requestInside(
  dialog: Dialog,
  parts: InsideParts,
): { readonly dialog: Dialog; readonly request: SipRequest } {
  const cseq = parts.cseq ?? (dialog.localCseq % CSEQ_MAX) + 1;
  const { uri, routes } = wayInside(dialog);
  const request: SipRequest = {
    kind: "request",
    method: parts.method,
    uri,
    headers: [
      { name: "Via", value: parts.via },
      { name: "Max-Forwards", value: "70" },
      ...routes.map((value) => ({ name: "Route", value })),
      { name: "From", value: nameAddrText(dialog.local) },
      { name: "To", value: nameAddrText(dialog.remote) },
      { name: "Call-ID", value: dialog.callId },
      { name: "CSeq", value: `${cseq} ${parts.method}` },
      ...parts.headers,
    ],
    body: parts.body ?? NO_BODY,
  };
  return { dialog: parts.cseq === undefined ? { ...dialog, localCseq: cseq } : dialog, request };
}

/** §12.2.1.1: a first route without "lr" is an old proxy, which wants itself as Request-URI and the target last. */
function wayInside({ routes, remoteTarget }: Dialog): { readonly uri: string; readonly routes: readonly string[] } {
  const target = uriText(remoteTarget);
  const [first, ...others] = routes;
  if (first === undefined || isLoose(first)) return { uri: target, routes: routes.map(nameAddrText) };
  return { uri: uriText(first.uri), routes: [...others.map(nameAddrText), `<${target}>`] };
}

function isLoose({ uri }: NameAddr): boolean {
  return uri.kind === "sip" && paramOf(uri.params, "lr") !== undefined;
}

/** Where the next request inside a dialog is sent: the first route, or the remote target. */
export function nextHop(dialog: Dialog): Uri {
  return dialog.routes[0]?.uri ?? dialog.remoteTarget;
}
