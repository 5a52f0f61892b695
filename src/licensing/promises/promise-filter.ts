import { z } from "zod";
import { officeDate } from "../../regulation/index.ts";

/**
 * Filters of a case list by processing time. at-risk: the ministry's time is counted and most of it is used. late: the
 * due date has passed without a result. kept, missed: ended in time, or not.
 */
export const PROMISE_FILTER_KINDS = ["at-risk", "late", "kept", "missed"] as const;

/** One of `PROMISE_FILTER_KINDS`. */
export type PromiseFilterKind = (typeof PROMISE_FILTER_KINDS)[number];

/** The query parameters for processing times; the days are those of the end, both included. */
export const promiseQuery = {
  promise: z.enum(PROMISE_FILTER_KINDS).optional(),
  endedFrom: z.iso.date().optional(),
  endedTo: z.iso.date().optional(),
};

/** The assigned officer of the listed cases, or "none". */
export const assigneeQuery = z.union([z.uuid(), z.literal("none")]);

/** The filter by processing time on one day. Days are local dates. */
export interface PromiseFilter {
  readonly wish: PromiseFilterKind;
  readonly today: string;
  readonly endedFrom: string;
  readonly endedTo: string;
}

const FIRST_DAY = "1900-01-01";
const LAST_DAY = "9999-12-31";

/** The filter of a query by processing time; undefined if it has none. */
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
