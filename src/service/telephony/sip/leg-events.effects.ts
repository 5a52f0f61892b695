import {
  type CheckedResponse,
  type LegEnd,
  type LegEvent,
  type Replaced,
  reasonOf,
  respond,
  type SipHeader,
  statusReason,
} from "../../../protocols/sip/index.ts";
import type { CallInput, NamedDialog } from "../calls/index.ts";
import { type B2buaContext, stepped } from "./b2bua-context.effects.ts";
import { described } from "./leg-parts.ts";
import { descriptionOf, isHold, readReferProgress, referTarget } from "./read-request.ts";
import { acceptedSession, answeredSession } from "./session-watch.effects.ts";
import type { SipLeg, Waiting } from "./sip-leg.ts";

/** Turns the events of a leg into inputs of its call. */
export function hear(b2buaContext: B2buaContext, leg: SipLeg, event: LegEvent): void {
  switch (event.kind) {
    case "progress":
      return progressed(b2buaContext, leg, event.response);
    case "answered":
      return answered(b2buaContext, leg, event.response);
    case "reinvited":
      return offered(b2buaContext, leg, descriptionOf(event.request.message), () => {
        if (leg.sdp === null) return stepped(b2buaContext, leg, { kind: "refuse", status: 488, headers: [] });
        const { headers, body } = described(leg.sdp);
        const session = answeredSession(b2buaContext, leg, event.request);
        return stepped(b2buaContext, leg, { kind: "answer", parts: { headers: [...headers, ...session], body } });
      });
    case "request":
      return handleRequest(b2buaContext, leg, { key: event.key, request: event.request });
    case "ended":
      return ended(b2buaContext, leg, event.why, event.response);
    case "confirmed":
      return confirmed(b2buaContext, leg, descriptionOf(event.request.message));
    case "changed":
      return changed(b2buaContext, leg, event.response);
    case "change-refused":
      leg.isOffering = false;
      return;
    case "refer-answered":
      return referAnswered(b2buaContext, leg, event.status);
  }
}

function emitCallInput(b2buaContext: B2buaContext, leg: SipLeg, input: CallInput, sdp?: string): void {
  b2buaContext.tell(leg.name.callId, input, sdp);
}

/** The far end rings, or sends early media (RFC 3960 §2); early media of a trunk is passed on. */
function progressed(b2buaContext: B2buaContext, leg: SipLeg, response: CheckedResponse): void {
  const { legId } = leg.name;
  const sdp = leg.isLine ? descriptionOf(response.message) : null;
  if (response.message.status === 180 || sdp === null) emitCallInput(b2buaContext, leg, { input: "rang", legId });
  if (sdp === null) return;
  leg.earlySdp = sdp;
  emitCallInput(b2buaContext, leg, { input: "early-sound", legId }, sdp);
}

/** RFC 3261 §13.2.1: where the 2xx held an own offer, the ACK must hold the answer. */
function confirmed(b2buaContext: B2buaContext, leg: SipLeg, sdp: string | null): void {
  if (leg.hasOffered !== true) return;
  leg.hasOffered = false;
  const { legId } = leg.name;
  if (sdp !== null) return emitCallInput(b2buaContext, leg, { input: "offer-answered", legId }, sdp);
  emitCallInput(b2buaContext, leg, { input: "lost", legId });
}

/** A far end has accepted a re-INVITE; after an own offer its response holds the answer (RFC 3261 §14.1). */
function changed(b2buaContext: B2buaContext, leg: SipLeg, response: CheckedResponse): void {
  acceptedSession(b2buaContext, leg, response);
  if (!leg.isOffering) return;
  leg.isOffering = false;
  const sdp = descriptionOf(response.message);
  if (sdp !== null) emitCallInput(b2buaContext, leg, { input: "offer-answered", legId: leg.name.legId }, sdp);
}

/** RFC 3261 §13.2.1: the response to an own offer must hold the answer; without it the call fails. */
function answered(b2buaContext: B2buaContext, leg: SipLeg, response: CheckedResponse): void {
  const { legId } = leg.name;
  // An answer sent early may be missing in the 2xx (RFC 3261 §13.2.1 requires it; gateways omit it).
  const sdp = descriptionOf(response.message) ?? leg.earlySdp;
  leg.isAnswered = true;
  acceptedSession(b2buaContext, leg, response);
  if (sdp !== null) return emitCallInput(b2buaContext, leg, { input: "accepted", legId }, sdp);
  emitCallInput(b2buaContext, leg, { input: "failed", legId, status: 488, cause: 111 });
  stepped(b2buaContext, leg, { kind: "hang-up", headers: [] });
}

/** A new offer waits for the answer of the leg's media; a refresh without an offer gets the agreed description. */
function offered(b2buaContext: B2buaContext, leg: SipLeg, sdp: string | null, refresh: () => void): void {
  if (sdp === null) return refresh();
  emitCallInput(b2buaContext, leg, { input: "reoffered", legId: leg.name.legId, isHold: isHold(sdp) }, sdp);
}

function handleRequest(b2buaContext: B2buaContext, leg: SipLeg, waiting: Waiting): void {
  const { method } = waiting.request.message;
  if (method === "UPDATE") return updated(b2buaContext, leg, waiting);
  if (method === "REFER") return referred(b2buaContext, leg, waiting);
  if (method === "NOTIFY") return notified(b2buaContext, leg, waiting);
  say(b2buaContext, leg, waiting, 200);
  if (method !== "INFO") return;
  // DTMF digits of old phones, one INFO request each.
  const text = descriptionOf(waiting.request.message) ?? "";
  const key = /^Signal=\s*([0-9*#A-D])\s*$/im.exec(text)?.[1];
  if (key !== undefined) emitCallInput(b2buaContext, leg, { input: "digit", legId: leg.name.legId, key, by: "info" });
}

/** RFC 3311 §5.2: one UPDATE at a time. */
function updated(b2buaContext: B2buaContext, leg: SipLeg, waiting: Waiting): void {
  if (leg.update !== null) return say(b2buaContext, leg, waiting, 500, [{ name: "Retry-After", value: "1" }]);
  const contact = { name: "Contact", value: leg.state.me.contact };
  const sdp = descriptionOf(waiting.request.message);
  if (sdp !== null) leg.update = waiting;
  return offered(b2buaContext, leg, sdp, () =>
    say(b2buaContext, leg, waiting, 200, [contact, ...answeredSession(b2buaContext, leg, waiting.request)]),
  );
}

/** RFC 3515: the far end requests a transfer. */
function referred(b2buaContext: B2buaContext, leg: SipLeg, waiting: Waiting): void {
  const { legId } = leg.name;
  const asked = referTarget(waiting.request);
  if (asked === null || leg.refer !== null) return say(b2buaContext, leg, waiting, 603);
  leg.refer = waiting;
  const { target, replaced } = asked;
  if (replaced === null) return emitCallInput(b2buaContext, leg, { input: "transfer-asked", legId, target });
  return emitCallInput(b2buaContext, leg, {
    input: "join-asked",
    legId,
    target,
    dialog: namedDialog(b2buaContext, replaced),
  });
}

/** The far end's response to a REFER; after a refusal no NOTIFY follows. */
function referAnswered(b2buaContext: B2buaContext, leg: SipLeg, status: number): void {
  if (status >= 300) {
    leg.referring = null;
    leg.refers -= 1;
  }
  emitCallInput(b2buaContext, leg, { input: "refer-told", legId: leg.name.legId, news: { news: "answered", status } });
}

/** RFC 3515 §2.4.4: NOTIFY with the progress of a REFER; without a matching REFER it is refused with 481. */
function notified(b2buaContext: B2buaContext, leg: SipLeg, waiting: Waiting): void {
  const news = readReferProgress(waiting.request);
  if (news === null) return say(b2buaContext, leg, waiting, 200);
  if (leg.referring === null) return say(b2buaContext, leg, waiting, 481);
  say(b2buaContext, leg, waiting, 200);
  const { status, isOver, cseq } = news;
  // Without its number (RFC 3515 §2.4.6) the NOTIFY is ambiguous while an earlier REFER may still be reported.
  if (cseq === null && leg.refers > 1) return;
  if (isOver) leg.refers -= 1;
  // Reports of an earlier REFER are dropped.
  if (cseq !== null && cseq !== leg.referring) return;
  if (isOver || status >= 200) leg.referring = null;
  emitCallInput(b2buaContext, leg, {
    input: "refer-told",
    legId: leg.name.legId,
    news: { news: "notified", status, isOver },
  });
}

/** Only a dialog of the same account may be named, which is always a dialog of this switch. */
function namedDialog(b2buaContext: B2buaContext, { dialogKey, isEarlyOnly }: Replaced): NamedDialog | null {
  const found = b2buaContext.byDialog.get(dialogKey);
  return found === undefined ? null : { ...found.name, isEarlyOnly };
}

/** Answers a request of a leg's dialog. */
export function say(
  b2buaContext: B2buaContext,
  leg: SipLeg,
  { key, request }: Waiting,
  status: number,
  headers: readonly SipHeader[] = [],
  body?: Uint8Array,
): void {
  const parts = { status, reason: statusReason(status), toTag: leg.state.me.tag, headers };
  b2buaContext.core().respond(key, respond(request.message, body === undefined ? parts : { ...parts, body }));
}

/** The input of a call for the end of a leg; none where the call itself ended the leg. */
function ended(b2buaContext: B2buaContext, leg: SipLeg, why: LegEnd, response: CheckedResponse | null): void {
  const { legId } = leg.name;
  const told = response === null ? null : (reasonOf(response.message, "Q.850")?.cause ?? null);
  const isCaller = leg.state.role === "callee";
  switch (why) {
    case "hung-up":
      return;
    case "cancelled":
      return isCaller ? emitCallInput(b2buaContext, leg, { input: "cancelled" }) : undefined;
    case "bye":
      return emitCallInput(b2buaContext, leg, { input: "hung-up", legId, cause: 16 });
    case "refused":
      return emitCallInput(b2buaContext, leg, {
        input: "failed",
        legId,
        status: response?.message.status ?? 500,
        cause: told,
      });
    case "timeout":
    case "transport-failed":
      if (isCaller || leg.isAnswered) return emitCallInput(b2buaContext, leg, { input: "lost", legId });
      return emitCallInput(b2buaContext, leg, {
        input: "failed",
        legId,
        ...(why === "timeout" ? { status: 408, cause: 18 } : { status: 503, cause: 38 }),
      });
    case "no-ack":
      return emitCallInput(b2buaContext, leg, { input: "lost", legId });
  }
}
