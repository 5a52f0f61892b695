import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

const FORGOTTEN_MAX = 100;
/** The maximum of calls to a number for websites in a day, across all call centres. */
const NUMBER_DAY_MAX = 3;

/** The widget of a key; undefined when it does not exist, or its call centre is closed. */
export async function widgetOfKey(
  db: Database,
  key: string,
): Promise<{ readonly tenantId: string; readonly widgetId: string } | undefined> {
  const { rows } = await sql<{ readonly tenantId: string; readonly widgetId: string }>`
    select tenant_id, widget_id from widget_of_key(${key})`.execute(db);
  return rows[0];
}

/** Spends a ticket; false when it was spent before. Expired tickets are deleted at the same time. */
export async function spendTicket(
  trx: DatabaseTransaction,
  { now, ...row }: { readonly nonce: string; readonly tenantId: string; readonly expiresAt: Date; readonly now: Date },
): Promise<boolean> {
  await sql`delete from widget_ticket where nonce in (
    select nonce from widget_ticket where expires_at < ${now} limit ${FORGOTTEN_MAX}::int for update skip locked)`.execute(
    trx,
  );
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("widgetTicket")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Counts a call to a number in the day, by its keyed hash; false when the limit is reached. */
export async function takeNumberTurn(trx: DatabaseTransaction, mark: Buffer, now: Date): Promise<boolean> {
  const { rows } = await sql<{ readonly taken: boolean }>`
    select claim_widget_call(${mark}, ${now}, ${NUMBER_DAY_MAX}::int) as taken`.execute(trx);
  return rows[0]?.taken === true;
}

/** The number of callbacks that a widget accepted since an instant. */
export async function countCallbacksSince(
  trx: DatabaseTransaction,
  { widgetId, since }: { readonly widgetId: string; readonly since: Date },
): Promise<number> {
  const { count } = await trx
    .selectFrom("plannedCallback")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("widgetId", "=", widgetId)
    .where("createdAt", ">", since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Serialises requests and blocks of a number until the transaction ends, so that neither is decided on data that the other is about to change. */
export async function holdNumber(trx: DatabaseTransaction, number: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('widget number ' || current_tenant() || ' ' || number_key(${number}), 0))`.execute(
    trx,
  );
}

/** Whether the holder of a number has refused such calls. */
export async function isBlockedNumber(trx: DatabaseTransaction, number: string): Promise<boolean> {
  const { rows } = await sql`select from widget_block where number_key = number_key(${number}) limit 1`.execute(trx);
  return rows.length > 0;
}

/** Serialises the requests of one widget until the transaction ends, so that its limit is counted correctly. */
export async function lockWidget(trx: DatabaseTransaction, widgetId: string): Promise<void> {
  await trx.selectFrom("widget").select("id").where("id", "=", widgetId).forNoKeyUpdate().executeTakeFirst();
}

/** The local day of a call centre at an instant. */
export async function localDay(trx: DatabaseTransaction, tenantId: string, now: Date): Promise<string> {
  const { rows } = await sql<{ readonly day: string }>`
    select (${now}::timestamptz at time zone t.time_zone)::date::text as day from tenant t where t.id = ${tenantId}::uuid`.execute(
    trx,
  );
  const [row] = rows;
  if (row === undefined) throw new Error("a call centre has no row");
  return row.day;
}
