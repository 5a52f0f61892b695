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

/** The fields of a stored case that its processing time depends on. */
export interface PromisedLicence {
  readonly promiseEvents: readonly PromiseEvent[];
  readonly ruleVersion: string;
  readonly createdAt: { getTime(): number };
}

/** The terms of the document evaluation's processing time, by the rules of the case. */
export function licenceTerms(rulebook: Rulebook): PromiseTerms {
  return readPromiseTerms(rulebook, { act: "licence-evaluation", isOperator: true });
}

/** The rules of a case: the version in force on the day it began. */
export function rulesOfCase(row: Pick<PromisedLicence, "ruleVersion" | "createdAt">): Rulebook {
  return rulebookOf(row.ruleVersion, row.createdAt.getTime());
}

/** Computes the processing time by the rules of the case and today's calendars; null before submission. */
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

/** The processing-time events with one more; throws on an impossible event, because the decision has checked it before. */
export function promisedOn(row: PromisedLicence, event: PromiseEvent | null): readonly PromiseEvent[] {
  if (event === null) return row.promiseEvents;
  const events = withEvent(row.promiseEvents, event);
  assert(foldPromise(events, licenceTerms(rulesOfCase(row))).ok, "a decision asks for possible promise events only");
  return events;
}

/** How often the processing time may still restart; the maximum before submission. */
export function restartsLeft(row: PromisedLicence): number {
  const { restartsMax } = licenceTerms(rulesOfCase(row));
  return Math.max(0, restartsMax - row.promiseEvents.filter(({ type }) => type === "restarted").length);
}
