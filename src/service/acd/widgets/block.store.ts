import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";

const PAGE = 50;

/** Blocked numbers, newest first; `after` is the id of the last one of the previous page. */
export async function listBlocks(trx: DatabaseTransaction, after: string | null) {
  let found = trx
    .selectFrom("widgetBlock as b")
    .innerJoin("person as p", "p.id", "b.blockedBy")
    .select(["b.id", "b.number", "b.blockedAt", "p.name as byName"]);
  if (after !== null)
    found = found.where(
      sql<boolean>`(b.blocked_at, b.id) < (select a.blocked_at, a.id from widget_block a where a.id = ${after}::uuid)`,
    );
  const rows = await found
    .orderBy("b.blockedAt", "desc")
    .orderBy("b.id", "desc")
    .limit(PAGE + 1)
    .execute();
  const items = rows.slice(0, PAGE);
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
}

/** Whether one more block is within the limit `most`. */
export async function hasRoomForBlock(trx: DatabaseTransaction, most: number): Promise<boolean> {
  const { count } = await trx
    .selectFrom("widgetBlock")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count) < most;
}

/** The id of the block of a number; undefined without one. */
export async function blockOf(trx: DatabaseTransaction, number: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom("widgetBlock")
    .select("id")
    .where(sql<boolean>`number_key = number_key(${number})`)
    .executeTakeFirst();
  return row?.id;
}

/** Stores the block of a number that is not blocked yet. */
export async function insertBlock(
  trx: DatabaseTransaction,
  row: {
    readonly id: string;
    readonly tenantId: string;
    readonly number: string;
    readonly blockedAt: Date;
    readonly blockedBy: string;
  },
): Promise<void> {
  await trx.insertInto("widgetBlock").values(row).execute();
}

/** Removes a block; false when it does not exist. */
export async function deleteBlock(trx: DatabaseTransaction, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom("widgetBlock").where("id", "=", id).executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Cancels callbacks that a website requested for a number and that are not due yet. */
export async function cancelWaiting(trx: DatabaseTransaction, number: string, at: Date): Promise<void> {
  await trx
    .updateTable("plannedCallback")
    .set((eb) => ({ state: "cancelled", endedAt: at, changedAt: at, version: eb("version", "+", 1) }))
    .where("widgetId", "is not", null)
    .where("state", "=", "planned")
    .where(sql<boolean>`number_key = number_key(${number})`)
    .execute();
}

/** The time zone of a call centre (IANA name). */
export async function zoneOf(trx: DatabaseTransaction, tenantId: string): Promise<string> {
  const row = await trx.selectFrom("tenant").select("timeZone").where("id", "=", tenantId).executeTakeFirstOrThrow();
  return row.timeZone;
}
