import { Temporal } from "temporal-polyfill";

/** Reports use intervals of half an hour. */
export const INTERVAL_MS = 30 * 60_000;

/** No time zone differs from UTC by a fraction of a quarter of an hour. */
const GRAIN_MS = 15 * 60_000;

/**
 * The beginning of the half hour of an instant in the local time of `zone`: at :00 and :30 there, which differs from UTC where the offset
 * of a zone includes a quarter of an hour.
 */
export function intervalStartMs(atMs: number, zone: string): number {
  const quarterMs = Math.floor(atMs / GRAIN_MS) * GRAIN_MS;
  const { minute } = Temporal.Instant.fromEpochMilliseconds(quarterMs).toZonedDateTimeISO(zone);
  return quarterMs - (minute % 30) * 60_000;
}

/** The same for many instants of one zone, most of which are in the same quarter of an hour as the previous one. */
export function intervalStarts(zone: string): (atMs: number) => number {
  let [quarter, startMs] = [Number.NaN, 0];
  return (atMs) => {
    const own = Math.floor(atMs / GRAIN_MS);
    if (own !== quarter) [quarter, startMs] = [own, intervalStartMs(atMs, zone)];
    return startMs;
  };
}
