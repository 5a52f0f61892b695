import {
  accepted,
  type CheckedRequest,
  reasonOf,
  refreshed,
  type SipHeader,
  type TransactionKey,
} from "../../protocols/sip/index.ts";
import { repeatSuccess } from "./caller-leg.effects.ts";
import {
  answerLeg,
  contactFor,
  described,
  forget,
  keepDialog,
  type LegWorld,
  sendInside,
  tellCall,
} from "./leg-world.effects.ts";
import { descriptionOf, isHold, referTarget } from "./read-request.ts";
import type { SipLeg } from "./sip-leg.ts";

interface Asked {
  readonly key: TransactionKey;
  readonly request: CheckedRequest;
}

/** A request inside a leg's dialog. One that was overtaken gets 500 (RFC 3261 §12.2.2). */
export function requestInDialog(world: LegWorld, leg: SipLeg, asked: Asked): void {
  const { dialog } = leg;
  const next = dialog === null ? null : accepted(dialog, asked.request);
  if (next === null) return answerLeg(world, leg, asked, { status: 500, reason: "Out Of Order" });
  keepDialog(world, leg, next);
  switch (asked.request.message.method) {
    case "BYE":
      return goodbye(world, leg, asked);
    case "INVITE":
    case "UPDATE":
      return offeredAgain(world, leg, asked);
    case "REFER":
      return referred(world, leg, asked);
    case "INFO":
      return informed(world, leg, asked);
    default:
      return answerLeg(world, leg, asked, { status: 200, reason: "OK" });
  }
}

function goodbye(world: LegWorld, leg: SipLeg, asked: Asked): void {
  answerLeg(world, leg, asked, { status: 200, reason: "OK" });
  // RFC 3261 §15.1.2: an INVITE that is still open ends with 487.
  if (leg.invite !== null) answerLeg(world, leg, leg.invite, { status: 487, reason: "Request Terminated" });
  const wasInviting = leg.state === "inviting";
  forget(world, leg);
  if (wasInviting && leg.role === "caller") return tellCall(world, leg, { input: "cancelled" });
  const cause = reasonOf(asked.request.message, "Q.850")?.cause ?? 16;
  return tellCall(world, leg, { input: "hung-up", legId: leg.name.legId, cause });
}

/** A new offer waits for the answer of the leg's sound; a refresh without one gets what was agreed. */
function offeredAgain(world: LegWorld, leg: SipLeg, asked: Asked): void {
  const isInvite = asked.request.message.method === "INVITE";
  // RFC 3261 §14.2: an offer while another is open waits, or meets 500 with Retry-After.
  if (leg.state === "inviting" || leg.reoffer !== null || leg.repeat !== null) {
    const retry: SipHeader = { name: "Retry-After", value: "1" };
    return answerLeg(world, leg, asked, { status: 500, reason: "Offer Pending", headers: [retry] });
  }
  if (leg.dialog !== null) keepDialog(world, leg, refreshed(leg.dialog, asked.request));
  const sdp = descriptionOf(asked.request.message);
  if (sdp !== null) {
    leg.reoffer = asked;
    return tellCall(world, leg, { input: "reoffered", legId: leg.name.legId, isHold: isHold(sdp) }, sdp);
  }
  if (!isInvite)
    return answerLeg(world, leg, asked, { status: 200, reason: "OK", headers: [contactFor(world, leg.peer)] });
  if (leg.sdp === null) return answerLeg(world, leg, asked, { status: 488, reason: "Not Acceptable Here" });
  return repeatSuccess(world, leg, asked, leg.sdp);
}

/** Accepts the offer that waits. */
export function acceptReoffer(world: LegWorld, leg: SipLeg, sdp: string): void {
  const { reoffer } = leg;
  if (reoffer === null) return;
  leg.reoffer = null;
  leg.sdp = sdp;
  if (reoffer.request.message.method === "INVITE") return repeatSuccess(world, leg, reoffer, sdp);
  const { headers, body } = described(sdp);
  return answerLeg(world, leg, reoffer, {
    status: 200,
    reason: "OK",
    headers: [contactFor(world, leg.peer), ...headers],
    body,
  });
}

/** Refuses the offer that waits; the session goes on as it was. */
export function refuseReoffer(world: LegWorld, leg: SipLeg): void {
  const { reoffer } = leg;
  if (reoffer === null) return;
  leg.reoffer = null;
  answerLeg(world, leg, reoffer, { status: 488, reason: "Not Acceptable Here" });
}

/** RFC 3515: the call is to be handed on. */
function referred(world: LegWorld, leg: SipLeg, asked: Asked): void {
  const target = referTarget(asked.request);
  if (target === null || leg.refer !== null) return answerLeg(world, leg, asked, { status: 603, reason: "Decline" });
  leg.refer = asked;
  return tellCall(world, leg, { input: "transfer-asked", legId: leg.name.legId, target });
}

/** Takes or refuses the REFER that waits. */
export function answerRefer(world: LegWorld, leg: SipLeg, isTaken: boolean): void {
  const { refer } = leg;
  if (refer === null) return;
  leg.refer = null;
  leg.isReferred = isTaken;
  if (!isTaken) return answerLeg(world, leg, refer, { status: 603, reason: "Decline" });
  answerLeg(world, leg, refer, { status: 202, reason: "Accepted", headers: [contactFor(world, leg.peer)] });
  return notify(world, leg, { status: 100, state: "active;expires=60" });
}

/** Tells the one who handed on what came of it (RFC 3515 §2.4.5). */
export function notifyRefer(world: LegWorld, leg: SipLeg, status: number): void {
  if (!leg.isReferred) return;
  leg.isReferred = false;
  notify(world, leg, { status, state: "terminated;reason=noresource" });
}

function notify(world: LegWorld, leg: SipLeg, told: { readonly status: number; readonly state: string }): void {
  const phrase = told.status === 100 ? "Trying" : told.status === 200 ? "OK" : "Failed";
  const body = new TextEncoder().encode(`SIP/2.0 ${told.status} ${phrase}\r\n`);
  const headers = [
    { name: "Event", value: "refer" },
    { name: "Subscription-State", value: told.state },
    contactFor(world, leg.peer),
    { name: "Content-Type", value: "message/sipfrag;version=2.0" },
  ];
  sendInside(world, leg, { method: "NOTIFY", headers, body });
}

/** Digits as old phones send them, one INFO each. */
function informed(world: LegWorld, leg: SipLeg, asked: Asked): void {
  answerLeg(world, leg, asked, { status: 200, reason: "OK" });
  const text = descriptionOf(asked.request.message) ?? "";
  if (/^Signal=\s*[0-9*#A-D]\s*$/im.test(text)) tellCall(world, leg, { input: "digit", legId: leg.name.legId });
}
