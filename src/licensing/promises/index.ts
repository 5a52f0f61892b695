/**
 * The clock of processing times: the ministry's due date towards an applicant, and the party that must act. Events are
 * stored; every date is computed from them with the calendar of the day, so a late amendment of the calendar needs no
 * migration.
 */
export {
  type PausedSpan,
  type PromiseFrame,
  type PromiseReading,
  type PromiseReadingState,
  type RunReading,
  readPromise,
} from "./promise-clock.ts";
export {
  addPromiseEvent,
  foldPromise,
  PROMISE_EVENTS_MAX,
  type PromiseEvent,
  type PromiseEventType,
  type PromiseHistory,
  type PromiseHolder,
  type PromisePhase,
  type PromiseRefusal,
  withEvent,
} from "./promise-events.ts";
export {
  assigneeQuery,
  type PromiseFilter,
  type PromiseFilterKind,
  promiseFilterOf,
  promiseQuery,
} from "./promise-filter.ts";
export type { RepairRound } from "./promise-levels.ts";
export { promiseSchema, viewPromise } from "./promise-response.ts";
export { type PromiseStatus, promiseStatusOf } from "./promise-status.ts";
export {
  calendarsKey,
  NOTHING_WATCHED,
  type PromiseWatch,
  type WatchedPromise,
  watchPromise,
} from "./promise-watch.ts";
export { addWorkingDays, isWorkingDay, workingDaysBetween } from "./working-days.ts";
