import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";

/**
 * Takes messages of the transaction's call centre away, and all there are many of beside them (conversations, conferences, what was told of
 * them, the ledger), where it is closed and its day of removal has come by `today` (a local date): `limit` of each kind at the most. Answers
 * the most that any kind gave: fewer than `limit` when nothing is left.
 */
export async function forgetMessages(
  trx: DatabaseTransaction,
  { today, limit }: { readonly today: string; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select erase_messages_of_closed(${today}::date, ${limit}::int) as count`.execute(trx);
  return rows[0]?.count ?? 0;
}
