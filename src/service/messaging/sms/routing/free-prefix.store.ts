import { sql } from "kysely";
import { type Database, type DatabaseTransaction, databaseFault } from "../../../../platform/database/index.ts";

/** Limit of exempt prefixes. */
export const FREE_PREFIXES_MAX = 1_000;

/** Prefixes exempt from rate limits, with the call centre that the exemption is for. */
export async function listFreePrefixes(db: Database) {
  return db
    .selectFrom("smsAllowedPrefix as f")
    .leftJoin("tenant as t", "t.id", "f.centreId")
    .select(["f.id", "f.prefix", "f.centreId", "t.name as centre", "f.reason", "f.createdAt"])
    .orderBy("f.prefix")
    .orderBy("f.id")
    .limit(FREE_PREFIXES_MAX)
    .execute();
}

/** Exempts a prefix from rate limits. */
export async function insertFreePrefix(
  trx: DatabaseTransaction,
  row: {
    readonly id: string;
    readonly prefix: string;
    readonly centreId: string | null;
    readonly reason: string;
    readonly createdBy: string;
    readonly createdAt: Date;
  },
): Promise<void> {
  await trx.insertInto("smsAllowedPrefix").values(row).execute();
}

/** Whether the limit permits another one; locked, so that none is added concurrently. */
export async function hasRoomForFreePrefix(trx: DatabaseTransaction): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended('sms free prefix', 0))`.execute(trx);
  const rows = await trx.selectFrom("smsAllowedPrefix").select("id").limit(FREE_PREFIXES_MAX).execute();
  return rows.length < FREE_PREFIXES_MAX;
}

/** Ends an exemption; returns it, or undefined when it does not exist. */
export async function deleteFreePrefix(trx: DatabaseTransaction, id: string) {
  return trx.deleteFrom("smsAllowedPrefix").where("id", "=", id).returning(["prefix", "centreId"]).executeTakeFirst();
}

/** The refusal that a database error means; undefined for any other error. */
export function freePrefixFault(error: unknown): "sms-free-prefix-taken" | "no-such-tenant" | undefined {
  const constraint = databaseFault(error)?.constraint;
  if (constraint === "sms_allowed_prefix_once") return "sms-free-prefix-taken";
  return constraint === "sms_allowed_prefix_centre_id_fkey" ? "no-such-tenant" : undefined;
}
