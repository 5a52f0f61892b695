import { Temporal } from "temporal-polyfill";

/** Formats an instant for API responses (ISO 8601, UTC). */
export const instantOf = (ms: number): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: "millisecond" });

/** Formats an instant, or null. */
export const momentOf = (ms: number | null): string | null => (ms === null ? null : instantOf(ms));

/** Parses an instant from a request. */
const msOf = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

/** Half-open time range, from inclusive and until exclusive; undefined without either bound. */
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
