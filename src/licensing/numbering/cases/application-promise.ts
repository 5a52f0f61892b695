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

/** What the promise of one application is read from. */
export interface ApplicationPromise {
  readonly events: readonly PromiseEvent[];
  readonly ruleVersion: string;
  /** When the case began; its rules are those of that day. */
  readonly beganMs: number;
  readonly kind: ApplicationKind;
  /** A business is a (future) operator; a government body is promised the days of a non-operator. */
  readonly isOperator: boolean;
}

/** A stored application as far as its promise goes. */
export interface PromisedApplication {
  readonly promiseEvents: readonly PromiseEvent[];
  readonly ruleVersion: string;
  readonly createdAt: { getTime(): number };
  readonly kind: ApplicationKind;
  readonly organisation: { readonly kind: string };
}

/** The promise of a stored application. */
export function promiseOf(row: PromisedApplication): ApplicationPromise {
  return {
    events: row.promiseEvents,
    ruleVersion: row.ruleVersion,
    beganMs: row.createdAt.getTime(),
    kind: row.kind,
    isOperator: row.organisation.kind === "business",
  };
}

/** The terms of the promise by the rules of the case. */
export function termsOf(promise: ApplicationPromise, rulebook: Rulebook): PromiseTerms {
  const act = present(KIND_RULES[promise.kind].act, "the promised act of an application");
  return readPromiseTerms(rulebook, { act, isOperator: promise.isOperator });
}

/** Reads the promise by the rules of the case and today's calendars; null before submission. Throws on impossible histories. */
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

/** Whether these events are possible next; the code of the refusal otherwise. */
export function promiseRefusal(promise: ApplicationPromise, ...next: readonly PromiseEvent[]): string | null {
  const rulebook = rulebookOf(promise.ruleVersion, promise.beganMs);
  const terms = termsOf(promise, rulebook);
  const folded = foldPromise(next.reduce<readonly PromiseEvent[]>(withEvent, promise.events), terms);
  return folded.ok ? null : folded.refusal.code;
}
