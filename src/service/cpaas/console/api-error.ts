import { HOOK_ERRORS } from "../../flows/call-documents/index.ts";
import { STREAM_ERRORS } from "../../flows/media-streams/index.ts";
import { MESSAGE_ERRORS, REST_CODES, REST_STATUS } from "../twilio-api/index.ts";

/** Where an error is met: in an answer of the interface, at a hook and its document, or at a message that came to nothing. */
export const ERROR_PLACES = ["api", "hook", "message"] as const;

/** One of `ERROR_PLACES`. */
export type ErrorPlace = (typeof ERROR_PLACES)[number];

/** An error as programs meet it. */
export interface ApiError {
  readonly code: number;
  readonly place: ErrorPlace;
  /** Of an answer of the interface. */
  readonly status: number | null;
}

const STATUSES: Readonly<Record<number, number>> = REST_STATUS;
const without =
  (place: ErrorPlace) =>
  (code: number): ApiError => ({ code, place, status: null });

/** What else goes wrong with streams than with hooks. */
const OF_STREAMS = [...new Set(Object.values(STREAM_ERRORS))].filter((code) => !HOOK_ERRORS.includes(code));

/** Every error that programs can meet, by its number; made of the tables by which they are answered. */
export const API_ERRORS: readonly ApiError[] = [
  ...REST_CODES.map((code): ApiError => ({ code, place: "api", status: STATUSES[code] ?? null })),
  ...[...HOOK_ERRORS, ...OF_STREAMS].map(without("hook")),
  ...MESSAGE_ERRORS.map(without("message")),
].toSorted((one, other) => one.code - other.code);

const BY_CODE = new Map(API_ERRORS.map((error) => [error.code, error]));

/** The error of a number; undefined for one that is never met. */
export function apiErrorOf(code: number): ApiError | undefined {
  return BY_CODE.get(code);
}

/** How an error is explained. */
export interface Explanation extends ApiError {
  readonly title: string;
  readonly cause: string;
  readonly todo: string;
}

/** Explains an error in the words that `say` finds by their keys. */
export function explain(error: ApiError, say: (key: string) => string): Explanation {
  const own = `apiErrors.${error.code}`;
  // What to do about an answer of the interface stands beside its message.
  const todo = error.place === "api" ? `restErrors.${error.code}.help` : `${own}.todo`;
  return { ...error, title: say(`${own}.title`), cause: say(`${own}.cause`), todo: say(todo) };
}
