import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

/** The time within which an admitted web caller must open the connection. */
const VISIT_MS = 120_000;
/** The retention of hashed addresses, for calls that an agent reports as a nuisance later. */
const MARK_MS = 30 * 86_400_000;

/** Stores a visit. */
export async function insertVisit(
  trx: DatabaseTransaction,
  visit: {
    readonly id: string;
    readonly tenantId: string;
    readonly widgetId: string;
    readonly code: string;
    readonly secretDigest: Buffer;
    readonly addressMark: Buffer;
    readonly at: Date;
  },
): Promise<void> {
  const { at: createdAt, ...row } = visit;
  await trx
    .insertInto("widgetVisit")
    .values({ ...row, createdAt, expiresAt: new Date(createdAt.getTime() + VISIT_MS) })
    .execute();
}

/**
 * Opens the one connection of a visit that was just admitted, with the keyed hash of its address; undefined for one that has expired, was opened
 * before, or belongs to another widget.
 */
export async function takeVisit(
  trx: DatabaseTransaction,
  { widgetId, secretDigest, at }: { readonly widgetId: string; readonly secretDigest: Buffer; readonly at: Date },
): Promise<{ readonly id: string; readonly code: string; readonly addressMark: Buffer | null } | undefined> {
  return trx
    .updateTable("widgetVisit")
    .set({ openedAt: at })
    .where("secretDigest", "=", secretDigest)
    .where("widgetId", "=", widgetId)
    .where("openedAt", "is", null)
    .where("expiresAt", ">", at)
    .returning(["id", "code", "addressMark"])
    .executeTakeFirst();
}

/** The call of a visit whose connection was opened; undefined for any other. */
export async function openedVisit(
  trx: DatabaseTransaction,
  { widgetId, secretDigest }: { readonly widgetId: string; readonly secretDigest: Buffer },
): Promise<{ readonly id: string } | undefined> {
  return trx
    .selectFrom("widgetVisit")
    .select("id")
    .where("secretDigest", "=", secretDigest)
    .where("widgetId", "=", widgetId)
    .where("openedAt", "is not", null)
    .executeTakeFirst();
}

/** The number of visits that a widget admitted since an instant. */
export async function visitsSince(
  trx: DatabaseTransaction,
  { widgetId, since }: { readonly widgetId: string; readonly since: Date },
): Promise<number> {
  const { count } = await trx
    .selectFrom("widgetVisit")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("widgetId", "=", widgetId)
    .where("createdAt", ">", since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Purges visits without a call, expired hashes of addresses, and expired blocks, of all call centres; returns their number. */
export async function forgetVisits(
  db: Database,
  { nowMs, limit }: { readonly nowMs: number; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select purge_visits(${new Date(nowMs)}, ${new Date(nowMs - MARK_MS)}, ${limit}::int) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Whether this address is blocked now. */
export async function isBlockedCaller(trx: DatabaseTransaction, mark: Buffer, at: Date): Promise<boolean> {
  const row = await trx
    .selectFrom("widgetCallerBlock")
    .select("id")
    .where("addressMark", "=", mark)
    .where("untilAt", ">", at)
    .executeTakeFirst();
  return row !== undefined;
}
