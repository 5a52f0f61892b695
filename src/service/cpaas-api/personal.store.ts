import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";

/**
 * Takes what applications ordered of calls to a number away, by a request of the person whose number it is. Their calls are a class of
 * their own, so nothing is counted here; an order whose call is still to come goes once that is over.
 */
export async function eraseOrders(
  trx: DatabaseTransaction,
  { number }: { readonly number: string },
): Promise<readonly never[]> {
  await sql`delete from api_call a where number_key(a.to_address) = number_key(${number})
    and a.state in ('begun', 'refused', 'cancelled')
    and not exists (select from open_call o where o.call_id = a.call_id)`.execute(trx);
  return [];
}
