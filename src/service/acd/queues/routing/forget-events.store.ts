import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";

/**
 * Takes events of the transaction's tenant away that are older than `before`, `limit` at the most; answers how many. The
 * database keeps what is younger than three months, and what the floor, open contacts and reports still stand on.
 */
export async function forgetQueueEventsBefore(
  trx: DatabaseTransaction,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ readonly forgotten: number }>`
    select purge_queue_events(${before}, ${limit}::int) as forgotten`.execute(trx);
  return rows[0]?.forgotten ?? 0;
}
