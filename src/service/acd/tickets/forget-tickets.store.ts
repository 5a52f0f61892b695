import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";

/** Deletes tickets of a closed call centre whose day of removal has come by `today` (a local date), `limit` at the most; returns their number. */
export async function forgetTickets(
  trx: DatabaseTransaction,
  { today, limit }: { readonly today: string; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select erase_tickets_of_closed(${today}::date, ${limit}::int) as count`.execute(trx);
  return rows[0]?.count ?? 0;
}
