import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

/** Whoever was let in opens his connection so soon, or not at all. */
const VISIT_MS = 120_000;
/** What stands for addresses is kept so long, for calls whose agent says only later that they were a nuisance. */
const MARK_MS = 30 * 86_400_000;

/** Keeps a visit. */
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

/** Opens the one connection of a visit that was let in just now, with what stands for its address; undefined for one that is over, was opened before, or is another widget's. */
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

/** Visits that a widget let in since an instant. */
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

/** Forgets visits that came to no call, marks of addresses that are too old, and blocks that are over, of all call centres; tells how much that was. */
export async function forgetVisits(
  db: Database,
  { nowMs, limit }: { readonly nowMs: number; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select purge_visits(${new Date(nowMs)}, ${new Date(nowMs - MARK_MS)}, ${limit}::int) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Whether whoever has this address is not let call now. */
export async function isBlockedCaller(trx: DatabaseTransaction, mark: Buffer, at: Date): Promise<boolean> {
  const row = await trx
    .selectFrom("widgetCallerBlock")
    .select("id")
    .where("addressMark", "=", mark)
    .where("untilAt", ">", at)
    .executeTakeFirst();
  return row !== undefined;
}
