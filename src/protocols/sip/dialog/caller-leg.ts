import type { CheckedResponse } from "../message/check-message.ts";
import type { SipRequest } from "../message/message.ts";
import { type NameAddr, nameAddrText } from "../message/name-addr.ts";
import { withParam } from "../message/params.ts";
import { callerDialog, type Dialog, refreshed } from "./dialog.ts";
import {
  emitEvent,
  end,
  freshBranch,
  type Leg,
  type LegEffect,
  type LegIdentity,
  type LegStep,
  type SessionParts,
  sayBye,
  sendInside,
  stepped,
} from "./leg.ts";

/** Target, caller and content of an INVITE. */
export interface Invitation {
  /** The Request-URI as text. */
  readonly uri: string;
  readonly from: NameAddr;
  readonly to: NameAddr;
  readonly callId: string;
  readonly parts: SessionParts;
  /** Remaining Max-Forwards of the forwarded call; 70 for a new one. */
  readonly maxForwards: number;
  /** §22.2: one more than the last, when the first attempt was challenged. */
  readonly cseq: number;
}

/** §13.2.1: starts a call. */
export function invite(me: LegIdentity, invitation: Invitation): LegStep {
  const start: Leg = {
    role: "caller",
    phase: "inviting",
    me,
    branches: 0,
    dialog: null,
    branch: "",
    invited: null,
    answer: null,
    reinvite: null,
    strays: [],
    isByeWanted: false,
    referWanted: null,
    referBranch: null,
  };
  const { leg, branch, via } = freshBranch(start);
  const from = { ...invitation.from, params: withParam(invitation.from.params, "tag", me.tag) };
  const request: SipRequest = {
    kind: "request",
    method: "INVITE",
    uri: invitation.uri,
    headers: [
      { name: "Via", value: via },
      { name: "Max-Forwards", value: String(invitation.maxForwards) },
      { name: "From", value: nameAddrText(from) },
      { name: "To", value: nameAddrText(invitation.to) },
      { name: "Call-ID", value: invitation.callId },
      { name: "CSeq", value: `${invitation.cseq} INVITE` },
      { name: "Contact", value: me.contact },
      ...invitation.parts.headers,
    ],
    body: invitation.parts.body,
  };
  return stepped({ ...leg, branch }, { kind: "request", branch, request });
}

/** Handles a response to the initial INVITE. */
export function answeredInvite(leg: Leg, response: CheckedResponse): LegStep {
  const { status } = response.message;
  const isOpen = leg.phase === "inviting" || leg.phase === "cancelling";
  if (status >= 300)
    return isOpen ? end(leg, leg.phase === "cancelling" ? "cancelled" : "refused", response) : stepped(leg);
  if (status < 200) return isOpen ? progressed(leg, response) : stepped(leg);
  return accepted(leg, response, isOpen);
}

/** §13.2.2.1: each tag is a separate early dialog; the leg stores the latest, the event contains the response. */
function progressed(leg: Leg, response: CheckedResponse): LegStep {
  if (leg.phase === "cancelling" || response.message.status === 100) return stepped(leg);
  const dialog = callerDialog(response);
  return stepped({ ...leg, dialog: dialog.ok ? dialog.value : leg.dialog }, emitEvent({ kind: "progress", response }));
}

/** §13.2.2.4 */
function accepted(leg: Leg, response: CheckedResponse, isOpen: boolean): LegStep {
  const made = callerDialog(response);
  if (!made.ok) return isOpen ? unusable(leg, response) : stepped(leg);
  const dialog = made.value;
  // Retransmitted: the ACK was lost.
  const isOurs = !isOpen && leg.dialog?.remoteTag === dialog.remoteTag;
  if (isOurs || leg.strays.includes(dialog.remoteTag)) return acknowledge(leg, dialog, response.cseq);
  const acked = acknowledge(leg, dialog, response.cseq);
  if (!isOpen) {
    // Another branch of a fork answered as well: it is acknowledged and ended by BYE.
    const strays = [...acked.state.strays, dialog.remoteTag];
    const sent = sendInside({ ...acked.state, strays }, dialog, { method: "BYE", headers: [] });
    return stepped(sent.leg, ...acked.effects, { kind: "request", branch: sent.branch, request: sent.request });
  }
  if (leg.phase === "cancelling") {
    // §9.1: CANCEL came too late; the answered call is ended by BYE.
    const bye = sayBye(acked.state, dialog, "cancelled");
    return stepped(bye.state, ...acked.effects, ...bye.effects);
  }
  return stepped(
    { ...acked.state, phase: "talking", dialog },
    ...acked.effects,
    emitEvent({ kind: "answered", response }),
  );
}

/** An answer without a valid dialog cannot be acknowledged; the call is over. */
function unusable(leg: Leg, response: CheckedResponse): LegStep {
  return end(leg, "refused", response);
}

/** The ACK of a 2xx has its own branch and the INVITE's number. */
function acknowledge(leg: Leg, dialog: Dialog, cseq: number): LegStep {
  const sent = sendInside(leg, dialog, { method: "ACK", headers: [], cseq });
  return stepped(sent.leg, { kind: "ack", request: sent.request });
}

/** Handles a response to a re-INVITE (§14.1). `chance` is a random number from 0 up to, not including, 1. */
export function answeredReinvite(leg: Leg, response: CheckedResponse, chance: number): LegStep {
  const { status } = response.message;
  const { reinvite, dialog } = leg;
  if (dialog === null || status < 200) return stepped(leg);
  const isOpen = reinvite?.is === "out" && leg.phase === "talking";
  if (status < 300) {
    const moved = isOpen ? refreshed(dialog, response) : dialog;
    const acked = acknowledge({ ...leg, dialog: moved }, moved, response.cseq);
    if (!isOpen) return acked;
    return stepped({ ...acked.state, reinvite: null }, ...acked.effects, emitEvent({ kind: "changed", response }));
  }
  if (!isOpen) return stepped(leg);
  // §12.2.1.2: the far end no longer knows the dialog.
  if (status === 481 || status === 408) return sayBye(leg, dialog, "timeout");
  if (status !== 491) return stepped({ ...leg, reinvite: null }, emitEvent({ kind: "change-refused", status }));
  const again: LegEffect = { kind: "arm", timer: "reinvite-again", ms: pauseAfterGlareMs(leg.role, chance) };
  return stepped({ ...leg, reinvite: { is: "again", parts: reinvite.parts } }, again);
}

/** §14.1: 2.1 to 4 s for the owner of the Call-ID, 0 to 2 s for the other, in steps of 10 ms. */
export function pauseAfterGlareMs(role: Leg["role"], chance: number): number {
  return role === "caller" ? 2_100 + 10 * Math.floor(chance * 191) : 10 * Math.floor(chance * 201);
}

/** §14.1: sends a re-INVITE; only one modification at a time. */
export function reinvite(leg: Leg, parts: SessionParts): LegStep {
  const { dialog } = leg;
  const isFree = leg.phase === "talking" && leg.reinvite === null && leg.answer === null;
  if (!isFree || dialog === null) return stepped(leg, emitEvent({ kind: "change-refused", status: 491 }));
  const contact = { name: "Contact", value: leg.me.contact };
  const sent = sendInside(leg, dialog, { method: "INVITE", headers: [contact, ...parts.headers], body: parts.body });
  return stepped(
    { ...sent.leg, dialog: sent.dialog, reinvite: { is: "out", branch: sent.branch, parts } },
    { kind: "request", branch: sent.branch, request: sent.request },
  );
}
