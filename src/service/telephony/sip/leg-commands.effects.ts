import {
  type CheckedRequest,
  escapedUser,
  hostText,
  invite,
  type NameAddr,
  NO_BODY,
  parseUri,
  type SessionParts,
  sendInside,
  type Uri,
} from "../../../protocols/sip/index.ts";
import type { LegName, Party, Signalling } from "../calls/index.ts";
import { type B2buaContext, carryOut, identity, keepLeg, nameKey, send, stepped } from "./b2bua-context.effects.ts";
import { say } from "./leg-events.effects.ts";
import { ALLOW, causeHeader, described, endHeaders, NO_PARTS, sipFragment } from "./leg-parts.ts";
import type { WayTo } from "./leg-target.ts";
import { answeredSession } from "./session-watch.effects.ts";
import type { SipLeg } from "./sip-leg.ts";

/** Signalling operations of calls. They have no effect on an ended leg. */
export function signallingOf(b2buaContext: B2buaContext): Signalling {
  const withLeg = (name: LegName, act: (leg: SipLeg) => void): void => {
    const leg = b2buaContext.legs.get(nameKey(name));
    if (leg !== undefined) act(leg);
  };
  return {
    invite: (name, wish) => inviteParty(b2buaContext, name, wish),
    ring: (name) => withLeg(name, (leg) => stepped(b2buaContext, leg, { kind: "ring", status: 180, parts: NO_PARTS })),
    progress: (name, sdp) =>
      withLeg(name, (leg) => stepped(b2buaContext, leg, { kind: "ring", status: 183, parts: described(sdp) })),
    answer: (name, sdp) => withLeg(name, (leg) => answer(b2buaContext, leg, sdp)),
    reject: (name, why) => withLeg(name, (leg) => reject(b2buaContext, leg, why)),
    hangUp: (name, cause) =>
      withLeg(name, (leg) => stepped(b2buaContext, leg, { kind: "hang-up", headers: endHeaders(cause) })),
    acceptOffer: (name, sdp) => withLeg(name, (leg) => acceptOffer(b2buaContext, leg, sdp)),
    refuseOffer: (name) => withLeg(name, (leg) => refuseOffer(b2buaContext, leg)),
    reoffer: (name, sdp) => withLeg(name, (leg) => reoffer(b2buaContext, leg, sdp)),
    answerTransfer: (name, isTaken) => withLeg(name, (leg) => answerTransfer(b2buaContext, leg, isTaken)),
    refer: (name, wish) => withLeg(name, (leg) => refer(b2buaContext, leg, wish)),
    dropRefer: (name) => withLeg(name, (leg) => dropRefer(b2buaContext, leg)),
    handOver: (name, toCallId) => withLeg(name, (leg) => handOver(b2buaContext, leg, toCallId)),
    notifyTransfer: (name, status) =>
      withLeg(name, (leg) => {
        if (!leg.isReferred) return;
        leg.isReferred = false;
        notify(b2buaContext, leg, { status, state: "terminated;reason=noresource" });
      }),
  };
}

/** Invites a party with an own offer; a party that is no longer reachable counts as failed. */
function inviteParty(
  b2buaContext: B2buaContext,
  name: LegName,
  wish: { readonly party: Party; readonly sdp: string },
): void {
  const way = b2buaContext.wayTo(name, wish.party);
  const to = way === null ? null : addressOf(way.to);
  if (way === null || to === null) {
    b2buaContext.tell(name.callId, { input: "failed", legId: name.legId, status: 480, cause: 20 });
    return;
  }
  const me = identity(b2buaContext, way.peer);
  const parts = described(wish.sdp);
  const callId = b2buaContext.ids.secret(16);
  const step = invite(me, {
    uri: way.uri,
    from: fromOf(b2buaContext, way),
    to,
    callId,
    parts: { ...parts, headers: [...way.headers, ...parts.headers] },
    maxForwards: way.maxForwards,
    cseq: 1,
  });
  const leg = keepLeg(b2buaContext, { name, isLine: way.isLine, peer: way.peer, state: step.state, sipCallId: callId });
  leg.sdp = wish.sdp;
  carryOut(b2buaContext, leg, step);
}

function addressOf(text: string): NameAddr | null {
  const uri = parseUri(text);
  return uri.ok ? { display: null, uri: uri.value, params: [] } : null;
}

function fromOf(b2buaContext: B2buaContext, { from, peer }: WayTo): NameAddr {
  const { host, port } = b2buaContext.ownAddress(peer.transport);
  const uri: Uri = {
    kind: "sip",
    secure: false,
    user: from.user,
    password: null,
    host,
    port,
    params: [],
    headers: null,
  };
  return { display: from.display, uri, params: [] };
}

function answer(b2buaContext: B2buaContext, leg: SipLeg, sdp: string): void {
  leg.sdp = sdp;
  leg.isAnswered = true;
  const { invited } = leg.state;
  leg.hasOffered = invited !== null && invited.request.message.body.length === 0;
  stepped(b2buaContext, leg, { kind: "answer", parts: answering(b2buaContext, leg, sdp, invited?.request) });
}

/** Content of an answer: the session description, and the session timer. */
function answering(
  b2buaContext: B2buaContext,
  leg: SipLeg,
  sdp: string,
  request: CheckedRequest | undefined,
): SessionParts {
  const { headers, body } = described(sdp);
  return {
    headers: request === undefined ? headers : [...headers, ...answeredSession(b2buaContext, leg, request)],
    body,
  };
}

/** A busy channel may be retried at once; any other 503 carries Retry-After (RFC 3261 §21.5.4). */
function reject(
  b2buaContext: B2buaContext,
  leg: SipLeg,
  { status, cause }: { readonly status: number; readonly cause: number },
): void {
  const retry = status === 503 && cause !== 34 ? [{ name: "Retry-After", value: "5" }] : [];
  stepped(b2buaContext, leg, { kind: "refuse", status, headers: [causeHeader(cause), ...retry] });
}

function acceptOffer(b2buaContext: B2buaContext, leg: SipLeg, sdp: string): void {
  leg.sdp = sdp;
  const { update } = leg;
  if (update === null) {
    const { reinvite } = leg.state;
    const request = reinvite?.is === "in" ? reinvite.request : undefined;
    return stepped(b2buaContext, leg, { kind: "answer", parts: answering(b2buaContext, leg, sdp, request) });
  }
  leg.update = null;
  const { headers, body } = answering(b2buaContext, leg, sdp, update.request);
  return say(b2buaContext, leg, update, 200, [{ name: "Contact", value: leg.state.me.contact }, ...headers], body);
}

function refuseOffer(b2buaContext: B2buaContext, leg: SipLeg): void {
  const { update } = leg;
  if (update === null) return stepped(b2buaContext, leg, { kind: "refuse", status: 488, headers: [] });
  leg.update = null;
  return say(b2buaContext, leg, update, 488);
}

/** An established session gets a new description by a re-INVITE (RFC 3261 §14.1). */
function reoffer(b2buaContext: B2buaContext, leg: SipLeg, sdp: string): void {
  leg.sdp = sdp;
  leg.isOffering = true;
  stepped(b2buaContext, leg, { kind: "reinvite", parts: described(sdp) });
}

function answerTransfer(b2buaContext: B2buaContext, leg: SipLeg, isTaken: boolean): void {
  const { refer } = leg;
  if (refer === null) return;
  leg.refer = null;
  leg.isReferred = isTaken;
  if (!isTaken) return say(b2buaContext, leg, refer, 603);
  say(b2buaContext, leg, refer, 202, [{ name: "Contact", value: leg.state.me.contact }, ALLOW], NO_BODY);
  return notify(b2buaContext, leg, { status: 100, state: "active;expires=60" });
}

/**
 * Sends a REFER to a far end (RFC 3515): with a number of the far end's trunk, or with an address here, where the far end calls with its own rights. The host
 * is never taken from a document.
 */
function refer(b2buaContext: B2buaContext, leg: SipLeg, { party, number }: Parameters<Signalling["refer"]>[1]): void {
  const isLine = party.kind === "trunk";
  const lineUri = isLine ? (b2buaContext.wayTo(leg.name, { ...party, dialled: number })?.uri ?? null) : null;
  const { transport } = leg.peer;
  const to = isLine ? lineUri : ownUri({ ...b2buaContext.ownAddress(transport), transport }, number);
  // A trunk that was removed since gets no REFER: its number would lead to another network.
  if (to === null) {
    const { callId, legId } = leg.name;
    return b2buaContext.tell(callId, { input: "refer-told", legId, news: { news: "not-asked" } });
  }
  leg.referring = (leg.state.dialog?.localCseq ?? 0) + 1;
  leg.refers += 1;
  stepped(b2buaContext, leg, { kind: "refer", headers: [{ name: "Refer-To", value: `<${to}>` }] });
}

function ownUri(
  at: { readonly host: string; readonly port: number; readonly transport: SipLeg["peer"]["transport"] },
  number: string,
): string {
  const over = at.transport === "udp" ? "" : `;transport=${at.transport}`;
  return `sip:${escapedUser(number)}@${hostText(at.host)}:${at.port}${over}`;
}

/** Cancels a REFER that waits for an ACK; the far end may still report on one that was sent. */
function dropRefer(b2buaContext: B2buaContext, leg: SipLeg): void {
  if (leg.state.referWanted === null) return;
  leg.referring = null;
  leg.refers -= 1;
  stepped(b2buaContext, leg, { kind: "refer-dropped" });
}

/** Moves a dialog to another call: its events and its SIP trace belong to that call from now on. */
function handOver(b2buaContext: B2buaContext, leg: SipLeg, callId: string): void {
  const before = leg.name;
  leg.name = { ...before, callId };
  const sipCallId = leg.state.dialog?.callId;
  if (sipCallId !== undefined) b2buaContext.trace.moved(sipCallId, { from: before, to: leg.name });
}

/** Notifies the transferor of the result (RFC 3515 §2.4.5). */
function notify(
  b2buaContext: B2buaContext,
  leg: SipLeg,
  told: { readonly status: number; readonly state: string },
): void {
  const { dialog } = leg.state;
  if (dialog === null || leg.state.phase !== "talking") return;
  const headers = [
    { name: "Event", value: "refer" },
    { name: "Subscription-State", value: told.state },
    { name: "Contact", value: leg.state.me.contact },
    { name: "Content-Type", value: "message/sipfrag;version=2.0" },
  ];
  const sent = sendInside(leg.state, dialog, { method: "NOTIFY", headers, body: sipFragment(told.status) });
  leg.state = { ...sent.leg, dialog: sent.dialog };
  send(b2buaContext, leg, sent);
}
