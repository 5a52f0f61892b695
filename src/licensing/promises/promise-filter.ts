import { z } from "zod";
import { officeDate } from "../../regulation/index.ts";

/**
 * What a list of cases can be narrowed to by their promise. at-risk: the ministry counts and most of the days are used.
 * late: the date has passed and nothing is delivered. kept, missed: delivered in time, or not.
 */
export const PROMISE_FILTER_KINDS = ["at-risk", "late", "kept", "missed"] as const;

/** One of `PROMISE_FILTER_KINDS`. */
export type PromiseFilterKind = (typeof PROMISE_FILTER_KINDS)[number];

/** The part of a list's address that asks about promises; the days are of the end of a promise, both included. */
export const promiseQuery = {
  promise: z.enum(PROMISE_FILTER_KINDS).optional(),
  endedFrom: z.iso.date().optional(),
  endedTo: z.iso.date().optional(),
};

/** Whose cases a list shows: an officer's, or those that nobody has. */
export const assigneeQuery = z.union([z.uuid(), z.literal("none")]);

/** Which promises are meant, on one day. Days are local dates. */
export interface PromiseFilter {
  readonly wish: PromiseFilterKind;
  readonly today: string;
  readonly endedFrom: string;
  readonly endedTo: string;
}

const FIRST_DAY = "1900-01-01";
const LAST_DAY = "9999-12-31";

/** What an address asks about promises; undefined when it asks nothing. */
export function promiseFilterOf(
  query: {
    readonly promise?: PromiseFilterKind | undefined;
    readonly endedFrom?: string | undefined;
    readonly endedTo?: string | undefined;
  },
  nowMs: number,
): PromiseFilter | undefined {
  if (query.promise === undefined) return undefined;
  return {
    wish: query.promise,
    today: officeDate(nowMs),
    endedFrom: query.endedFrom ?? FIRST_DAY,
    endedTo: query.endedTo ?? LAST_DAY,
  };
}
