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

/** INVITE server transaction (RFC 3261 figure 7, amended by RFC 6026 §7.1). */
export interface InviteServer {
  readonly kind: "invite-server";
  readonly state: "proceeding" | "accepted" | "completed" | "confirmed" | "terminated";
  readonly isReliable: boolean;
  /** The last response; nothing of the request is stored. */
  readonly bytes: Uint8Array;
  readonly pauseMs: number;
}

/** Inputs of the transaction. */
export type InviteServerInput =
  | { readonly kind: "start" }
  | { readonly kind: "request" }
  | { readonly kind: "ack" }
  | { readonly kind: "respond"; readonly status: number; readonly bytes: Uint8Array }
  | { readonly kind: "timer"; readonly timer: TransactionTimer }
  | { readonly kind: "transport-failed" };

type Next = Step<InviteServer, MachineEffect>;
const NO_BYTES = new Uint8Array(0);

/** A transaction that responds with `trying`, a 100, at once. */
export function inviteServer(trying: Uint8Array, isReliable: boolean): InviteServer {
  return { kind: "invite-server", state: "proceeding", isReliable, bytes: trying, pauseMs: T1_MS };
}

/** One step of an INVITE server transaction. */
export function stepInviteServer(now: InviteServer, input: InviteServerInput): Next {
  switch (input.kind) {
    case "start":
      // §17.2.1: 100 within 200 ms; sent at once, because the caller retransmits until the first response.
      return { state: now, effects: [send(now.bytes), PASS] };
    case "request": {
      // RFC 6026 §7.1: in "accepted" a retransmitted INVITE is absorbed; the user retransmits its 2xx itself.
      const isAnswered = now.state === "proceeding" || now.state === "completed";
      return isAnswered ? { state: now, effects: [send(now.bytes)] } : stay(now);
    }
    case "ack":
      return acknowledged(now);
    case "respond":
      return respond(now, input.status, input.bytes);
    case "timer":
      return timer(now, input.timer);
    case "transport-failed": {
      const isOver = now.state === "terminated" || now.state === "confirmed";
      return isOver ? stay(now) : { state: { ...now, state: "terminated" }, effects: [TRANSPORT_FAILED, END] };
    }
  }
}

function acknowledged(now: InviteServer): Next {
  // RFC 6026 §8.7: the ACK for a 2xx goes to the user.
  if (now.state === "accepted") return { state: now, effects: [PASS] };
  if (now.state !== "completed") return stay(now);
  // §17.2.1: timer I is zero over reliable transports.
  if (now.isReliable) return { state: { ...now, state: "terminated" }, effects: [END] };
  const effects = [disarm("G"), disarm("H"), arm("I", T4_MS)];
  return { state: { ...now, state: "confirmed", bytes: NO_BYTES }, effects };
}

function respond(now: InviteServer, status: number, bytes: Uint8Array): Next {
  // RFC 6026 §8.7: the user's retransmissions of its 2xx pass through.
  if (now.state === "accepted")
    return status < 300 && status >= 200 ? { state: now, effects: [send(bytes)] } : stay(now);
  if (now.state !== "proceeding") return stay(now);
  if (status < 200) return { state: { ...now, bytes }, effects: [send(bytes)] };
  if (status < 300) {
    // RFC 6026 §7.1
    return { state: { ...now, state: "accepted", bytes: NO_BYTES }, effects: [send(bytes), arm("L", TRY_MS)] };
  }
  // §17.2.1: timer G over unreliable transports only, timer H over any.
  const repeat = now.isReliable ? [] : [arm("G", T1_MS)];
  return { state: { ...now, state: "completed", bytes }, effects: [send(bytes), ...repeat, arm("H", TRY_MS)] };
}

function timer(now: InviteServer, name: TransactionTimer): Next {
  if (now.state === "completed" && name === "G") {
    // §17.2.1: the pause doubles up to T2.
    const pauseMs = Math.min(now.pauseMs * 2, T2_MS);
    return { state: { ...now, pauseMs }, effects: [send(now.bytes), arm("G", pauseMs)] };
  }
  // §17.2.1: no ACK arrived.
  if (now.state === "completed" && name === "H") {
    return { state: { ...now, state: "terminated" }, effects: [TIMEOUT, END] };
  }
  const isDone = (now.state === "confirmed" && name === "I") || (now.state === "accepted" && name === "L");
  return isDone ? { state: { ...now, state: "terminated" }, effects: [END] } : stay(now);
}
