import { HOOK_ERRORS } from "../../flows/call-documents/index.ts";
import { STREAM_ERRORS } from "../../flows/media-streams/index.ts";
import { MESSAGE_ERRORS, REST_CODES, REST_STATUS } from "../twilio-api/index.ts";

/** Where an API client meets an error: in an API response, in a webhook exchange and its document, or in an undelivered message. */
export const ERROR_PLACES = ["api", "hook", "message"] as const;

/** One of `ERROR_PLACES`. */
export type ErrorPlace = (typeof ERROR_PLACES)[number];

/** An error as API clients see it. */
export interface ApiError {
  readonly code: number;
  readonly place: ErrorPlace;
  /** HTTP status, only for errors in API responses. */
  readonly status: number | null;
}

const STATUSES: Readonly<Record<number, number>> = REST_STATUS;
const without =
  (place: ErrorPlace) =>
  (code: number): ApiError => ({ code, place, status: null });

/** Stream errors whose numbers differ from the webhook errors. */
const OF_STREAMS = [...new Set(Object.values(STREAM_ERRORS))].filter((code) => !HOOK_ERRORS.includes(code));

/** Every error that API clients can meet, by number; built from the tables that produce the responses. */
export const API_ERRORS: readonly ApiError[] = [
  ...REST_CODES.map((code): ApiError => ({ code, place: "api", status: STATUSES[code] ?? null })),
  ...[...HOOK_ERRORS, ...OF_STREAMS].map(without("hook")),
  ...MESSAGE_ERRORS.map(without("message")),
].toSorted((one, other) => one.code - other.code);

const BY_CODE = new Map(API_ERRORS.map((error) => [error.code, error]));

/** Finds an error by its number; undefined for an unknown number. */
export function apiErrorOf(code: number): ApiError | undefined {
  return BY_CODE.get(code);
}

/** An error with its localised title, cause and remedy. */
export interface Explanation extends ApiError {
  readonly title: string;
  readonly cause: string;
  readonly todo: string;
}

/** Explains an error with the localised texts that `say` finds by key. */
export function explain(error: ApiError, say: (key: string) => string): Explanation {
  const own = `apiErrors.${error.code}`;
  // The remedy for an API error is stored next to the error message.
  const todo = error.place === "api" ? `restErrors.${error.code}.help` : `${own}.todo`;
  return { ...error, title: say(`${own}.title`), cause: say(`${own}.cause`), todo: say(todo) };
}
