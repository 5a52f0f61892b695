import type { Step } from "../../../kernel/index.ts";

/** Estimated round-trip time (RFC 3261 §17.1.1.1). */
export const T1_MS = 500;
/** Longest pause between retransmissions of non-INVITE requests and of responses to INVITE. */
export const T2_MS = 4_000;
/** Longest time a message stays in the network. */
export const T4_MS = 5_000;
/** Duration of all attempts, and retention of the responses of a finished transaction. */
export const TRY_MS = 64 * T1_MS;
/** RFC 3261 §17.1.1.2: timer D lasts at least 32 s over an unreliable transport. */
export const TIMER_D_MS = 32_000;
/** RFC 3261 §16.6 step 11: timer C of a ringing INVITE exceeds three minutes. */
export const TIMER_C_MS = 181_000;

/** The timers of RFC 3261 §17 and RFC 6026; C limits a ringing INVITE, "cancel" a cancelled one (§9.1). */
export type TransactionTimer =
  | "A"
  | "B"
  | "C"
  | "D"
  | "E"
  | "F"
  | "G"
  | "H"
  | "I"
  | "J"
  | "K"
  | "L"
  | "M"
  | "cancel"
  | "unanswered";

/** Effects of a transaction. `pass` passes the current message to its user; `end` removes it and all its timers. */
export type MachineEffect =
  | { readonly kind: "send"; readonly bytes: Uint8Array }
  | { readonly kind: "arm"; readonly timer: TransactionTimer; readonly ms: number }
  | { readonly kind: "disarm"; readonly timer: TransactionTimer }
  | { readonly kind: "pass" }
  | { readonly kind: "timeout" }
  | { readonly kind: "transport-failed" }
  | { readonly kind: "end" };

/** Sends these bytes. */
export const send = (bytes: Uint8Array): MachineEffect => ({ kind: "send", bytes });
/** Arms a timer, or arms it again. */
export const arm = (timer: TransactionTimer, ms: number): MachineEffect => ({ kind: "arm", timer, ms });
/** Stops a timer. */
export const disarm = (timer: TransactionTimer): MachineEffect => ({ kind: "disarm", timer });
/** Passes the current message to the user of the transaction. */
export const PASS: MachineEffect = { kind: "pass" };
/** The transaction is over; its timers are void. */
export const END: MachineEffect = { kind: "end" };
/** No response or ACK arrived in time. */
export const TIMEOUT: MachineEffect = { kind: "timeout" };
/** The transport could not send. */
export const TRANSPORT_FAILED: MachineEffect = { kind: "transport-failed" };

/** A step that changes nothing. */
export function stay<State>(state: State): Step<State, MachineEffect> {
  return { state, effects: [] };
}
