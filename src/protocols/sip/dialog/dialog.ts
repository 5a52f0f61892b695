import { ok } from "../../../kernel/index.ts";
import { CSEQ_MAX } from "../limits.ts";
import { addressesOf, type CheckedRequest, type CheckedResponse } from "../message/check-message.ts";
import { faulty, type Read } from "../message/fault-result.ts";
import { NO_BODY, type SipHeader, type SipRequest } from "../message/message.ts";
import { type NameAddr, nameAddrText } from "../message/name-addr.ts";
import { paramOf, withParam } from "../message/params.ts";
import { type Uri, uriText } from "../message/uri.ts";

/** A dialog from one side's view (RFC 3261 §12). */
export interface Dialog {
  /** Caller or callee: the owner of the Call-ID waits longer after glare of two re-INVITEs (§14.1). */
  readonly role: "caller" | "callee";
  readonly callId: string;
  /** Including their tags. */
  readonly local: NameAddr;
  readonly remote: NameAddr;
  readonly localTag: string;
  readonly remoteTag: string;
  readonly remoteTarget: Uri;
  readonly routes: readonly NameAddr[];
  readonly localCseq: number;
  /** Null before the first request of the far end. */
  readonly remoteCseq: number | null;
  readonly isEarly: boolean;
}

/** Key of a dialog of this side. */
export function dialogKey(parts: Pick<Dialog, "callId" | "localTag" | "remoteTag">): string {
  return `${parts.callId} ${parts.localTag} ${parts.remoteTag}`;
}

/** Key of the dialog of a request from the far end (§12.2.2); null outside of a dialog. */
export function dialogKeyOf(request: CheckedRequest): string | null {
  if (request.toTag === null) return null;
  return dialogKey({ callId: request.callId, localTag: request.toTag, remoteTag: request.fromTag });
}

/** §12.1.1: the dialog of the callee, created by a response with our tag. */
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

/** §12.1.2: the dialog of the caller, created by a response with a tag. */
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

/** The URI of the one Contact in a message that creates or refreshes a dialog (§12.1). */
function targetOf({ message }: CheckedRequest | CheckedResponse): Read<Uri> {
  const contacts = addressesOf(message, "Contact");
  if (!contacts.ok) return faulty("contact");
  const [contact] = contacts.value;
  return contact === undefined ? faulty("contact-missing") : ok(contact.uri);
}

/** §12.2.1.2, §12.2.2: re-INVITE and UPDATE, and their 2xx, update the remote target. A message without Contact changes nothing. */
export function refreshed(dialog: Dialog, message: CheckedRequest | CheckedResponse): Dialog {
  const target = targetOf(message);
  return target.ok ? { ...dialog, remoteTarget: target.value } : dialog;
}

/** §12.2.2: null for a request whose number is not higher than the last: it is out of order and gets 500. */
export function accepted(dialog: Dialog, request: CheckedRequest): Dialog | null {
  // ACK has the number of its INVITE.
  if (request.message.method === "ACK") return dialog;
  if (dialog.remoteCseq !== null && request.cseq <= dialog.remoteCseq) return null;
  return { ...dialog, remoteCseq: request.cseq };
}

/** Parts of a request inside a dialog that do not follow from the dialog. */
export interface InsideParts {
  readonly method: string;
  /** The topmost Via, including its branch. */
  readonly via: string;
  readonly headers: readonly SipHeader[];
  readonly body?: Uint8Array;
  /** The number of the INVITE that an ACK acknowledges; all other requests use the next number. */
  readonly cseq?: number;
}

/** §12.2.1.1: the next request inside a dialog, and the updated dialog. */
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

/** §12.2.1.1: a first route without "lr" is a strict router, which expects its own URI as Request-URI and the target last. */
function wayInside({ routes, remoteTarget }: Dialog): { readonly uri: string; readonly routes: readonly string[] } {
  const target = uriText(remoteTarget);
  const [first, ...others] = routes;
  if (first === undefined || isLoose(first)) return { uri: target, routes: routes.map(nameAddrText) };
  return { uri: uriText(first.uri), routes: [...others.map(nameAddrText), `<${target}>`] };
}

function isLoose({ uri }: NameAddr): boolean {
  return uri.kind === "sip" && paramOf(uri.params, "lr") !== undefined;
}

/** Destination of the next request inside a dialog: the first route, or the remote target. */
export function nextHop(dialog: Dialog): Uri {
  return dialog.routes[0]?.uri ?? dialog.remoteTarget;
}
