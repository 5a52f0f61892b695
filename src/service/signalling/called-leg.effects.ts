import {
  type CheckedResponse,
  callerDialog,
  clientKey,
  dialogKey,
  NO_BODY,
  nameAddrText,
  reasonOf,
  requestInside,
  type SipRequest,
  type TransactionKey,
} from "../../protocols/sip/index.ts";
import type { LegName, Party } from "../calls/index.ts";
import {
  contactFor,
  described,
  forget,
  freshVia,
  keepDialog,
  type LegWorld,
  legKey,
  METHODS,
  peerOf,
  sendBye,
  tellCall,
} from "./leg-world.effects.ts";
import { descriptionOf } from "./read-request.ts";
import type { SipLeg } from "./sip-leg.ts";
import type { WayTo } from "./way-to.ts";

/** Invites a party with our offer; a party that cannot be reached any more counts as failed. */
export function inviteParty(
  world: LegWorld,
  name: LegName,
  wish: { readonly party: Party; readonly sdp: string },
): void {
  const way = world.wayTo(name, wish.party);
  if (way === null) {
    world.tell(name.callId, { input: "failed", legId: name.legId, status: 480, cause: 20 });
    return;
  }
  const { branch, via } = freshVia(world, way.peer);
  const leg: SipLeg = {
    name,
    role: "called",
    localTag: world.ids.secret(8),
    isLine: way.isLine,
    peer: way.peer,
    dialog: null,
    state: "inviting",
    invite: null,
    branch,
    ack: null,
    isUnwanted: false,
    reoffer: null,
    refer: null,
    isReferred: false,
    sdp: wish.sdp,
    repeat: null,
  };
  world.legs.set(legKey(name), leg);
  world.byKey.set(clientKey(branch, "INVITE"), leg);
  world.core().request(branch, inviteRequest(world, leg, { way, via, sdp: wish.sdp }), way.peer);
}

function inviteRequest(
  world: LegWorld,
  leg: SipLeg,
  { way, via, sdp }: { readonly way: WayTo; readonly via: string; readonly sdp: string },
): SipRequest {
  const { host, port } = world.ownAddress(way.peer.transport);
  const own = { kind: "sip", secure: false, password: null, host, port, params: [], headers: null } as const;
  const from = {
    display: way.from.display,
    uri: { ...own, user: way.from.user },
    params: [{ name: "tag", value: leg.localTag }],
  };
  const { headers, body } = described(sdp);
  return {
    kind: "request",
    method: "INVITE",
    uri: way.uri,
    headers: [
      { name: "Via", value: via },
      { name: "Max-Forwards", value: "70" },
      { name: "From", value: nameAddrText(from) },
      { name: "To", value: `<${way.to}>` },
      { name: "Call-ID", value: world.ids.secret(16) },
      { name: "CSeq", value: "1 INVITE" },
      contactFor(world, way.peer),
      { name: "Allow", value: METHODS.join(", ") },
      ...way.headers,
      ...headers,
    ],
    body,
  };
}

/** An answer to our INVITE. */
export function inviteAnswered(world: LegWorld, leg: SipLeg, key: TransactionKey, response: CheckedResponse): void {
  const { status } = response.message;
  if (status >= 300) {
    world.byKey.delete(key);
    forget(world, leg);
    if (leg.isUnwanted) return;
    const cause = reasonOf(response.message, "Q.850")?.cause ?? null;
    return tellCall(world, leg, { input: "failed", legId: leg.name.legId, status, cause });
  }
  if (status >= 200) return succeeded(world, leg, response);
  if (status > 100 && !leg.isUnwanted) tellCall(world, leg, { input: "rang", legId: leg.name.legId });
}

/** RFC 3261 §13.2.2.4: every 2xx is acknowledged; one that comes again gets its ACK again, one of a second fork is ended. */
function succeeded(world: LegWorld, leg: SipLeg, response: CheckedResponse): void {
  const dialog = callerDialog(response);
  if (leg.dialog !== null) {
    if (dialog.ok && dialogKey(dialog.value) !== dialogKey(leg.dialog)) return endFork(world, leg, response);
    return leg.ack?.();
  }
  if (!dialog.ok) {
    leg.state = "ended";
    return tellCall(world, leg, { input: "failed", legId: leg.name.legId, status: 502, cause: 111 });
  }
  keepDialog(world, leg, dialog.value);
  leg.state = "confirmed";
  leg.ack = acknowledgement(world, leg, response.cseq);
  leg.ack();
  if (leg.isUnwanted) return sendBye(world, leg, 16);
  const sdp = descriptionOf(response.message);
  if (sdp === null) {
    sendBye(world, leg, 111);
    return tellCall(world, leg, { input: "failed", legId: leg.name.legId, status: 488, cause: 111 });
  }
  return tellCall(world, leg, { input: "accepted", legId: leg.name.legId }, sdp);
}

function acknowledgement(world: LegWorld, leg: SipLeg, cseq: number): () => void {
  const peer = peerOf(leg);
  const { via } = freshVia(world, peer);
  const { dialog } = leg;
  if (dialog === null) return () => undefined;
  const { request } = requestInside(dialog, { method: "ACK", via, headers: [], body: NO_BODY, cseq });
  return () => world.core().sendAck(request, peer);
}

function endFork(world: LegWorld, leg: SipLeg, response: CheckedResponse): void {
  const dialog = callerDialog(response);
  if (!dialog.ok) return;
  const fork: SipLeg = { ...leg, dialog: dialog.value, repeat: null };
  acknowledgement(world, fork, response.cseq)();
  const { branch, via } = freshVia(world, fork.peer);
  const bye = requestInside(dialog.value, { method: "BYE", via, headers: [] });
  world.core().request(branch, bye.request, fork.peer);
}

/** Nothing came back: as if a 408 or a 503 had (RFC 3261 §8.1.3.1). */
export function inviteFailed(world: LegWorld, leg: SipLeg, why: "timeout" | "transport-failed"): void {
  if (leg.dialog !== null) return;
  forget(world, leg);
  if (leg.isUnwanted) return;
  const status = why === "timeout" ? 408 : 503;
  tellCall(world, leg, { input: "failed", legId: leg.name.legId, status, cause: why === "timeout" ? 18 : 38 });
}

/** Ends a called leg by what it needs. */
export function dropCalled(world: LegWorld, leg: SipLeg, cause: number): void {
  if (leg.state !== "inviting") return sendBye(world, leg, cause);
  leg.isUnwanted = true;
  if (leg.branch !== null) world.core().cancel(leg.branch);
}
