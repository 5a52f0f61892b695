import type { CallInstructions } from "../../telephony/calls/index.ts";

/** Whom such a call rings: a number outside, or a phone of the house by its extension. */
export type CallTarget =
  | { readonly kind: "number"; readonly number: string }
  | { readonly kind: "phone"; readonly extension: string };

/** A call that an application has ordered: on disk when its creation was answered, and begun by a switch once. */
export interface CallOrder {
  /** The id of the call from its creation on; its SID is made of it. */
  readonly callId: string;
  readonly tenantId: string;
  /** The code that is shown to whoever is rung; one of the call centre's. */
  readonly from: string;
  readonly to: CallTarget;
  readonly instructions: CallInstructions;
  /** How long it may ring. */
  readonly timeoutSeconds: number;
  /** How long it may last from its answer on; null for the switch's own limit. */
  readonly timeLimitSeconds: number | null;
  /** Keys that are pressed once it is answered, `w` for half a second; null for none. */
  readonly sendDigits: string | null;
  readonly isRecorded: boolean;
  readonly createdAtMs: number;
}

/** Why the switch did not begin a call that was ordered. */
export type CallOrderRefusal =
  /** The code does not call, as one that is switched off. */
  | "number-off"
  /** It is no number that may be dialled: of no known kind, not permitted, the house's own, or one that calls for help. */
  | "not-dialled"
  /** No line of the call centre reaches it. */
  | "no-line"
  /** Every channel of its lines is taken, or more calls begin at once than a line and a call centre may. */
  | "channels-taken"
  /** What may be spent is spent. */
  | "spending-over"
  /** The house has no such phone, or it cannot be reached. */
  | "phone-unreachable"
  /** The switch had no room, or was not there in time. */
  | "switch-busy"
  /** The switch that had begun it died; nobody knows whether it rang, and it is not rung again. */
  | "switch-died";

/**
 * Where ordered calls lie. The switch takes some, each locked for it (SKIP LOCKED), says `begun` before anything rings, and `refused`
 * with why otherwise; the state of a row is queued, taken (by which switch), begun or refused. Rows of a tenant are given out no
 * faster than its calls per second. A row that is taken by a switch that is not alive any more, or that it gives back, is given out
 * again: nothing had rung, since a call is `begun` before it does. One that is `begun` and leaves no event is refused after a minute.
 */
export interface CallOrders {
  /** Says that this switch has nothing in hand: what it had taken and not begun waits again. */
  giveBack(switchId: string): Promise<void>;
  take(wish: {
    readonly switchId: string;
    readonly nowMs: number;
    readonly max: number;
  }): Promise<readonly CallOrder[]>;
  begun(order: Pick<CallOrder, "callId" | "tenantId">, nowMs: number): Promise<boolean>;
  refused(order: Pick<CallOrder, "callId" | "tenantId">, why: CallOrderRefusal, nowMs: number): Promise<void>;
}
