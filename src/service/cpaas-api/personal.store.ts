import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";

/**
 * Takes what applications ordered of calls to a number away, and what was asked and answered in calls with it, by a request of the person
 * whose number it is. The calls are a class of their own, so nothing is counted here; an order whose call is still to come goes once that
 * is over.
 */
export async function eraseOrders(
  trx: DatabaseTransaction,
  { number }: { readonly number: string },
): Promise<readonly never[]> {
  await sql`delete from hook_exchange h where h.call_id in (
    select c.call_id from calls_of_number(number_key(${number})) c
    union all select a.call_id from api_call a where number_key(a.to_address) = number_key(${number}))`.execute(trx);
  const told = sql`select c.call_id from calls_of_number(number_key(${number})) c
    union all select a.call_id from api_call a where number_key(a.to_address) = number_key(${number})`;
  await sql`delete from webhook_delivery d where d.subject_id in (${told}) and d.kind in ('call.status', 'call.recording', 'call.stream')`.execute(
    trx,
  );
  await sql`delete from told_call t where t.call_id in (${told})
    and not exists (select from open_call o where o.call_id = t.call_id)`.execute(trx);
  await sql`delete from api_call a where number_key(a.to_address) = number_key(${number})
    and a.state in ('begun', 'refused', 'cancelled')
    and not exists (select from open_call o where o.call_id = a.call_id)`.execute(trx);
  return [];
}
