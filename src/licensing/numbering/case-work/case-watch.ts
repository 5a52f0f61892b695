import {
  type CalendarYear,
  nextOfficeDate,
  officeDate,
  readReminderRules,
  readWorkingCalendar,
} from "../../../regulation/index.ts";
import { NOTHING_WATCHED, type PromiseWatch, watchPromise } from "../../promises/index.ts";
import type { RevocationForm } from "../cases/application-form.ts";
import { type PromisedApplication, promiseOf, readApplicationPromise, termsOf } from "../cases/application-promise.ts";
import type { ApplicationState } from "../cases/application-words.ts";
import { rulebookOf } from "../cases/rules-in-force.ts";

/** The fields of a case that its time-driven steps depend on. */
export interface WatchedCase extends PromisedApplication {
  readonly state: ApplicationState;
  readonly form: { readonly revocation: Pick<RevocationForm, "answer" | "answerDue"> | null };
}

/** The time-driven state of a case and the date of its next examination. Days are local dates. */
export interface CaseWatch extends Omit<PromiseWatch, "clock"> {
  /** The clock that is running. */
  readonly clock: PromiseWatch["clock"] | "answer";
}

/** Computes the watch of an open case at `nowMs` by these calendars. */
export function watchOf(row: WatchedCase, nowMs: number, calendars: readonly CalendarYear[]): CaseWatch {
  if (row.form.revocation !== null) return answerWatch(row.state, row.form.revocation, officeDate(nowMs));
  const promise = promiseOf(row);
  const reading = readApplicationPromise(promise, nowMs, calendars);
  if (reading === null) return NOTHING_WATCHED;
  const rulebook = rulebookOf(promise.ruleVersion, promise.beganMs);
  const lastMs = promise.events.at(-1)?.atMs ?? nowMs;
  return watchPromise({
    reading,
    promisedOn: readApplicationPromise(promise, lastMs, calendars)?.dueDate ?? null,
    returnedMs: row.state === "returned" ? lastMs : null,
    today: officeDate(nowMs),
    rules: readReminderRules(rulebook),
    terms: termsOf(promise, rulebook),
    calendar: readWorkingCalendar(rulebook, calendars),
  });
}

/** A revocation continues without the holder's answer from the day after the last one; its officer is then reminded. */
function answerWatch(
  state: ApplicationState,
  { answer, answerDue }: Pick<RevocationForm, "answer" | "answerDue">,
  today: string,
): CaseWatch {
  if (state !== "checking" || answer !== null) return NOTHING_WATCHED;
  const isOver = today > answerDue;
  return {
    ...NOTHING_WATCHED,
    clock: "answer",
    reached: isOver ? [100] : [],
    nextOn: isOver ? null : nextOfficeDate(answerDue),
  };
}
