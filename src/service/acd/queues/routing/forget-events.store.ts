import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";

/**
 * Deletes events of the transaction's tenant that are older than `before`, `limit` at the most; returns their number. The database retains events younger than
 * three months, and those that the ACD state, open contacts and reports still need.
 */
export async function forgetQueueEventsBefore(
  trx: DatabaseTransaction,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ readonly forgotten: number }>`
    select purge_queue_events(${before}, ${limit}::int) as forgotten`.execute(trx);
  return rows[0]?.forgotten ?? 0;
}
