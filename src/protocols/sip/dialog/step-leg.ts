import type { CheckedRequest, CheckedResponse } from "../message/check-message.ts";
import type { SipHeader } from "../message/message.ts";
import { paramOf } from "../message/params.ts";
import { statusReason } from "../message/status-reason.ts";
import { respond } from "../receive.ts";
import type { TransactionKey } from "../transaction/transaction-key.ts";
import { acknowledged, answer, refuseInvite, repeatAnswer, ring, unacknowledged } from "./callee-leg.ts";
import { answeredInvite, answeredReinvite, reinvite } from "./caller-leg.ts";
import { accepted } from "./dialog.ts";
import {
  emitEvent,
  end,
  type Leg,
  type LegEffect,
  type LegStep,
  type LegTimer,
  type SessionParts,
  sayBye,
  sayRefer,
  stepped,
} from "./leg.ts";

/** Inputs of a leg: a command of the application, a message, or a timer. */
export type LegInput =
  | { readonly kind: "ring"; readonly status: number; readonly parts: SessionParts }
  | { readonly kind: "answer"; readonly parts: SessionParts }
  | { readonly kind: "refuse"; readonly status: number; readonly headers: readonly SipHeader[] }
  | { readonly kind: "hang-up"; readonly headers: readonly SipHeader[] }
  | { readonly kind: "reinvite"; readonly parts: SessionParts }
  /** Send REFER (RFC 3515); `headers` contain Refer-To. */
  | { readonly kind: "refer"; readonly headers: readonly SipHeader[] }
  /** Cancel a pending REFER that was not sent yet. */
  | { readonly kind: "refer-dropped" }
  | { readonly kind: "request"; readonly key: TransactionKey; readonly request: CheckedRequest }
  | { readonly kind: "ack"; readonly request: CheckedRequest }
  | { readonly kind: "cancelled"; readonly key: TransactionKey }
  | { readonly kind: "response"; readonly response: CheckedResponse }
  | {
      readonly kind: "failed";
      readonly branch: string;
      readonly method: string;
      readonly why: "timeout" | "transport-failed";
    }
  | { readonly kind: "timer"; readonly timer: LegTimer };

/** One step of a leg. `chance` is a random number from 0 up to, not including, 1. */
export function stepLeg(leg: Leg, input: LegInput, chance: number): LegStep {
  switch (input.kind) {
    case "ring":
      return ring(leg, input.status, input.parts);
    case "answer":
      return answer(leg, input.parts);
    case "refuse":
      return refuseInvite(leg, input.status, input.headers, "hung-up");
    case "hang-up":
      return hangUp(leg, input.headers);
    case "reinvite":
      return reinvite(leg, input.parts);
    case "refer":
      return refer(leg, input.headers);
    case "refer-dropped":
      return stepped({ ...leg, referWanted: null });
    case "request":
      return request(leg, input.key, input.request, chance);
    case "ack":
      return acknowledged(leg, input.request);
    case "cancelled":
      return cancelled(leg, input.key);
    case "response":
      return response(leg, input.response, chance);
    case "failed":
      return failed(leg, input);
    case "timer":
      return timer(leg, input.timer, chance);
  }
}

function hangUp(leg: Leg, headers: readonly SipHeader[]): LegStep {
  switch (leg.phase) {
    case "inviting":
      return stepped({ ...leg, phase: "cancelling" }, { kind: "cancel", branch: leg.branch, headers });
    case "ringing":
      return refuseInvite(leg, 480, headers, "hung-up");
    case "answered":
      // §15: the callee must not send BYE before the ACK arrived or timed out.
      return stepped({ ...leg, isByeWanted: true });
    case "talking":
      return leg.dialog === null ? stepped(leg) : sayBye(leg, leg.dialog, "hung-up", headers);
    case "cancelling":
    case "ending":
    case "ended":
      return stepped(leg);
  }
}

/** Sends REFER once the dialog is confirmed; reports failure without a dialog. */
function refer(leg: Leg, headers: readonly SipHeader[]): LegStep {
  const { dialog, phase } = leg;
  if (phase === "answered") return stepped({ ...leg, referWanted: headers });
  if (phase !== "talking" || dialog === null) return stepped(leg, emitEvent({ kind: "refer-answered", status: 481 }));
  return sayRefer(leg, dialog, headers);
}

function request(leg: Leg, key: TransactionKey, received: CheckedRequest, chance: number): LegStep {
  const refuseWith = (status: number, headers: readonly SipHeader[] = []): LegEffect => ({
    kind: "respond",
    key,
    response: respond(received.message, { status, reason: statusReason(status), toTag: leg.me.tag, headers }),
  });
  const { method } = received.message;
  // §15.1.2, RFC 5407 §3.1.3: two BYEs may cross; each is answered.
  if (leg.phase === "ending" && method === "BYE") return stepped(leg, refuseWith(200));
  if (leg.dialog === null || leg.phase === "ended" || leg.phase === "ending") return stepped(leg, refuseWith(481));
  const dialog = accepted(leg.dialog, received);
  // §12.2.2: out of order.
  if (dialog === null) return stepped(leg, refuseWith(500, retryAfter(chance)));
  const next = { ...leg, dialog };
  if (method === "BYE") return hungUpOn(next, refuseWith(200));
  if (method !== "INVITE") return stepped(next, emitEvent({ kind: "request", key, request: received }));
  // §14.2: an INVITE while another one of the far end is open gets 500, one that crosses ours gets 491.
  const isTalking = leg.phase === "talking" || leg.phase === "answered";
  if (leg.reinvite?.is === "in" || !isTalking) return stepped(next, refuseWith(500, retryAfter(chance)));
  if (leg.reinvite?.is === "out" || leg.answer !== null) return stepped(next, refuseWith(491));
  const waiting = leg.reinvite?.is === "again" ? [{ kind: "disarm", timer: "reinvite-again" } as const] : [];
  const given = leg.reinvite?.is === "again" ? [emitEvent({ kind: "change-refused", status: 491 })] : [];
  return stepped(
    { ...next, reinvite: { is: "in", key, request: received } },
    ...waiting,
    ...given,
    emitEvent({ kind: "reinvited", request: received }),
  );
}

/** §14.2: 0 to 10 s. */
function retryAfter(chance: number): readonly SipHeader[] {
  return [{ name: "Retry-After", value: String(Math.floor(chance * 11)) }];
}

/** §15.1.2: BYE is answered with 200, and every open request with 487. */
function hungUpOn(leg: Leg, answered: LegEffect): LegStep {
  const ended = end(leg, "bye");
  const open = leg.phase === "ringing" ? refuseInvite(leg, 487, [], "cancelled").effects : [];
  const said = open.filter(({ kind }) => kind === "respond");
  return stepped(ended.state, answered, ...said, ...ended.effects);
}

/** §9.2: the cancelled INVITE is answered with 487. */
function cancelled(leg: Leg, key: TransactionKey): LegStep {
  const isOpen = leg.invited?.key === key || (leg.reinvite?.is === "in" && leg.reinvite.key === key);
  return isOpen ? refuseInvite(leg, 487, [], "cancelled") : stepped(leg);
}

function response(leg: Leg, received: CheckedResponse, chance: number): LegStep {
  const branch = paramOf(received.via.params, "branch");
  if (received.method === "INVITE") {
    return branch === leg.branch ? answeredInvite(leg, received) : answeredReinvite(leg, received, chance);
  }
  const { status } = received.message;
  if (received.method === "REFER")
    return status >= 200 && leg.phase === "talking" && branch === leg.referBranch
      ? stepped(leg, emitEvent({ kind: "refer-answered", status }))
      : stepped(leg);
  const isFinalBye = received.method === "BYE" && status >= 200 && leg.phase === "ending";
  return isFinalBye ? end(leg, "hung-up") : stepped(leg);
}

/** Handles a time-out or a transport failure. */
function failed(leg: Leg, input: Extract<LegInput, { kind: "failed" }>): LegStep {
  if (input.method === "BYE") return leg.phase === "ending" ? end(leg, "hung-up") : stepped(leg);
  if (input.method === "REFER" && leg.phase === "talking" && input.branch === leg.referBranch)
    return stepped(leg, emitEvent({ kind: "refer-answered", status: input.why === "timeout" ? 408 : 503 }));
  if (input.method !== "INVITE") return stepped(leg);
  if (leg.phase === "inviting" || leg.phase === "cancelling") return end(leg, input.why);
  // §14.1, §12.2.1.2: an unanswered re-INVITE means that the far end has gone.
  const isOurs = leg.reinvite?.is === "out" && leg.reinvite.branch === input.branch && leg.phase === "talking";
  return isOurs && leg.dialog !== null ? sayBye(leg, leg.dialog, input.why) : stepped(leg);
}

function timer(leg: Leg, name: LegTimer, chance: number): LegStep {
  if (name === "answer-repeat") return repeatAnswer(leg);
  if (name === "answer-limit") return unacknowledged(leg);
  if (leg.reinvite?.is !== "again" || leg.phase !== "talking") return stepped(leg);
  // Our answer still awaits its ACK: retry later.
  if (leg.answer !== null) return stepped(leg, { kind: "arm", timer: name, ms: 500 + Math.floor(chance * 500) });
  return reinvite({ ...leg, reinvite: null }, leg.reinvite.parts);
}
