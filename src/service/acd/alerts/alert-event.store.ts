import { sql } from "kysely";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { countedPage, type Database, type DatabaseTransaction } from "../../../platform/database/index.ts";
import type { AlertRefusal } from "./alert-refusal.ts";
import { textsOf } from "./alert-text.store.ts";
import { ALERTS_MAX, type AlertEvent, type AlertText } from "./contract.ts";

/** A raised alert as stored. */
export interface RaisedEvent {
  readonly id: string;
  readonly tenantId: string;
  readonly alertId: string;
  readonly name: string;
  readonly measure: string;
  readonly comparison: string;
  readonly threshold: number;
  readonly queues: readonly string[];
  readonly figure: number;
  readonly sequence: number;
  readonly raisedAt: Date;
}

/** Raises an alert; false when it is already active. */
export async function insertEvent(trx: DatabaseTransaction, event: RaisedEvent): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("alertEvent")
    .values({ ...event, queues: JSON.stringify(event.queues), toldAt: event.raisedAt })
    .onConflict((conflict) => conflict.column("alertId").where("clearedAt", "is", null).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** An event of an active alert. */
export interface ActiveAlertEvent {
  readonly id: string;
  readonly alertId: string;
  readonly name: string;
  readonly measure: string;
  readonly comparison: string;
  readonly threshold: number;
  readonly queues: readonly string[];
  readonly figure: number;
  readonly sequence: number;
  readonly raisedAt: Date;
  readonly toldAt: Date;
  readonly tellings: number;
  readonly acknowledgedAt: Date | null;
}

const ACTIVE_COLUMNS = [
  ...(["id", "alertId", "name", "measure", "comparison", "threshold", "queues", "figure", "sequence"] as const),
  ...(["raisedAt", "toldAt", "tellings", "acknowledgedAt"] as const),
] as const;

/** The active alerts of the transaction's tenant. */
export async function listActiveEvents(trx: DatabaseTransaction): Promise<readonly ActiveAlertEvent[]> {
  const rows = await trx
    .selectFrom("alertEvent")
    .select(ACTIVE_COLUMNS)
    .where("clearedAt", "is", null)
    .limit(ALERTS_MAX * 2)
    .execute();
  return rows.map((row) => ({ ...row, queues: row.queues as unknown as readonly string[] }));
}

/** The active event of one alert; undefined when the alert is not active. */
export async function findActiveEvent(
  trx: DatabaseTransaction,
  alertId: string,
): Promise<ActiveAlertEvent | undefined> {
  const row = await trx
    .selectFrom("alertEvent")
    .select(ACTIVE_COLUMNS)
    .where("alertId", "=", alertId)
    .where("clearedAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, queues: row.queues as unknown as readonly string[] };
}

/** Records that an active alert was notified again, once for each repetition; false when this repetition was already recorded. */
export async function markNotified(
  trx: DatabaseTransaction,
  { id, tellings, at }: { readonly id: string; readonly tellings: number; readonly at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("alertEvent")
    .set({ tellings, toldAt: at })
    .where("id", "=", id)
    .where("clearedAt", "is", null)
    .where("acknowledgedAt", "is", null)
    .where("tellings", "=", tellings - 1)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Clears an active alert; false when it was already cleared. */
export async function clearEvent(
  trx: DatabaseTransaction,
  cleared: {
    readonly id: string;
    readonly at: Date;
    readonly why: "calm" | "changed";
    readonly figure: number | null;
    readonly sequence: number | null;
  },
): Promise<boolean> {
  const { id, at, why, figure, sequence } = cleared;
  const { numUpdatedRows } = await trx
    .updateTable("alertEvent")
    .set({
      clearedAt: sql<Date>`greatest(${at}::timestamptz, raised_at)`,
      clearedWhy: why,
      clearedFigure: figure,
      clearedSequence: sequence,
    })
    .where("id", "=", id)
    .where("clearedAt", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Acknowledges an active alert for one person; the refusal when another person was first, or when the alert is cleared. */
export async function acknowledgeEvent(
  trx: DatabaseTransaction,
  { id, by, at }: { readonly id: string; readonly by: string; readonly at: Date },
): Promise<Result<null, AlertRefusal>> {
  const event = await trx
    .selectFrom("alertEvent")
    .select(["clearedAt", "acknowledgedAt"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (event === undefined) return refuse("no-such-alert-event");
  if (event.clearedAt !== null) return refuse("alert-cleared");
  if (event.acknowledgedAt !== null) return refuse("alert-acknowledged");
  await trx.updateTable("alertEvent").set({ acknowledgedBy: by, acknowledgedAt: at }).where("id", "=", id).execute();
  return ok(null);
}

function eventsWithNames(trx: DatabaseTransaction) {
  return trx
    .selectFrom("alertEvent as e")
    .leftJoin("person as p", "p.id", "e.acknowledgedBy")
    .select(["e.id", "e.alertId", "e.name", "e.measure", "e.comparison", "e.threshold", "e.queues", "e.figure"])
    .select(["e.sequence", "e.raisedAt", "e.tellings", "p.name as acknowledgedBy", "e.acknowledgedAt"])
    .select(["e.clearedAt", "e.clearedFigure", "e.clearedWhy"]);
}

type EventRow = Awaited<ReturnType<ReturnType<typeof eventsWithNames>["execute"]>>[number];

async function withTexts(trx: DatabaseTransaction, rows: readonly EventRow[]): Promise<readonly AlertEvent[]> {
  const texts = await textsOf(
    trx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => viewOf(row, texts.get(row.id) ?? []));
}

function viewOf({ raisedAt, acknowledgedAt, clearedAt, ...row }: EventRow, texts: AlertText[]): AlertEvent {
  return {
    // The schema checked the rule before it was written.
    ...(row as unknown as Omit<AlertEvent, "raisedAt" | "acknowledgedAt" | "clearedAt" | "texts">),
    texts,
    raisedAt: new Date(raisedAt).toISOString(),
    acknowledgedAt: acknowledgedAt === null ? null : new Date(acknowledgedAt).toISOString(),
    clearedAt: clearedAt === null ? null : new Date(clearedAt).toISOString(),
  };
}

/** The active alerts of the transaction's tenant as the API returns them, newest first. */
export async function listActiveEventViews(trx: DatabaseTransaction): Promise<readonly AlertEvent[]> {
  const rows = await eventsWithNames(trx)
    .where("e.clearedAt", "is", null)
    .orderBy("e.raisedAt", "desc")
    .orderBy("e.id", "desc")
    .limit(ALERTS_MAX * 2)
    .execute();
  return withTexts(trx, rows);
}

/** When each alert of the transaction's tenant was last raised, by its id. */
export async function lastRaised(trx: DatabaseTransaction): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ readonly alertId: string; readonly at: Date }>`
    select a.id as alert_id, e.raised_at as at from alert a
    cross join lateral (select raised_at from alert_event where alert_id = a.id order by raised_at desc limit 1) e
    where a.ended_at is null limit ${ALERTS_MAX}::int`.execute(trx);
  return new Map(rows.map(({ alertId, at }) => [alertId, new Date(at).toISOString()]));
}

/** A page of alert events, newest first: of all alerts, or of one. */
export async function pastEvents(
  trx: DatabaseTransaction,
  { alertId, limit, offset }: { readonly alertId: string | undefined; readonly limit: number; readonly offset: number },
) {
  let found = trx.selectFrom("alertEvent as a").select("a.id");
  if (alertId !== undefined) found = found.where("a.alertId", "=", alertId);
  const { ids, total, hasMore } = await countedPage(trx, {
    ids: found,
    order: sql`a.raised_at desc, a.id desc`,
    limit,
    offset,
  });
  const rows =
    ids.length === 0
      ? []
      : await eventsWithNames(trx)
          .where("e.id", "in", [...ids])
          .execute();
  const byId = new Map((await withTexts(trx, rows)).map((view) => [view.id, view]));
  return { total, hasMore, items: ids.flatMap((id) => byId.get(id) ?? []) };
}

/** Deletes alert events that were raised and cleared before this instant. */
export async function forgetAlerts(db: Database, before: Date): Promise<void> {
  await sql`select purge_alerts(${before})`.execute(db);
}
