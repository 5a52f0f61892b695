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
  T2_MS,
  T4_MS,
  TIMEOUT,
  TRANSPORT_FAILED,
  TRY_MS,
  type TransactionTimer,
} from "./transaction-machine.ts";

/** Non-INVITE client transaction (RFC 3261 figure 6). */
export interface NonInviteClient {
  readonly kind: "non-invite-client";
  readonly state: "trying" | "proceeding" | "completed" | "terminated";
  readonly isReliable: boolean;
  readonly bytes: Uint8Array;
  readonly pauseMs: number;
}

/** Inputs of the transaction. */
export type NonInviteClientInput =
  | { readonly kind: "start" }
  | { readonly kind: "response"; readonly status: number }
  | { readonly kind: "timer"; readonly timer: TransactionTimer }
  | { readonly kind: "transport-failed" };

type Next = Step<NonInviteClient, MachineEffect>;
const NO_BYTES = new Uint8Array(0);

/** A transaction that is about to send `bytes`. */
export function nonInviteClient(bytes: Uint8Array, isReliable: boolean): NonInviteClient {
  return { kind: "non-invite-client", state: "trying", isReliable, bytes, pauseMs: T1_MS };
}

/** One step of a client transaction for any method but INVITE and ACK. */
export function stepNonInviteClient(now: NonInviteClient, input: NonInviteClientInput): Next {
  const isWaiting = now.state === "trying" || now.state === "proceeding";
  switch (input.kind) {
    case "start": {
      // §17.1.2.2: timer E over unreliable transports only, timer F over any.
      const repeat = now.isReliable ? [] : [arm("E", now.pauseMs)];
      return { state: now, effects: [send(now.bytes), ...repeat, arm("F", TRY_MS)] };
    }
    case "response":
      return isWaiting ? response(now, input.status) : stay(now);
    case "timer":
      return timer(now, input.timer, isWaiting);
    case "transport-failed":
      return isWaiting ? { state: { ...now, state: "terminated" }, effects: [TRANSPORT_FAILED, END] } : stay(now);
  }
}

function response(now: NonInviteClient, status: number): Next {
  if (status < 200) return { state: { ...now, state: "proceeding" }, effects: [PASS] };
  // §17.1.2.2: timer K is zero over reliable transports.
  if (now.isReliable) return { state: { ...now, state: "terminated" }, effects: [PASS, END] };
  const effects = [disarm("E"), disarm("F"), PASS, arm("K", T4_MS)];
  return { state: { ...now, state: "completed", bytes: NO_BYTES }, effects };
}

function timer(now: NonInviteClient, name: TransactionTimer, isWaiting: boolean): Next {
  if (isWaiting && name === "E") {
    // §17.1.2.2: the pause doubles up to T2; after a provisional response it is T2.
    const pauseMs = now.state === "proceeding" ? T2_MS : Math.min(now.pauseMs * 2, T2_MS);
    return { state: { ...now, pauseMs }, effects: [send(now.bytes), arm("E", pauseMs)] };
  }
  if (isWaiting && name === "F") return { state: { ...now, state: "terminated" }, effects: [TIMEOUT, END] };
  const isDone = now.state === "completed" && name === "K";
  return isDone ? { state: { ...now, state: "terminated" }, effects: [END] } : stay(now);
}
