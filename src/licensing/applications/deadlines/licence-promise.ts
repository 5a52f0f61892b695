import { assert } from "../../../kernel/index.ts";
import {
  type CalendarYear,
  calendarsInForce,
  officeDate,
  type PromiseTerms,
  type Rulebook,
  readPromiseTerms,
  readWorkingCalendar,
} from "../../../regulation/index.ts";
import { rulebookOf } from "../../numbering/index.ts";
import { foldPromise, type PromiseEvent, type PromiseReading, readPromise, withEvent } from "../../promises/index.ts";

/** A stored case as far as its promise goes. */
export interface PromisedLicence {
  readonly promiseEvents: readonly PromiseEvent[];
  readonly ruleVersion: string;
  readonly createdAt: { getTime(): number };
}

/** The terms of the promise on the documents, by the rules of the case. */
export function licenceTerms(rulebook: Rulebook): PromiseTerms {
  return readPromiseTerms(rulebook, { act: "licence-evaluation", isOperator: true });
}

/** The rules a case keeps: the version it began under, on the day it began. */
export function rulesOfCase(row: Pick<PromisedLicence, "ruleVersion" | "createdAt">): Rulebook {
  return rulebookOf(row.ruleVersion, row.createdAt.getTime());
}

/** Reads the promise by the rules of the case and today's calendars; null before submission. */
export function readLicencePromise(
  row: PromisedLicence,
  nowMs: number,
  calendars: readonly CalendarYear[] = calendarsInForce(officeDate(nowMs)),
): PromiseReading | null {
  if (row.promiseEvents.length === 0) return null;
  const rulebook = rulesOfCase(row);
  const terms = licenceTerms(rulebook);
  const history = foldPromise(row.promiseEvents, terms);
  assert(history.ok, "the stored promise events are possible");
  return readPromise(history.value, { terms, calendar: readWorkingCalendar(rulebook, calendars), nowMs });
}

/** The promise with one more event; throws on one that cannot be, because the decision has asked before. */
export function promisedOn(row: PromisedLicence, event: PromiseEvent | null): readonly PromiseEvent[] {
  if (event === null) return row.promiseEvents;
  const events = withEvent(row.promiseEvents, event);
  assert(foldPromise(events, licenceTerms(rulesOfCase(row))).ok, "a decision asks for possible promise events only");
  return events;
}

/** How often the days may still be counted anew; all of them before submission. */
export function restartsLeft(row: PromisedLicence): number {
  const { restartsMax } = licenceTerms(rulesOfCase(row));
  return Math.max(0, restartsMax - row.promiseEvents.filter(({ type }) => type === "restarted").length);
}
