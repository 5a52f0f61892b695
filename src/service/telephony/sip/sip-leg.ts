import type { CheckedRequest, Leg, SessionPlan, SipPeer, TransactionKey } from "../../../protocols/sip/index.ts";
import type { LegName } from "../calls/index.ts";

/** A request of a leg's dialog that waits for its answer. */
export interface Waiting {
  readonly key: TransactionKey;
  readonly request: CheckedRequest;
}

/** One dialog of a call with what its messages need. Changed by the leg desk only. */
export interface SipLeg {
  /** The id of another call once the leg is handed over. */
  name: LegName;
  /** Whether its far end's own address is to be trusted, as a line's is; a phone is where its messages come from. */
  readonly isLine: boolean;
  /** Another one as soon as its page has opened another connection. */
  peer: SipPeer;
  /** The address that its last request inside the dialog came from, at first that of `peer`: its sound may come from there. */
  source: string;
  state: Leg;
  /** The key it is found by in its dialog; null while there is none. */
  dialogKey: string | null;
  /** Keys of the transactions it has opened. */
  readonly keys: Set<TransactionKey>;
  isAnswered: boolean;
  /** Our last session description, for a refresh without an offer. */
  sdp: string | null;
  /** What its far end said of its sound before it answered; null for nothing. */
  earlySdp: string | null;
  /** Whether our answer holds an offer that the ACK has to answer. */
  hasOffered: boolean;
  /** How the session is kept alive; null for one without timer. */
  session: SessionPlan | null;
  /** Whether our offer of a session that goes on waits for its answer. */
  isOffering: boolean;
  /** An UPDATE that waits for the answer of the leg's sound; a re-INVITE waits in the leg itself. */
  update: Waiting | null;
  /** The REFER that waits. */
  refer: Waiting | null;
  /** Whether a REFER was taken whose outcome is still to be told. */
  isReferred: boolean;
  /** The number of the REFER of ours whose outcome its far end still tells; null for none. */
  referring: number | null;
  /** How many REFERs of ours its far end may still tell of. */
  refers: number;
}
