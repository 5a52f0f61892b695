import { Temporal } from "temporal-polyfill";

/** An instant as programs get it (ISO 8601, UTC). */
export const instantOf = (ms: number): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: "millisecond" });

/** The same of one that may not be. */
export const momentOf = (ms: number | null): string | null => (ms === null ? null : instantOf(ms));

/** An instant as programs name it. */
const msOf = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

/** From an instant on, and before another; undefined where neither is named. */
export function rangeOf(
  from: string | undefined,
  until: string | undefined,
): { readonly fromMs?: number; readonly untilMs?: number } | undefined {
  if (from === undefined && until === undefined) return undefined;
  return {
    ...(from === undefined ? {} : { fromMs: msOf(from) }),
    ...(until === undefined ? {} : { untilMs: msOf(until) }),
  };
}
