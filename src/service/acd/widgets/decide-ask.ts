import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { WebCallerRefusal } from "./widget-limits.shared.ts";

/** What is known of a wish before it is kept. */
export interface AskFacts {
  readonly isOn: boolean;
  /** The queue is there and takes callers, and the number by whose line is called is the call centre's. */
  readonly isServed: boolean;
  readonly isNumber: boolean;
  readonly isBlocked: boolean;
  /** What was asked for is offered, and at this hour. */
  readonly isOffered: boolean;
  /** Callbacks that the widget took in the last hour, and how many it may. */
  readonly inHour: number;
  readonly hourMax: number;
}

/** A reason for ourselves: whoever asks is given one answer for all that is about a number. */
const BLOCKED = { ok: false, refusal: "widget-number-blocked" } as const;

/** Whether a visitor is called. What he can mend himself is said before what he cannot. */
export function decideAsk(facts: AskFacts): Result<null, WebCallerRefusal> {
  if (!facts.isOn || !facts.isServed) return refuse("widget-off");
  if (!facts.isNumber) return refuse("widget-number-bad");
  if (!facts.isOffered) return refuse("widget-time-gone");
  // Last: an answer that comes before the others would tell of a block.
  if (facts.inHour >= facts.hourMax) return refuse("widget-busy");
  return facts.isBlocked ? BLOCKED : ok(null);
}

/** Blanks and signs that people write in numbers. */
const BETWEEN_DIGITS = /[\s().\-/]/g;

/** A number of the country as it is dialled within it, from however it is written. */
export function homeNumber(typed: string): string {
  return typed.replaceAll(BETWEEN_DIGITS, "").replace(/^\+?62(?=\d{7})/, "0");
}
