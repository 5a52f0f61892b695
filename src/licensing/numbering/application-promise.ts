import { assert } from "../../kernel/index.ts";
import { calendarsInForce, officeDate, readPromiseTerms, readWorkingCalendar } from "../../regulation/index.ts";
import { foldPromise, type PromiseEvent, type PromiseReading, readPromise, withEvent } from "../promises/index.ts";
import { rulebookOf } from "./rules-in-force.ts";

/** What the promise of one application is read from. */
export interface ApplicationPromise {
  readonly events: readonly PromiseEvent[];
  readonly ruleVersion: string;
  /** When the case began; its rules are those of that day. */
  readonly beganMs: number;
}

/** Reads the promise by the rules of the case and today's calendars; null before submission. Throws on impossible histories. */
export function readApplicationPromise(promise: ApplicationPromise, nowMs: number): PromiseReading | null {
  if (promise.events.length === 0) return null;
  const rulebook = rulebookOf(promise.ruleVersion, promise.beganMs);
  const terms = readPromiseTerms(rulebook, { act: "number-new", isOperator: true });
  const calendar = readWorkingCalendar(rulebook, calendarsInForce(officeDate(nowMs)));
  const history = foldPromise(promise.events, terms);
  assert(history.ok, "the stored promise events are possible");
  return readPromise(history.value, { terms, calendar, nowMs });
}

/** Whether these events are possible next; the code of the refusal otherwise. */
export function promiseRefusal(promise: ApplicationPromise, ...next: readonly PromiseEvent[]): string | null {
  const rulebook = rulebookOf(promise.ruleVersion, promise.beganMs);
  const terms = readPromiseTerms(rulebook, { act: "number-new", isOperator: true });
  const folded = foldPromise(next.reduce<readonly PromiseEvent[]>(withEvent, promise.events), terms);
  return folded.ok ? null : folded.refusal.code;
}
