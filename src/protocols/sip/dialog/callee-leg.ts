import { ok } from "../../../kernel/index.ts";
import type { CheckedRequest } from "../message/check-message.ts";
import type { Read } from "../message/fault-result.ts";
import { NO_BODY, type SipHeader, type SipResponse } from "../message/message.ts";
import { statusReason } from "../message/status-reason.ts";
import { respond } from "../receive.ts";
import type { TransactionKey } from "../transaction/transaction-key.ts";
import { T1_MS, T2_MS, TRY_MS } from "../transaction/transaction-machine.ts";
import { calleeDialog, refreshed } from "./dialog.ts";
import {
  emitEvent,
  end,
  type Leg,
  type LegEffect,
  type LegIdentity,
  type LegStep,
  type SessionParts,
  sayBye,
  sayRefer,
  stepped,
} from "./leg.ts";

/** A call that came in: it rings until it is answered, refused or cancelled. */
export function incoming(me: LegIdentity, key: TransactionKey, request: CheckedRequest): Read<Leg> {
  const dialog = calleeDialog(request, me.tag);
  if (!dialog.ok) return dialog;
  return ok({
    role: "callee",
    phase: "ringing",
    me,
    branches: 0,
    dialog: dialog.value,
    branch: "",
    invited: { key, request },
    answer: null,
    reinvite: null,
    strays: [],
    isByeWanted: false,
    referWanted: null,
    referBranch: null,
  });
}

interface Saying {
  readonly status: number;
  readonly headers: readonly SipHeader[];
  readonly body: Uint8Array;
}

function responseOf(leg: Leg, request: CheckedRequest, { status, headers, body }: Saying): SipResponse {
  // §12.1.1: a response that creates or refreshes a dialog contains Contact and the Record-Route of the request.
  const own: SipHeader[] = status < 300 ? [{ name: "Contact", value: leg.me.contact }] : [];
  const recorded = status < 300 ? request.message.headers.filter(({ name }) => name === "Record-Route") : [];
  return respond(request.message, {
    status,
    reason: statusReason(status),
    toTag: leg.me.tag,
    headers: [...recorded, ...own, ...headers],
    body,
  });
}

/** §13.3.1.1: sends a provisional response, with early media if it has a body. */
export function ring(leg: Leg, status: number, parts: SessionParts): LegStep {
  if (leg.phase !== "ringing" || leg.invited === null) return stepped(leg);
  const { key, request } = leg.invited;
  return stepped(leg, { kind: "respond", key, response: responseOf(leg, request, { status, ...parts }) });
}

/** §13.3.1.4: answers the call, or a modification of it, and retransmits the answer until its ACK arrives. */
export function answer(leg: Leg, parts: SessionParts): LegStep {
  const open = openInvite(leg);
  if (open === null || leg.dialog === null) return stepped(leg);
  const response = responseOf(leg, open.request, { status: 200, ...parts });
  const isFirst = leg.phase === "ringing";
  const state: Leg = {
    ...leg,
    phase: isFirst ? "answered" : leg.phase,
    dialog: isFirst ? { ...leg.dialog, isEarly: false } : refreshed(leg.dialog, open.request),
    invited: null,
    reinvite: null,
    answer: { key: open.key, response, cseq: open.request.cseq, pauseMs: T1_MS },
  };
  return stepped(
    state,
    { kind: "respond", key: open.key, response },
    { kind: "arm", timer: "answer-repeat", ms: T1_MS },
    { kind: "arm", timer: "answer-limit", ms: TRY_MS },
  );
}

function openInvite(leg: Leg) {
  if (leg.phase === "ringing") return leg.invited;
  return leg.phase === "talking" && leg.reinvite?.is === "in" ? leg.reinvite : null;
}

/** §13.3.1.3: refuses the call, or a modification of it; a refused modification leaves the call unchanged (§14.2). */
export function refuseInvite(
  leg: Leg,
  status: number,
  headers: readonly SipHeader[],
  why: "hung-up" | "cancelled",
): LegStep {
  const open = openInvite(leg);
  if (open === null) return stepped(leg);
  const response = responseOf(leg, open.request, { status, headers, body: NO_BODY });
  const said: LegEffect = { kind: "respond", key: open.key, response };
  if (leg.phase !== "ringing") return stepped({ ...leg, reinvite: null }, said);
  const ended = end(leg, why);
  return stepped(ended.state, said, ...ended.effects);
}

/** The ACK of our answer. */
export function acknowledged(leg: Leg, request: CheckedRequest): LegStep {
  const { answer: waiting, dialog } = leg;
  if (waiting === null || dialog === null || request.cseq !== waiting.cseq) return stepped(leg);
  const stop: readonly LegEffect[] = [
    { kind: "disarm", timer: "answer-repeat" },
    { kind: "disarm", timer: "answer-limit" },
  ];
  const isFirst = leg.phase === "answered";
  const state: Leg = { ...leg, phase: isFirst ? "talking" : leg.phase, answer: null };
  // §15: the callee sends BYE only after the ACK.
  if (leg.isByeWanted) {
    const bye = sayBye(state, dialog, "hung-up");
    return stepped(bye.state, ...stop, ...bye.effects);
  }
  const confirmed = isFirst ? [emitEvent({ kind: "confirmed", request })] : [];
  if (leg.referWanted === null) return stepped(state, ...stop, ...confirmed);
  const refer = sayRefer(state, dialog, leg.referWanted);
  return stepped(refer.state, ...stop, ...confirmed, ...refer.effects);
}

/** §13.3.1.4: the answer is retransmitted after pauses that double up to T2, over every transport. */
export function repeatAnswer(leg: Leg): LegStep {
  const { answer: waiting } = leg;
  if (waiting === null) return stepped(leg);
  const pauseMs = Math.min(waiting.pauseMs * 2, T2_MS);
  return stepped(
    { ...leg, answer: { ...waiting, pauseMs } },
    { kind: "respond", key: waiting.key, response: waiting.response },
    { kind: "arm", timer: "answer-repeat", ms: pauseMs },
  );
}

/** §13.3.1.4: no ACK within 64*T1: the dialog is confirmed, and is ended by BYE. */
export function unacknowledged(leg: Leg): LegStep {
  if (leg.answer === null || leg.dialog === null) return stepped(leg);
  return sayBye(leg, leg.dialog, leg.isByeWanted ? "hung-up" : "no-ack");
}
