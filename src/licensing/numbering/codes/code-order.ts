import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { CodeChange, CodeState } from "./access-code.ts";
import { codeChanges } from "./access-code.ts";

/** What an order does with the codes it names. */
export const ORDER_KINDS = ["reserve", "block"] as const;

/** One of `ORDER_KINDS`. */
export type OrderKind = (typeof ORDER_KINDS)[number];

/** Where an order stands. */
export type OrderState = "planned" | "in-force" | "ended" | "undone";

/** What an order changes a code by, and how the code becomes free again. */
export const ORDER_CHANGES = {
  reserve: { take: "reserve", free: "unreserve" },
  block: { take: "block", free: "unblock" },
} as const satisfies Readonly<Record<OrderKind, Readonly<Record<"take" | "free", CodeChange>>>>;

/** An order as an officer gives it. Dates are local dates of the ministry, both inclusive. */
export interface CodeOrderCommand {
  readonly kind: OrderKind;
  readonly reason: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  /** What to do when some of the codes are taken: leave those alone, or change nothing at all. */
  readonly onTaken: "leave" | "refuse";
}

/** Why an order is refused before any code is looked at. */
export type OrderRefusal =
  | "order-reason-missing"
  | "order-dates-reversed"
  | "order-ends-in-past"
  | "order-starts-in-past";

/** Judges an order on the day it is given; the answer says whether it begins now or waits for its first day. */
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
