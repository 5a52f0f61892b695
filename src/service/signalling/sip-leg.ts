import type { CheckedRequest, Dialog, SipPeer, TransactionKey } from "../../protocols/sip/index.ts";
import type { LegName } from "../calls/index.ts";

/** One dialog of a call with all that its messages need. Changed by the leg desk only. */
export interface SipLeg {
  readonly name: LegName;
  readonly role: "caller" | "called";
  readonly localTag: string;
  /** Whether its far end's own address is to be trusted, as a line's is; a phone is where its messages come from. */
  readonly isLine: boolean;
  peer: SipPeer;
  dialog: Dialog | null;
  state: "inviting" | "answered" | "confirmed" | "ended";
  /** The INVITE that brought it, until its final answer; of a caller only. */
  invite: { readonly key: TransactionKey; readonly request: CheckedRequest } | null;
  /** The branch of the INVITE that was sent; of a called one only. */
  branch: string | null;
  /** The ACK of the 2xx, sent again with each 2xx that comes again. */
  ack: (() => void) | null;
  /** Hung up before it was answered: an answer that crosses the CANCEL is ended at once. */
  isUnwanted: boolean;
  /** The re-INVITE or UPDATE that waits for its answer. */
  reoffer: { readonly key: TransactionKey; readonly request: CheckedRequest } | null;
  /** The REFER that waits, and that was taken. */
  refer: { readonly key: TransactionKey; readonly request: CheckedRequest } | null;
  isReferred: boolean;
  /** Our last session description. */
  sdp: string | null;
  repeat: NodeJS.Timeout | null;
}
