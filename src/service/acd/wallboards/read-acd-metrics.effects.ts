import { assert } from "../../../kernel/index.ts";
import {
  type Database,
  type DatabaseTransaction,
  inTenant,
  inTenantSnapshot,
} from "../../../platform/database/index.ts";
import type { CountedRange, ReportedEvent } from "../reports/index.ts";
import { agentFigures, lastSequence, openCallCount, openTenantZone, queueFigures } from "./acd-metrics.store.ts";
import type { AcdMetricsSnapshot } from "./acd-metrics-snapshot.ts";
import { type DayCount, localDay, openDayCount } from "./day-count.ts";

/** The number of events of one page; between two pages the process serves other requests. */
const EVENTS_AT_ONCE = 2_000;
/** The maximum of pages of one refresh: two million events of a day. */
const READINGS_MAX = 1_000;
/** The maximum of pages for events that were written during a refresh; the rest is left to the next one. */
const TAIL_READINGS_MAX = 5;

/** Access to the log of ACD events, as reports read it; passed in by the process. */
export interface AcdEventLog {
  readonly firstSequence: (trx: DatabaseTransaction, range: CountedRange) => Promise<number | null>;
  readonly eventsAfter: (
    trx: DatabaseTransaction,
    page: { readonly after: number; readonly limit: number; readonly queueId: string | undefined },
  ) => Promise<readonly (ReportedEvent & { readonly sequence: number })[]>;
}

/** The input of a refresh. */
export interface AcdMetricsOptions {
  readonly db: Database;
  readonly log: AcdEventLog;
  readonly tenantId: string;
  readonly nowMs: number;
  /** The result of the previous refresh; undefined the first time. */
  readonly before: AcdMetricsSnapshot | undefined;
}

/**
 * The metrics of a call centre at one position of its log, and the result of `also` at the same instant. The counts of today continue from the
 * previous refresh; only the last events are read within the snapshot. Undefined when the call centre is closed.
 */
export async function readAcdMetrics<Also>(
  options: AcdMetricsOptions,
  also: (trx: DatabaseTransaction) => Promise<Also>,
): Promise<(AcdMetricsSnapshot & { readonly also: Also }) | undefined> {
  const { db, tenantId, nowMs } = options;
  const timeZone = await inTenant(db, tenantId, openTenantZone);
  if (timeZone === undefined) return undefined;
  const count = await countedSoFar(options, timeZone);
  return inTenantSnapshot(db, tenantId, async (trx) => {
    const isWhole = await readOn(options, count, { readings: TAIL_READINGS_MAX, page: (read) => read(trx) });
    if (!isWhole) throw new Error("the floor writes faster than it is read");
    const sequence = await lastSequence(trx);
    assert(sequence >= count.after(), "what is counted is on disk");
    const [queues, agents, calls] = [await queueFigures(trx), await agentFigures(trx), await openCallCount(trx)];
    const figures = { sequence, atMs: nowMs, timeZone, queues, agents, calls, today: count.byQueue() };
    return { figures, count, also: await also(trx) };
  });
}

/** The same function for other modules, which the process passes on. */
export function createAcdMetricsReader({ db }: { readonly db: Database }, log: AcdEventLog) {
  return <Also>(look: Omit<AcdMetricsOptions, "db" | "log">, also: (trx: DatabaseTransaction) => Promise<Also>) =>
    readAcdMetrics({ ...look, db, log }, also);
}

/** The count of today with all stored events; it begins again at midnight. */
async function countedSoFar(options: AcdMetricsOptions, zone: string): Promise<DayCount> {
  const { db, tenantId, nowMs, before, log } = options;
  const day = localDay(nowMs, zone);
  const known = before?.count;
  const goesOn = known !== undefined && known.day.fromMs === day.fromMs && known.zone === zone;
  const count = goesOn ? known : openDayCount({ day, zone, after: await inTenant(db, tenantId, startOf(log, day)) });
  await readOn(options, count, { readings: READINGS_MAX, page: (read) => inTenant(db, tenantId, read) });
  return count;
}

function startOf({ firstSequence }: AcdEventLog, day: CountedRange) {
  return async (trx: DatabaseTransaction): Promise<number> => {
    // In this order: an event that is written between the two reads comes after the last position, and is counted next.
    const last = await lastSequence(trx);
    const first = await firstSequence(trx, day);
    return first === null ? last : first - 1;
  };
}

type Page = (
  read: (trx: DatabaseTransaction) => ReturnType<AcdEventLog["eventsAfter"]>,
) => ReturnType<AcdEventLog["eventsAfter"]>;

/** Counts the log after the counted position; false when it exceeds the number of pages. */
async function readOn(
  { log }: Pick<AcdMetricsOptions, "log">,
  count: DayCount,
  { readings, page }: { readonly readings: number; readonly page: Page },
): Promise<boolean> {
  for (let reading = 0; reading < readings; reading += 1) {
    const events = await page((trx) =>
      log.eventsAfter(trx, { after: count.after(), limit: EVENTS_AT_ONCE, queueId: undefined }),
    );
    count.take(events);
    if (events.length < EVENTS_AT_ONCE) return true;
  }
  return false;
}
