import type { Step } from "../../../kernel/index.ts";
import { type InviteClient, stepInviteClient } from "./invite-client.ts";
import { type InviteServer, stepInviteServer } from "./invite-server.ts";
import { type NonInviteClient, stepNonInviteClient } from "./non-invite-client.ts";
import { type NonInviteServer, stepNonInviteServer } from "./non-invite-server.ts";
import { type MachineEffect, stay, type TransactionTimer } from "./transaction-machine.ts";

/** Any of the four transactions of RFC 3261 §17. */
export type Machine = InviteClient | NonInviteClient | InviteServer | NonInviteServer;

/** Any input of one of them. */
export type MachineInput =
  | { readonly kind: "start" }
  | { readonly kind: "request" }
  | { readonly kind: "ack" }
  | { readonly kind: "cancelled" }
  | { readonly kind: "transport-failed" }
  | { readonly kind: "response"; readonly status: number; readonly ack: Uint8Array | null }
  | { readonly kind: "respond"; readonly status: number; readonly bytes: Uint8Array }
  | { readonly kind: "timer"; readonly timer: TransactionTimer };

/** Passes an input to its machine; an input that the machine does not support changes nothing. */
export function stepTransaction(machine: Machine, input: MachineInput): Step<Machine, MachineEffect> {
  switch (machine.kind) {
    case "invite-client":
      return input.kind === "request" || input.kind === "ack" || input.kind === "respond"
        ? stay(machine)
        : stepInviteClient(machine, input);
    case "non-invite-client":
      return input.kind === "response" ||
        input.kind === "timer" ||
        input.kind === "start" ||
        input.kind === "transport-failed"
        ? stepNonInviteClient(machine, input)
        : stay(machine);
    case "invite-server":
      return input.kind === "response" || input.kind === "cancelled" ? stay(machine) : stepInviteServer(machine, input);
    case "non-invite-server":
      return input.kind === "response" || input.kind === "ack" || input.kind === "cancelled"
        ? stay(machine)
        : stepNonInviteServer(machine, input);
  }
}
