import { assert, present } from "../../../kernel/index.ts";
import {
  type CalendarYear,
  calendarsInForce,
  officeDate,
  type PromiseTerms,
  type Rulebook,
  readPromiseTerms,
  readWorkingCalendar,
} from "../../../regulation/index.ts";
import { foldPromise, type PromiseEvent, type PromiseReading, readPromise, withEvent } from "../../promises/index.ts";
import { type ApplicationKind, KIND_RULES } from "./application-kind.ts";
import { rulebookOf } from "./rules-in-force.ts";

/** Input of the processing time of an application. */
export interface ApplicationPromise {
  readonly events: readonly PromiseEvent[];
  readonly ruleVersion: string;
  /** When the case began; the rules of that day apply. */
  readonly beganMs: number;
  readonly kind: ApplicationKind;
  /** A business is a (future) operator; the processing time of a government body is that of a non-operator. */
  readonly isOperator: boolean;
}

/** The fields of a stored application that its processing time depends on. */
export interface PromisedApplication {
  readonly promiseEvents: readonly PromiseEvent[];
  readonly ruleVersion: string;
  readonly createdAt: { getTime(): number };
  readonly kind: ApplicationKind;
  readonly organisation: { readonly kind: string };
}

/** The processing time of a stored application. */
export function promiseOf(row: PromisedApplication): ApplicationPromise {
  return {
    events: row.promiseEvents,
    ruleVersion: row.ruleVersion,
    beganMs: row.createdAt.getTime(),
    kind: row.kind,
    isOperator: row.organisation.kind === "business",
  };
}

/** The terms of the processing time by the rules of the case. */
export function termsOf(promise: ApplicationPromise, rulebook: Rulebook): PromiseTerms {
  const act = present(KIND_RULES[promise.kind].act, "the promised act of an application");
  return readPromiseTerms(rulebook, { act, isOperator: promise.isOperator });
}

/** Computes the processing time by the rules of the case and today's calendars; null before submission. Throws on impossible histories. */
export function readApplicationPromise(
  promise: ApplicationPromise,
  nowMs: number,
  calendars: readonly CalendarYear[] = calendarsInForce(officeDate(nowMs)),
): PromiseReading | null {
  if (promise.events.length === 0) return null;
  const rulebook = rulebookOf(promise.ruleVersion, promise.beganMs);
  const terms = termsOf(promise, rulebook);
  const calendar = readWorkingCalendar(rulebook, calendars);
  const history = foldPromise(promise.events, terms);
  assert(history.ok, "the stored promise events are possible");
  return readPromise(history.value, { terms, calendar, nowMs });
}

/** Checks whether these events may come next: null, or the code of the refusal. */
export function promiseRefusal(promise: ApplicationPromise, ...next: readonly PromiseEvent[]): string | null {
  const rulebook = rulebookOf(promise.ruleVersion, promise.beganMs);
  const terms = termsOf(promise, rulebook);
  const folded = foldPromise(next.reduce<readonly PromiseEvent[]>(withEvent, promise.events), terms);
  return folded.ok ? null : folded.refusal.code;
}
