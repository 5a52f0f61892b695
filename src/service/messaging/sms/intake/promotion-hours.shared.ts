/** Zones of Indonesia, in hours before UTC; none of them changes its clocks (Keppres 41/1987). */
const ZONE_HOURS = { WIB: 7, WITA: 8, WIT: 9 } as const;

/** The zone a sender says his recipient is in. */
export type Zone = keyof typeof ZONE_HOURS;

/** The hours of promotion, in minutes after local midnight. */
export interface PromotionHours {
  readonly promotionalFromMinute: number;
  readonly promotionalUntilMinute: number;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const DAY_MS = DAY_MINUTES * MINUTE_MS;
const HOUR_MINUTES = 60;

/**
 * The first moment from `fromMs` on at which promotion may be sent; undefined when the hours leave none. Where nobody says in which zone
 * the recipient is, the hour must hold in every one.
 */
export function nextPromotionalMs(fromMs: number, zone: Zone | null, hours: PromotionHours): number | undefined {
  const offsets = zone === null ? Object.values(ZONE_HOURS) : [ZONE_HOURS[zone]];
  const startMinute = hours.promotionalFromMinute - Math.min(...offsets) * HOUR_MINUTES;
  const endMinute = hours.promotionalUntilMinute - Math.max(...offsets) * HOUR_MINUTES;
  if (endMinute <= startMinute) return undefined;
  const day = Math.floor((fromMs - endMinute * MINUTE_MS) / DAY_MS) + 1;
  return Math.max(fromMs, day * DAY_MS + startMinute * MINUTE_MS);
}
