import type { CallInstructions } from "../../telephony/calls/index.ts";

/** Destination of an ordered call: an external number, or an internal phone by its extension. */
export type CallTarget =
  | { readonly kind: "number"; readonly number: string }
  | { readonly kind: "phone"; readonly extension: string };

/** A call ordered by an application: stored before the API responds, and started once by a switch. */
export interface CallOrder {
  /** Call id, known from the order on; the SID is derived from it. */
  readonly callId: string;
  readonly tenantId: string;
  /** Caller ID: one of the call centre's codes. */
  readonly from: string;
  readonly to: CallTarget;
  readonly instructions: CallInstructions;
  /** Maximum ringing time. */
  readonly timeoutSeconds: number;
  /** Maximum duration from the answer on; null for the switch's own limit. */
  readonly timeLimitSeconds: number | null;
  /** DTMF keys sent after the answer, `w` for a pause of half a second; null for none. */
  readonly sendDigits: string | null;
  readonly isRecorded: boolean;
  readonly createdAtMs: number;
}

/** Reasons why the switch did not start an ordered call. */
export type CallOrderRefusal =
  /** The code may not place calls, for example because it is switched off. */
  | "number-off"
  /** The number may not be dialled: of unknown type, not permitted, one of the installation's own, or an emergency number. */
  | "not-dialled"
  /** No trunk of the call centre routes the number. */
  | "no-line"
  /** All channels of the trunks are busy, or the rate limit of a trunk or the call centre is reached. */
  | "channels-taken"
  /** The spending limit is reached. */
  | "spending-over"
  /** The internal phone does not exist or is unreachable. */
  | "phone-unreachable"
  /** The switch had no capacity, or did not start the call in time. */
  | "switch-busy"
  /** The switch crashed after starting the call; it is unknown whether the phone rang, and the call is not repeated. */
  | "switch-died";

/**
 * Stored call orders. The switch claims orders, each locked (SKIP LOCKED), writes `begun` before it rings a target, and otherwise `refused` with the reason;
 * the states of a row are queued, taken (by which switch), begun and refused. Orders of a tenant are handed out no faster than its calls per second. An order
 * claimed by a switch that is no longer alive, or that it gives back, is handed out again: no target has rung, since a call is `begun` first. An order that is
 * `begun` and has no event after a minute is refused.
 */
export interface CallOrders {
  /** Reports that this switch has no pending order: its claimed orders that did not begin wait again. */
  giveBack(switchId: string): Promise<void>;
  take(wish: {
    readonly switchId: string;
    readonly nowMs: number;
    readonly max: number;
  }): Promise<readonly CallOrder[]>;
  begun(order: Pick<CallOrder, "callId" | "tenantId">, nowMs: number): Promise<boolean>;
  refused(order: Pick<CallOrder, "callId" | "tenantId">, why: CallOrderRefusal, nowMs: number): Promise<void>;
}
