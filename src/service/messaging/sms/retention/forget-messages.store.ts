import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";

/**
 * Deletes messages of the transaction's call centre, and other bulk data (conversations, conferences, their events, the ledger), when the call centre is closed
 * and its deletion date has come by `today` (a local date): `limit` of each kind at the most. Returns the highest count of any kind: fewer than `limit` when
 * nothing is left.
 */
export async function forgetMessages(
  trx: DatabaseTransaction,
  { today, limit }: { readonly today: string; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select erase_messages_of_closed(${today}::date, ${limit}::int) as count`.execute(trx);
  return rows[0]?.count ?? 0;
}
