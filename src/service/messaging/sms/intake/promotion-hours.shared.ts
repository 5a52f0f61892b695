/** Time zones of Indonesia, in hours ahead of UTC; none of them has daylight saving time (Keppres 41/1987). */
const ZONE_HOURS = { WIB: 7, WITA: 8, WIT: 9 } as const;

/** The recipient's time zone, as the sender states it. */
export type Zone = keyof typeof ZONE_HOURS;

/** Permitted hours of promotional messages, in minutes after local midnight. */
export interface PromotionHours {
  readonly promotionalFromMinute: number;
  readonly promotionalUntilMinute: number;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const DAY_MS = DAY_MINUTES * MINUTE_MS;
const HOUR_MINUTES = 60;

/**
 * The first moment from `fromMs` on at which promotional messages may be sent; undefined when the hours leave none. Without a known time zone of the recipient,
 * the hour must be permitted in every zone.
 */
export function nextPromotionalMs(fromMs: number, zone: Zone | null, hours: PromotionHours): number | undefined {
  const offsets = zone === null ? Object.values(ZONE_HOURS) : [ZONE_HOURS[zone]];
  const startMinute = hours.promotionalFromMinute - Math.min(...offsets) * HOUR_MINUTES;
  const endMinute = hours.promotionalUntilMinute - Math.max(...offsets) * HOUR_MINUTES;
  if (endMinute <= startMinute) return undefined;
  const day = Math.floor((fromMs - endMinute * MINUTE_MS) / DAY_MS) + 1;
  return Math.max(fromMs, day * DAY_MS + startMinute * MINUTE_MS);
}
