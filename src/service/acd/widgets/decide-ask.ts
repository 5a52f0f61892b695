import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { WebCallerRefusal } from "./widget-limits.shared.ts";

/** The facts that decide on a callback request. */
export interface AskFacts {
  readonly isOn: boolean;
  /** The queue exists and accepts callers, and the number from which callbacks are placed belongs to the call centre. */
  readonly isServed: boolean;
  readonly isNumber: boolean;
  readonly isBlocked: boolean;
  /** The requested kind of callback is offered, and at this time. */
  readonly isOffered: boolean;
  /** The callbacks that the widget accepted in the last hour, and their maximum. */
  readonly inHour: number;
  readonly hourMax: number;
}

/** An internal reason: the web caller gets the same answer for every refusal that depends on the number. */
const BLOCKED = { ok: false, refusal: "widget-number-blocked" } as const;

/** Decides a callback request. Faults that the web caller can correct come first. */
export function decideAsk(facts: AskFacts): Result<null, WebCallerRefusal> {
  if (!facts.isOn || !facts.isServed) return refuse("widget-off");
  if (!facts.isNumber) return refuse("widget-number-bad");
  if (!facts.isOffered) return refuse("widget-time-gone");
  // Last: an earlier check would reveal a block.
  if (facts.inHour >= facts.hourMax) return refuse("widget-busy");
  return facts.isBlocked ? BLOCKED : ok(null);
}

/** Blanks and signs that people write in numbers. */
const BETWEEN_DIGITS = /[\s().\-/]/g;

/** A national number in dialled form, from any written form. */
export function homeNumber(typed: string): string {
  return typed.replaceAll(BETWEEN_DIGITS, "").replace(/^\+?62(?=\d{7})/, "0");
}
