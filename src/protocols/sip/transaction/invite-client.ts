import type { Step } from "../../../kernel/index.ts";
import {
  arm,
  disarm,
  END,
  type MachineEffect,
  PASS,
  send,
  stay,
  T1_MS,
  TIMEOUT,
  TIMER_C_MS,
  TIMER_D_MS,
  TRANSPORT_FAILED,
  TRY_MS,
  type TransactionTimer,
} from "./transaction-machine.ts";

/** INVITE client transaction (RFC 3261 figure 5, amended by RFC 6026 §7.2). */
export interface InviteClient {
  readonly kind: "invite-client";
  readonly state: "calling" | "proceeding" | "accepted" | "completed" | "terminated";
  readonly isReliable: boolean;
  /** The request while it may be retransmitted, then the ACK; nothing else is stored. */
  readonly bytes: Uint8Array;
  /** The pause before the next retransmission. */
  readonly pauseMs: number;
}

/** Inputs of the transaction. `ack` acknowledges an error; present from status 300 on. */
export type InviteClientInput =
  | { readonly kind: "start" }
  | { readonly kind: "response"; readonly status: number; readonly ack: Uint8Array | null }
  | { readonly kind: "timer"; readonly timer: TransactionTimer }
  | { readonly kind: "cancelled" }
  | { readonly kind: "transport-failed" };

type Next = Step<InviteClient, MachineEffect>;
const NO_BYTES = new Uint8Array(0);

/** A transaction that is about to send `bytes`. */
export function inviteClient(bytes: Uint8Array, isReliable: boolean): InviteClient {
  return { kind: "invite-client", state: "calling", isReliable, bytes, pauseMs: T1_MS };
}

/** One step of an INVITE client transaction. */
export function stepInviteClient(now: InviteClient, input: InviteClientInput): Next {
  switch (input.kind) {
    case "start":
      return { state: now, effects: start(now) };
    case "response":
      return response(now, input.status, input.ack);
    case "timer":
      return timer(now, input.timer);
    case "cancelled":
      // §9.1: without a final response 64*T1 after CANCEL the INVITE counts as cancelled.
      return now.state === "proceeding" ? { state: now, effects: [arm("cancel", TRY_MS)] } : stay(now);
    case "transport-failed":
      return failed(now);
  }
}

function start(now: InviteClient): readonly MachineEffect[] {
  // §17.1.1.2: timer A over unreliable transports only, timer B over any.
  const repeat = now.isReliable ? [] : [arm("A", now.pauseMs)];
  return [send(now.bytes), ...repeat, arm("B", TRY_MS)];
}

function response(now: InviteClient, status: number, ack: Uint8Array | null): Next {
  const isWaiting = now.state === "calling" || now.state === "proceeding";
  if (isWaiting && status < 200) {
    // §17.1.1.2: a provisional response ends retransmission; §16.6 step 11: 101 to 199 restart timer C.
    const stop = now.state === "calling" ? [disarm("A"), disarm("B")] : [];
    const watch = now.state === "calling" || status > 100 ? [arm("C", TIMER_C_MS)] : [];
    return { state: { ...now, state: "proceeding", bytes: NO_BYTES }, effects: [...stop, ...watch, PASS] };
  }
  const stop = [disarm("A"), disarm("B"), disarm("C"), disarm("cancel")];
  if (isWaiting && status < 300) {
    // RFC 6026 §8.4: a 2xx leads to "accepted", in which further 2xx of other branches still reach the user.
    return { state: { ...now, state: "accepted", bytes: NO_BYTES }, effects: [...stop, PASS, arm("M", TRY_MS)] };
  }
  if (isWaiting && ack !== null) {
    // §17.1.1.2, §17.1.1.3: the transaction itself acknowledges an error.
    if (now.isReliable) return { state: { ...now, state: "terminated" }, effects: [send(ack), PASS, END] };
    const effects = [...stop, send(ack), PASS, arm("D", TIMER_D_MS)];
    return { state: { ...now, state: "completed", bytes: ack }, effects };
  }
  if (now.state === "accepted" && status >= 200 && status < 300) return { state: now, effects: [PASS] };
  // §17.1.1.2: a retransmitted error is acknowledged again and not passed on.
  if (now.state === "completed" && status >= 300) return { state: now, effects: [send(now.bytes)] };
  return stay(now);
}

function timer(now: InviteClient, name: TransactionTimer): Next {
  if (now.state === "calling" && name === "A") {
    const pauseMs = now.pauseMs * 2;
    return { state: { ...now, pauseMs }, effects: [send(now.bytes), arm("A", pauseMs)] };
  }
  const isOver =
    (now.state === "calling" && name === "B") || (now.state === "proceeding" && (name === "C" || name === "cancel"));
  if (isOver) return { state: { ...now, state: "terminated" }, effects: [TIMEOUT, END] };
  const isDone = (now.state === "completed" && name === "D") || (now.state === "accepted" && name === "M");
  return isDone ? { state: { ...now, state: "terminated" }, effects: [END] } : stay(now);
}

function failed(now: InviteClient): Next {
  // §17.1.1.2: a transport error ends the transaction while it sends; in "accepted" it sends nothing.
  if (now.state === "accepted" || now.state === "terminated") return stay(now);
  return { state: { ...now, state: "terminated" }, effects: [TRANSPORT_FAILED, END] };
}
