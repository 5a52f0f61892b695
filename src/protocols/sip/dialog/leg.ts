import type { Step } from "../../../kernel/index.ts";
import type { CheckedRequest, CheckedResponse } from "../message/check-message.ts";
import type { SipHeader, SipRequest, SipResponse } from "../message/message.ts";
import { statusReason } from "../message/status-reason.ts";
import { BRANCH_COOKIE } from "../message/via.ts";
import { respond } from "../receive.ts";
import type { TransactionKey } from "../transaction/transaction-key.ts";
import { type Dialog, type InsideParts, requestInside } from "./dialog.ts";

/** How this side names itself in its requests and answers. */
export interface LegIdentity {
  /** `SIP/2.0/UDP 192.0.2.1:5060`: the Via up to its parameters. */
  readonly via: string;
  /** The whole Contact value. */
  readonly contact: string;
  /** Random and long: branches are made of it and a count. */
  readonly secret: string;
  readonly tag: string;
}

/** An answer of ours with 2xx that is repeated until its ACK comes (RFC 3261 §13.3.1.4). */
interface Unacknowledged {
  readonly key: TransactionKey;
  readonly response: SipResponse;
  readonly cseq: number;
  readonly pauseMs: number;
}

/** A change of a session under way. */
type Reinvite =
  | { readonly is: "out"; readonly branch: string; readonly parts: SessionParts }
  | { readonly is: "in"; readonly key: TransactionKey; readonly request: CheckedRequest }
  /** Two met; ours waits for its second attempt. */
  | { readonly is: "again"; readonly parts: SessionParts };

/** What an INVITE or its answer says beside what every message says. */
export interface SessionParts {
  readonly headers: readonly SipHeader[];
  readonly body: Uint8Array;
}

/** One side of one call: an INVITE, the dialog that comes of it, and the BYE that ends it. */
export interface Leg {
  readonly role: "caller" | "callee";
  readonly phase: "inviting" | "cancelling" | "ringing" | "answered" | "talking" | "ending" | "ended";
  readonly me: LegIdentity;
  /** How many branches were used. */
  readonly branches: number;
  readonly dialog: Dialog | null;
  /** The branch of the INVITE that began the call; empty for the callee. */
  readonly branch: string;
  /** The INVITE that awaits its answer. */
  readonly invited: { readonly key: TransactionKey; readonly request: CheckedRequest } | null;
  readonly answer: Unacknowledged | null;
  readonly reinvite: Reinvite | null;
  /** Tags of those who answered too late and were hung up on (§13.2.2.4). */
  readonly strays: readonly string[];
  /** The callee hung up before the ACK: BYE must wait for it (§15). */
  readonly isByeWanted: boolean;
  /** What a REFER says that waits for the ACK as well: whoever has not heard our answer yet knows no dialog to be asked in. */
  readonly referWanted: readonly SipHeader[] | null;
  /** The branch of the last REFER: what is said to one before it is nobody's. */
  readonly referBranch: string | null;
}

/** The timers of a leg; when it has ended they are void. */
export type LegTimer = "answer-repeat" | "answer-limit" | "reinvite-again";

/** Why a call is over. */
export type LegEnd = "refused" | "bye" | "cancelled" | "hung-up" | "timeout" | "transport-failed" | "no-ack";

/** What a leg tells the one who decides. "ended" is told once. */
export type LegEvent =
  | { readonly kind: "progress" | "answered" | "changed"; readonly response: CheckedResponse }
  | { readonly kind: "confirmed"; readonly request: CheckedRequest }
  /** The other side wants to change the session: `answer` or `refuse`. */
  | { readonly kind: "reinvited"; readonly request: CheckedRequest }
  | { readonly kind: "change-refused"; readonly status: number }
  /** What the other side says to being asked to call somebody else (RFC 3515); 408 for nothing. */
  | { readonly kind: "refer-answered"; readonly status: number }
  /** Any other request inside the dialog, to be answered by the one who decides. */
  | { readonly kind: "request"; readonly key: TransactionKey; readonly request: CheckedRequest }
  | { readonly kind: "ended"; readonly why: LegEnd; readonly response: CheckedResponse | null };

/** What a leg asks for. */
export type LegEffect =
  | { readonly kind: "request"; readonly branch: string; readonly request: SipRequest }
  /** The ACK of a 2xx: sent once, without a transaction. */
  | { readonly kind: "ack"; readonly request: SipRequest }
  | { readonly kind: "respond"; readonly key: TransactionKey; readonly response: SipResponse }
  | { readonly kind: "cancel"; readonly branch: string; readonly headers: readonly SipHeader[] }
  | { readonly kind: "arm"; readonly timer: LegTimer; readonly ms: number }
  | { readonly kind: "disarm"; readonly timer: LegTimer }
  | { readonly kind: "told"; readonly event: LegEvent };

/** A leg after something happened, and what it asks for. */
export type LegStep = Step<Leg, LegEffect>;

/** A leg and effects. */
export function stepped(state: Leg, ...effects: readonly LegEffect[]): LegStep {
  return { state, effects };
}

/** Tells the one who decides. */
export function emitEvent(event: LegEvent): LegEffect {
  return { kind: "told", event };
}

/** A branch that was never used, and the leg that knows so. */
export function freshBranch(leg: Leg): { readonly leg: Leg; readonly branch: string; readonly via: string } {
  const branches = leg.branches + 1;
  const branch = `${BRANCH_COOKIE}${leg.me.secret}.${branches}`;
  return { leg: { ...leg, branches }, branch, via: `${leg.me.via};branch=${branch};rport` };
}

/** Sends a request inside the leg's dialog, or inside another that is given. */
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

/** Every timer of a leg is stopped. */
const STOP_ALL: readonly LegEffect[] = LEG_TIMERS.map((timer) => ({ kind: "disarm", timer }));

/** Ends a leg without a further message, and tells why. */
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

/** §15.1.2: a change that was asked for and not answered yet is answered with 487 when the call ends. */
function openChange({ reinvite, me }: Leg): readonly LegEffect[] {
  if (reinvite?.is !== "in") return [];
  const { key, request } = reinvite;
  const parts = { status: 487, reason: statusReason(487), toTag: me.tag };
  return [{ kind: "respond", key, response: respond(request.message, parts) }];
}

/** §15.1.1: says BYE; the leg is over for its user at once, and ends when BYE is answered or times out. */
export function sayBye(leg: Leg, dialog: Dialog, why: LegEnd, headers: readonly SipHeader[] = []): LegStep {
  const sent = sendInside(leg, dialog, { method: "BYE", headers });
  const ended = end({ ...sent.leg, dialog: sent.dialog }, why);
  return stepped(
    { ...ended.state, phase: "ending" },
    { kind: "request", branch: sent.branch, request: sent.request },
    ...ended.effects,
  );
}

/** RFC 3515 §2.4.1: asks the other side to call somebody else; `headers` say whom. */
export function sayRefer(leg: Leg, dialog: Dialog, headers: readonly SipHeader[]): LegStep {
  const contact = { name: "Contact", value: leg.me.contact };
  const sent = sendInside(leg, dialog, { method: "REFER", headers: [contact, ...headers] });
  return stepped(
    { ...sent.leg, dialog: sent.dialog, referWanted: null, referBranch: sent.branch },
    { kind: "request", branch: sent.branch, request: sent.request },
  );
}
