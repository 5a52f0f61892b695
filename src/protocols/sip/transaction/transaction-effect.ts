import type { CheckedRequest, CheckedResponse } from "../message/check-message.ts";
import type { SipPeer } from "../peer.ts";
import type { TransactionKey } from "./transaction-key.ts";
import type { TransactionTimer } from "./transaction-machine.ts";

/** Effects of the transactions: operations (`send`, `arm`, `disarm`, `ended`) and events for their user (all others). */
export type TransactionEffect =
  | { readonly kind: "send"; readonly key: TransactionKey | null; readonly bytes: Uint8Array; readonly to: SipPeer }
  | { readonly kind: "arm"; readonly key: TransactionKey; readonly timer: TransactionTimer; readonly ms: number }
  | { readonly kind: "disarm"; readonly key: TransactionKey; readonly timer: TransactionTimer }
  /** The transaction and its timers are removed. */
  | { readonly kind: "ended"; readonly key: TransactionKey }
  | {
      readonly kind: "request";
      readonly key: TransactionKey;
      readonly request: CheckedRequest;
      readonly source: SipPeer;
    }
  /** The ACK of a 2xx, which is a separate transaction. */
  | { readonly kind: "ack"; readonly request: CheckedRequest; readonly source: SipPeer }
  /** The INVITE under `key` was cancelled and awaits its 487; the CANCEL itself has been answered. */
  | { readonly kind: "cancelled"; readonly key: TransactionKey; readonly request: CheckedRequest }
  | { readonly kind: "response"; readonly key: TransactionKey; readonly response: CheckedResponse }
  | { readonly kind: "timeout"; readonly key: TransactionKey }
  | { readonly kind: "transport-failed"; readonly key: TransactionKey }
  | { readonly kind: "drop"; readonly why: "stray-response" | "stray-ack" | "too-many-transactions" | "merged" };
