import type { CheckedRequest, Leg, SessionPlan, SipPeer, TransactionKey } from "../../../protocols/sip/index.ts";
import type { LegName } from "../calls/index.ts";

/** A request of a leg's dialog that waits for its response. */
export interface Waiting {
  readonly key: TransactionKey;
  readonly request: CheckedRequest;
}

/** One dialog of a call with the state of its messages. Only the dialog controller changes it. */
export interface SipLeg {
  /** Changes when the leg is handed over to another call. */
  name: LegName;
  /** Whether the far end's own Contact is used, as for a trunk; a phone is reached at the source address of its messages. */
  readonly isLine: boolean;
  /** Changes when its page opens another connection. */
  peer: SipPeer;
  /** The source address of its last request inside the dialog, at first that of `peer`: its media may come from there. */
  source: string;
  state: Leg;
  /** The key of its dialog; null without one. */
  dialogKey: string | null;
  /** Keys of the transactions that it has opened. */
  readonly keys: Set<TransactionKey>;
  isAnswered: boolean;
  /** The last own session description, for a refresh without an offer. */
  sdp: string | null;
  /** The far end's early session description; null for none. */
  earlySdp: string | null;
  /** Whether the own 2xx holds an offer that the ACK has to answer. */
  hasOffered: boolean;
  /** The session timer; null without one. */
  session: SessionPlan | null;
  /** Whether an own re-INVITE waits for its answer. */
  isOffering: boolean;
  /** An UPDATE that waits for the answer of the leg's media; a re-INVITE waits in the leg itself. */
  update: Waiting | null;
  /** The pending REFER. */
  refer: Waiting | null;
  /** Whether a REFER was accepted whose result is still to be sent. */
  isReferred: boolean;
  /** The CSeq number of the own REFER on which the far end still reports; null for none. */
  referring: number | null;
  /** Number of own REFERs on which the far end may still report. */
  refers: number;
}
