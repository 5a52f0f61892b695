import { assert, ok, present, type Result, refuse } from "../../../kernel/index.ts";
import {
  calendarsInForce,
  officeDate,
  openRulebook,
  type Rulebook,
  readPromiseTerms,
  readServiceRules,
  readWorkingCalendar,
  rulesetVersion,
} from "../../../regulation/index.ts";
import {
  foldPromise,
  PROMISE_EVENTS_MAX,
  type PromiseEvent,
  type PromiseReading,
  readPromise,
  withEvent,
} from "../../promises/index.ts";

/** Input of the processing time of a registration. */
export interface RegistrationPromise {
  readonly events: readonly PromiseEvent[];
  readonly ruleVersion: string;
  /** When the registration began, milliseconds since 1970; the rules of that day apply. */
  readonly beganMs: number;
}

/** The rules of a registration: the version in force on the day it began. */
export function registrationRulebook(asked: { readonly ruleVersion: string; readonly beganMs: number }): Rulebook {
  const opened = openRulebook({ version: asked.ruleVersion, atDate: officeDate(asked.beganMs) });
  return present(opened.ok ? opened.value : null, `rulebook ${asked.ruleVersion}`);
}

/** The KBLI that a company needs, by the rules of that day. */
export function requiredKbli(atMs: number): string {
  return readServiceRules(registrationRulebook({ ruleVersion: rulesetVersion, beganMs: atMs })).kbli;
}

/** Computes the processing time by the rules of the registration and today's calendars. Throws on impossible histories. */
export function readRegistrationPromise(promise: RegistrationPromise, nowMs: number): PromiseReading {
  const rulebook = registrationRulebook(promise);
  const terms = termsOf(rulebook);
  const history = foldPromise(promise.events, terms);
  assert(history.ok, "the stored promise events are possible");
  const calendar = readWorkingCalendar(rulebook, calendarsInForce(officeDate(nowMs)));
  return readPromise(history.value, { terms, calendar, nowMs });
}

/** The due date, stored in the row for sorting the queue; null while the applicant must act or no processing time runs. */
export function dueDateOf(promise: RegistrationPromise, nowMs: number): string | null {
  const reading = readRegistrationPromise(promise, nowMs);
  return reading.state === "running" || reading.state === "late" ? reading.dueDate : null;
}

/** The events with one more, or the refusal after too many corrections. */
export function withPromiseEvent(
  promise: RegistrationPromise,
  event: PromiseEvent,
): Result<readonly PromiseEvent[], "registration-limit"> {
  const events = withEvent(promise.events, event);
  const folded = foldPromise(events, termsOf(registrationRulebook(promise)));
  if (folded.ok) return ok(events);
  assert(folded.refusal.code === "promise-event-limit", `promise event ${event.type}: ${folded.refusal.code}`);
  return refuse("registration-limit");
}

/**
 * A registration may be corrected without a limit on rounds: that limit is for applications, and without an account a
 * company could not even apply. Only the limit on events remains.
 */
function termsOf(rulebook: Rulebook) {
  const terms = readPromiseTerms(rulebook, { act: "account-verification", isOperator: false });
  return { ...terms, restartsMax: PROMISE_EVENTS_MAX };
}
