import type { Step } from "../../../kernel/index.ts";
import {
  arm,
  disarm,
  END,
  type MachineEffect,
  PASS,
  send,
  stay,
  TIMEOUT,
  TRANSPORT_FAILED,
  TRY_MS,
  type TransactionTimer,
} from "./transaction-machine.ts";

/** Non-INVITE server transaction (RFC 3261 figure 8). */
export interface NonInviteServer {
  readonly kind: "non-invite-server";
  readonly state: "trying" | "proceeding" | "completed" | "terminated";
  readonly isReliable: boolean;
  /** The last response; empty while there is none. */
  readonly bytes: Uint8Array;
}

/** Inputs of the transaction. */
export type NonInviteServerInput =
  | { readonly kind: "start" }
  | { readonly kind: "request" }
  | { readonly kind: "respond"; readonly status: number; readonly bytes: Uint8Array }
  | { readonly kind: "timer"; readonly timer: TransactionTimer }
  | { readonly kind: "transport-failed" };

type Next = Step<NonInviteServer, MachineEffect>;

/** A transaction whose request has just arrived. */
export function nonInviteServer(isReliable: boolean): NonInviteServer {
  return { kind: "non-invite-server", state: "trying", isReliable, bytes: new Uint8Array(0) };
}

/** One step of a server transaction for any method but INVITE and ACK. */
export function stepNonInviteServer(now: NonInviteServer, input: NonInviteServerInput): Next {
  const isOpen = now.state === "trying" || now.state === "proceeding";
  switch (input.kind) {
    case "start":
      // RFC 4320 §4.2: a response after 64*T1 is of no use, so an unanswered request is dropped then.
      return { state: now, effects: [PASS, arm("unanswered", TRY_MS)] };
    case "request":
      // §17.2.2: a retransmitted request gets the last response again; in "trying" there is none.
      return now.bytes.length > 0 && now.state !== "terminated"
        ? { state: now, effects: [send(now.bytes)] }
        : stay(now);
    case "respond":
      return isOpen ? respond(now, input.status, input.bytes) : stay(now);
    case "timer": {
      if (isOpen && input.timer === "unanswered") {
        return { state: { ...now, state: "terminated" }, effects: [TIMEOUT, END] };
      }
      const isDone = now.state === "completed" && input.timer === "J";
      return isDone ? { state: { ...now, state: "terminated" }, effects: [END] } : stay(now);
    }
    case "transport-failed":
      if (now.state === "terminated") return stay(now);
      return { state: { ...now, state: "terminated" }, effects: [TRANSPORT_FAILED, END] };
  }
}

function respond(now: NonInviteServer, status: number, bytes: Uint8Array): Next {
  if (status < 200) return { state: { ...now, state: "proceeding", bytes }, effects: [send(bytes)] };
  // §17.2.2: timer J is zero over reliable transports.
  if (now.isReliable) return { state: { ...now, state: "terminated", bytes }, effects: [send(bytes), END] };
  return {
    state: { ...now, state: "completed", bytes },
    effects: [disarm("unanswered"), send(bytes), arm("J", TRY_MS)],
  };
}
