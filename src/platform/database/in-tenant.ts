import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "./open.ts";

/**
 * Runs `work` in a transaction that sees and writes this tenant's rows only: PostgreSQL's row policies are the judge,
 * whatever a statement forgets to ask for.
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
