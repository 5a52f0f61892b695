import { Temporal } from "temporal-polyfill";

/** Reports are made by intervals of half an hour. */
export const INTERVAL_MS = 30 * 60_000;

/** Zones whose clocks differ from UTC by less than a quarter of an hour more or less than this do not exist. */
const GRAIN_MS = 15 * 60_000;

/**
 * The beginning of the half hour that an instant belongs to, as clocks in `zone` show it: at :00 and :30 there, which is not
 * the same as in UTC where a zone is off by a quarter of an hour.
 */
export function intervalStartMs(atMs: number, zone: string): number {
  const quarterMs = Math.floor(atMs / GRAIN_MS) * GRAIN_MS;
  const { minute } = Temporal.Instant.fromEpochMilliseconds(quarterMs).toZonedDateTimeISO(zone);
  return quarterMs - (minute % 30) * 60_000;
}

/** The same for many instants of one zone, most of which are in the quarter of an hour of the one before. */
export function intervalStarts(zone: string): (atMs: number) => number {
  let [quarter, startMs] = [Number.NaN, 0];
  return (atMs) => {
    const own = Math.floor(atMs / GRAIN_MS);
    if (own !== quarter) [quarter, startMs] = [own, intervalStartMs(atMs, zone)];
    return startMs;
  };
}
