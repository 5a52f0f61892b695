import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import { loadNamedHours } from "./named-hours.store.ts";
import { type DayOff, openingAt } from "./opening.shared.ts";

/** Whether the transaction's call centre is closed at an instant by all its named hours; false without any. */
export async function isClosedByNamedHours(
  trx: DatabaseTransaction,
  { atMs, daysOff }: { readonly atMs: number; readonly daysOff: readonly DayOff[] },
): Promise<boolean> {
  const named = await loadNamedHours(trx);
  return named.length > 0 && named.every(({ hours }) => openingAt(hours, { nowMs: atMs, daysOff }) !== "open");
}

/** Whether opening hours of the transaction's call centre are closed at an instant; false for an unknown id. */
export async function areHoursClosed(
  trx: DatabaseTransaction,
  { hoursId, atMs, daysOff }: { readonly hoursId: string; readonly atMs: number; readonly daysOff: readonly DayOff[] },
): Promise<boolean> {
  const own = (await loadNamedHours(trx)).find(({ id }) => id === hoursId);
  return own !== undefined && openingAt(own.hours, { nowMs: atMs, daysOff }) !== "open";
}
