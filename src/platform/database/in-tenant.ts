import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "./open.ts";

/**
 * Runs `work` in a transaction that sees and writes this tenant's rows only: PostgreSQL's row policies enforce it,
 * even for a statement without a tenant condition.
 */
export async function inTenant<Value>(
  db: Database,
  tenantId: string,
  work: (trx: DatabaseTransaction) => Promise<Value>,
): Promise<Value> {
  return db.transaction().execute(async (trx) => {
    await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(trx);
    return work(trx);
  });
}

/** The same for reading only: all queries of `work` see one snapshot. */
export async function inTenantSnapshot<Value>(
  db: Database,
  tenantId: string,
  work: (trx: DatabaseTransaction) => Promise<Value>,
): Promise<Value> {
  const transaction = db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only");
  return transaction.execute(async (trx) => {
    await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(trx);
    return work(trx);
  });
}
