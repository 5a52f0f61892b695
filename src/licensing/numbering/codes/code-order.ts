import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { CodeChange, CodeState } from "./access-code.ts";
import { codeChanges } from "./access-code.ts";

/** The effect of an order on its codes. */
export const ORDER_KINDS = ["reserve", "block"] as const;

/** One of `ORDER_KINDS`. */
export type OrderKind = (typeof ORDER_KINDS)[number];

/** The state of an order. */
export type OrderState = "planned" | "in-force" | "ended" | "undone";

/** The code changes by which an order takes a code and frees it. */
export const ORDER_CHANGES = {
  reserve: { take: "reserve", free: "unreserve" },
  block: { take: "block", free: "unblock" },
} as const satisfies Readonly<Record<OrderKind, Readonly<Record<"take" | "free", CodeChange>>>>;

/** An order from an officer. Dates are local dates of the ministry, both inclusive. */
export interface CodeOrderCommand {
  readonly kind: OrderKind;
  readonly reason: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  /** The behaviour if some codes are taken: leave those, or change nothing. */
  readonly onTaken: "leave" | "refuse";
}

/** Why an order is refused before its codes are read. */
export type OrderRefusal =
  | "order-reason-missing"
  | "order-dates-reversed"
  | "order-ends-in-past"
  | "order-starts-in-past";

/** Validates an order on the day it is given; returns whether it begins now or is planned for its first day. */
export function judgeOrder(command: CodeOrderCommand, today: string): Result<"in-force" | "planned", OrderRefusal> {
  if (command.reason.trim() === "") return refuse("order-reason-missing");
  if (command.startsOn !== null && command.startsOn < today) return refuse("order-starts-in-past");
  if (command.endsOn !== null && command.endsOn < today) return refuse("order-ends-in-past");
  if (command.startsOn !== null && command.endsOn !== null && command.endsOn < command.startsOn) {
    return refuse("order-dates-reversed");
  }
  return ok(command.startsOn !== null && command.startsOn > today ? "planned" : "in-force");
}

/** Whether an order of this kind may take a code in this state. */
export function mayTake(kind: OrderKind, state: CodeState): boolean {
  const from: readonly CodeState[] = codeChanges[ORDER_CHANGES[kind].take].from;
  return from.includes(state);
}
