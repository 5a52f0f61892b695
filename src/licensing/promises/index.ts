/**
 * The promise clock: what the ministry owes an applicant, by when, and who has the ball. Events are kept; every date
 * is read from them against the calendar of the day, so a late amendment of the calendar needs no migration.
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
