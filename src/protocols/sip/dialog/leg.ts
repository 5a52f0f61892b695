import type { Step } from "../../../kernel/index.ts";
import type { CheckedRequest, CheckedResponse } from "../message/check-message.ts";
import type { SipHeader, SipRequest, SipResponse } from "../message/message.ts";
import { statusReason } from "../message/status-reason.ts";
import { BRANCH_COOKIE } from "../message/via.ts";
import { respond } from "../receive.ts";
import type { TransactionKey } from "../transaction/transaction-key.ts";
import { type Dialog, type InsideParts, requestInside } from "./dialog.ts";

/** Identity of this side in its requests and responses. */
export interface LegIdentity {
  /** `SIP/2.0/UDP 192.0.2.1:5060`: the Via without its parameters. */
  readonly via: string;
  /** The whole Contact value. */
  readonly contact: string;
  /** Random and long: branches are derived from it and a counter. */
  readonly secret: string;
  readonly tag: string;
}

/** A 2xx response of ours that is retransmitted until its ACK arrives (RFC 3261 §13.3.1.4). */
interface Unacknowledged {
  readonly key: TransactionKey;
  readonly response: SipResponse;
  readonly cseq: number;
  readonly pauseMs: number;
}

/** A session modification in progress. */
type Reinvite =
  | { readonly is: "out"; readonly branch: string; readonly parts: SessionParts }
  | { readonly is: "in"; readonly key: TransactionKey; readonly request: CheckedRequest }
  /** After glare our re-INVITE waits for its second attempt. */
  | { readonly is: "again"; readonly parts: SessionParts };

/** Headers and body of an INVITE or its response beside the mandatory ones. */
export interface SessionParts {
  readonly headers: readonly SipHeader[];
  readonly body: Uint8Array;
}

/** One side of one call: an INVITE, its dialog, and the BYE that ends it. */
export interface Leg {
  readonly role: "caller" | "callee";
  readonly phase: "inviting" | "cancelling" | "ringing" | "answered" | "talking" | "ending" | "ended";
  readonly me: LegIdentity;
  /** Number of used branches. */
  readonly branches: number;
  readonly dialog: Dialog | null;
  /** The branch of the initial INVITE; empty for the callee. */
  readonly branch: string;
  /** The INVITE that awaits its response. */
  readonly invited: { readonly key: TransactionKey; readonly request: CheckedRequest } | null;
  readonly answer: Unacknowledged | null;
  readonly reinvite: Reinvite | null;
  /** Tags of forked answers that arrived too late and were ended by BYE (§13.2.2.4). */
  readonly strays: readonly string[];
  /** The callee hung up before the ACK: BYE must wait for it (§15). */
  readonly isByeWanted: boolean;
  /** Headers of a REFER that waits for the ACK as well: before the ACK the caller may not know the dialog yet. */
  readonly referWanted: readonly SipHeader[] | null;
  /** The branch of the last REFER: responses to an earlier one are ignored. */
  readonly referBranch: string | null;
}

/** The timers of a leg; they are void after its end. */
export type LegTimer = "answer-repeat" | "answer-limit" | "reinvite-again";

/** Reason for the end of a call. */
export type LegEnd = "refused" | "bye" | "cancelled" | "hung-up" | "timeout" | "transport-failed" | "no-ack";

/** Events of a leg. "ended" is emitted once. */
export type LegEvent =
  | { readonly kind: "progress" | "answered" | "changed"; readonly response: CheckedResponse }
  | { readonly kind: "confirmed"; readonly request: CheckedRequest }
  /** The far end requests a session modification: respond by `answer` or `refuse`. */
  | { readonly kind: "reinvited"; readonly request: CheckedRequest }
  | { readonly kind: "change-refused"; readonly status: number }
  /** The far end's response to a REFER (RFC 3515); 408 when none arrived. */
  | { readonly kind: "refer-answered"; readonly status: number }
  /** Any other request inside the dialog, to be answered by the application. */
  | { readonly kind: "request"; readonly key: TransactionKey; readonly request: CheckedRequest }
  | { readonly kind: "ended"; readonly why: LegEnd; readonly response: CheckedResponse | null };

/** Effects of a leg. */
export type LegEffect =
  | { readonly kind: "request"; readonly branch: string; readonly request: SipRequest }
  /** The ACK of a 2xx: sent once, without a transaction. */
  | { readonly kind: "ack"; readonly request: SipRequest }
  | { readonly kind: "respond"; readonly key: TransactionKey; readonly response: SipResponse }
  | { readonly kind: "cancel"; readonly branch: string; readonly headers: readonly SipHeader[] }
  | { readonly kind: "arm"; readonly timer: LegTimer; readonly ms: number }
  | { readonly kind: "disarm"; readonly timer: LegTimer }
  | { readonly kind: "told"; readonly event: LegEvent };

/** A leg after an input, and its effects. */
export type LegStep = Step<Leg, LegEffect>;

/** A leg and effects. */
export function stepped(state: Leg, ...effects: readonly LegEffect[]): LegStep {
  return { state, effects };
}

/** Effect that emits an event to the application. */
export function emitEvent(event: LegEvent): LegEffect {
  return { kind: "told", event };
}

/** An unused branch, and the leg that has recorded it. */
export function freshBranch(leg: Leg): { readonly leg: Leg; readonly branch: string; readonly via: string } {
  const branches = leg.branches + 1;
  const branch = `${BRANCH_COOKIE}${leg.me.secret}.${branches}`;
  return { leg: { ...leg, branches }, branch, via: `${leg.me.via};branch=${branch};rport` };
}

/** Sends a request inside the leg's dialog, or inside another given one. */
export function sendInside(
  before: Leg,
  dialog: Dialog,
  parts: Omit<InsideParts, "via">,
): { readonly leg: Leg; readonly dialog: Dialog; readonly branch: string; readonly request: SipRequest } {
  const { leg, branch, via } = freshBranch(before);
  const made = requestInside(dialog, { ...parts, via });
  return { leg, dialog: made.dialog, branch, request: made.request };
}

const LEG_TIMERS: readonly LegTimer[] = ["answer-repeat", "answer-limit", "reinvite-again"];

/** Stops every timer of a leg. */
const STOP_ALL: readonly LegEffect[] = LEG_TIMERS.map((timer) => ({ kind: "disarm", timer }));

/** Ends a leg without a further message, and emits the reason. */
export function end(leg: Leg, why: LegEnd, response: CheckedResponse | null = null): LegStep {
  const isTold = leg.phase === "ending" || leg.phase === "ended";
  const state: Leg = {
    ...leg,
    phase: "ended",
    invited: null,
    answer: null,
    reinvite: null,
    isByeWanted: false,
    referWanted: null,
  };
  return stepped(
    state,
    ...openChange(leg),
    ...STOP_ALL,
    ...(isTold ? [] : [emitEvent({ kind: "ended", why, response })]),
  );
}

/** §15.1.2: an unanswered session modification is answered with 487 when the call ends. */
function openChange({ reinvite, me }: Leg): readonly LegEffect[] {
  if (reinvite?.is !== "in") return [];
  const { key, request } = reinvite;
  const parts = { status: 487, reason: statusReason(487), toTag: me.tag };
  return [{ kind: "respond", key, response: respond(request.message, parts) }];
}

/** §15.1.1: sends BYE; the leg is over for its user at once, and ends when BYE is answered or times out. */
export function sayBye(leg: Leg, dialog: Dialog, why: LegEnd, headers: readonly SipHeader[] = []): LegStep {
  const sent = sendInside(leg, dialog, { method: "BYE", headers });
  const ended = end({ ...sent.leg, dialog: sent.dialog }, why);
  return stepped(
    { ...ended.state, phase: "ending" },
    { kind: "request", branch: sent.branch, request: sent.request },
    ...ended.effects,
  );
}

/** RFC 3515 §2.4.1: sends REFER; `headers` contain Refer-To. */
export function sayRefer(leg: Leg, dialog: Dialog, headers: readonly SipHeader[]): LegStep {
  const contact = { name: "Contact", value: leg.me.contact };
  const sent = sendInside(leg, dialog, { method: "REFER", headers: [contact, ...headers] });
  return stepped(
    { ...sent.leg, dialog: sent.dialog, referWanted: null, referBranch: sent.branch },
    { kind: "request", branch: sent.branch, request: sent.request },
  );
}
