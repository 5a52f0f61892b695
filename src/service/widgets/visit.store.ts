import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";

/** Whoever was let in opens his connection so soon, or not at all. */
const VISIT_MS = 120_000;
/** What stands for addresses is kept so long, for calls whose agent says only later that they were a nuisance. */
const MARK_DAYS = 30;
const FORGOTTEN_MAX = 200;

/** Keeps a visit; those that came to nothing, and marks that are too old, are forgotten by the way. */
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
  await sql`delete from widget_visit where id in (
    select id from widget_visit where opened_at is null and expires_at < ${createdAt}::timestamptz - interval '1 day'
    limit ${FORGOTTEN_MAX}::int for update skip locked)`.execute(trx);
  await sql`update widget_visit set address_mark = null where id in (
    select id from widget_visit where address_mark is not null
      and created_at < ${createdAt}::timestamptz - make_interval(days => ${MARK_DAYS}::int)
    limit ${FORGOTTEN_MAX}::int for update skip locked)`.execute(trx);
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
