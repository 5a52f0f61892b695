import { assert } from "../../../kernel/index.ts";
import {
  type CalendarYear,
  calendarsInForce,
  officeDate,
  type PromisedAct,
  type Rulebook,
  readPromiseTerms,
  readWorkingCalendar,
  type WorkingCalendar,
} from "../../../regulation/index.ts";
import { rulebookOf } from "../../numbering/index.ts";
import { foldPromise, type PromiseEvent, type PromiseReading, readPromise, withEvent } from "../../promises/index.ts";
import type { TestMethod } from "../test-words.shared.ts";

/** The fields of a stored test that its processing times depend on. */
export interface PromisedTest {
  readonly evaluationEvents: readonly PromiseEvent[];
  readonly skloEvents: readonly PromiseEvent[];
  readonly method: TestMethod;
  readonly ruleVersion: string;
  readonly createdAt: { getTime(): number };
}

/** The acts with a processing time: the evaluation of a self-test, and the SKLO. */
export type TestAct = Extract<PromisedAct, "test-evaluation" | "sklo-site-test" | "sklo-self-test">;

/** The rules of a test: the version in force on the day of the request. */
export function rulesOfTest(row: Pick<PromisedTest, "ruleVersion" | "createdAt">): Rulebook {
  return rulebookOf(row.ruleVersion, row.createdAt.getTime());
}

/** The working calendar of a test by its rules and the calendars of a day. */
export function calendarOfTest(
  row: Pick<PromisedTest, "ruleVersion" | "createdAt">,
  nowMs: number,
  calendars: readonly CalendarYear[] = calendarsInForce(officeDate(nowMs)),
): WorkingCalendar {
  return readWorkingCalendar(rulesOfTest(row), calendars);
}

/** The processing time that runs, or ran last: that of the SKLO once it has begun, before that of the evaluation. */
export function currentPromise(
  row: PromisedTest,
): { readonly act: TestAct; readonly events: readonly PromiseEvent[] } | null {
  if (row.skloEvents.length > 0)
    return { act: row.method === "site" ? "sklo-site-test" : "sklo-self-test", events: row.skloEvents };
  return row.evaluationEvents.length > 0 ? { act: "test-evaluation", events: row.evaluationEvents } : null;
}

/** Computes the current processing time by the rules of the test and the calendars of a day; null if there is none. */
export function readTestPromise(
  row: PromisedTest,
  nowMs: number,
  calendars: readonly CalendarYear[] = calendarsInForce(officeDate(nowMs)),
): PromiseReading | null {
  const promise = currentPromise(row);
  return promise === null ? null : readAct(row, promise, { nowMs, calendars });
}

/** Computes both processing times of a test on a day: the evaluation of a self-test, and the SKLO; null if there is none. */
export function readPromisesOfTest(
  row: PromisedTest,
  nowMs: number,
  calendars: readonly CalendarYear[] = calendarsInForce(officeDate(nowMs)),
): { readonly evaluation: PromiseReading | null; readonly sklo: PromiseReading | null } {
  const at = { nowMs, calendars };
  const { evaluationEvents, skloEvents, method } = row;
  const act = method === "site" ? "sklo-site-test" : "sklo-self-test";
  return {
    evaluation:
      evaluationEvents.length === 0 ? null : readAct(row, { act: "test-evaluation", events: evaluationEvents }, at),
    sklo: skloEvents.length === 0 ? null : readAct(row, { act, events: skloEvents }, at),
  };
}

function readAct(
  row: PromisedTest,
  promise: { readonly act: TestAct; readonly events: readonly PromiseEvent[] },
  { nowMs, calendars }: { readonly nowMs: number; readonly calendars: readonly CalendarYear[] },
): PromiseReading {
  const rulebook = rulesOfTest(row);
  const terms = readPromiseTerms(rulebook, { act: promise.act, isOperator: true });
  const history = foldPromise(promise.events, terms);
  assert(history.ok, "the stored promise events are possible");
  return readPromise(history.value, { terms, calendar: readWorkingCalendar(rulebook, calendars), nowMs });
}

/** Processing-time events with further ones; throws on an impossible event, because the decision permits possible ones only. */
export function promisedOn(
  row: Pick<PromisedTest, "ruleVersion" | "createdAt">,
  promise: {
    readonly events: readonly PromiseEvent[];
    readonly types: readonly PromiseEvent["type"][];
    readonly atMs: number;
  },
): readonly PromiseEvent[] {
  const events = promise.types.reduce<readonly PromiseEvent[]>(
    (before, type) => withEvent(before, { type, atMs: promise.atMs }),
    promise.events,
  );
  if (promise.types.length > 0) {
    const terms = readPromiseTerms(rulesOfTest(row), { act: "test-evaluation", isOperator: true });
    assert(foldPromise(events, terms).ok, "a decision asks for possible promise events only");
  }
  return events;
}
