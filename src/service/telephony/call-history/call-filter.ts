import { ok, type Result } from "../../../kernel/index.ts";
import type { CallDirection, CallOutcome } from "../cdr/index.ts";
import { type InstantRange, instantsOf } from "./call-days.ts";
import { type NumberSearch, type NumberSearchRefusal, readNumberSearch } from "./number-search.ts";

/** The filter of a search for calls of a tenant. */
export interface CallFilter {
  readonly number: NumberSearch | null;
  readonly days: InstantRange;
  readonly code: string | undefined;
  readonly phoneId: string | undefined;
  readonly direction: CallDirection | undefined;
  readonly outcome: CallOutcome | undefined;
  readonly isAnswered: boolean | undefined;
  readonly isRecorded: boolean | undefined;
}

/** A filter in a query string. */
export interface CallFilterQuery {
  readonly search?: string | undefined;
  readonly code?: string | undefined;
  readonly phone?: string | undefined;
  readonly direction?: CallDirection | undefined;
  readonly outcome?: CallOutcome | undefined;
  readonly answered?: "yes" | "no" | undefined;
  readonly recorded?: "yes" | "no" | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Why a filter is refused. */
export type FilterRefusal = NumberSearchRefusal | "days-turned-round";

/** Parses a filter; `timeZone` is the call centre's, in which its days begin and end. */
export function readFilter(query: CallFilterQuery, timeZone: string): Result<CallFilter, FilterRefusal> {
  const number = query.search === undefined || query.search === "" ? ok(null) : readNumberSearch(query.search);
  if (!number.ok) return number;
  const days = instantsOf(query, timeZone);
  if (!days.ok) return days;
  const { code, phone: phoneId, direction, outcome, answered, recorded } = query;
  const wishes = { isAnswered: truthOf(answered), isRecorded: truthOf(recorded) };
  return ok({ number: number.value, days: days.value, code, phoneId, direction, outcome, ...wishes });
}

function truthOf(word: "yes" | "no" | undefined): boolean | undefined {
  return word === undefined ? undefined : word === "yes";
}
