import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";

/**
 * Erases the orders of calls to a number, and their webhook exchanges, when the data subject asks for erasure. Calls
 * are counted in their own data class, so nothing is counted here; an order whose call has not ended is erased
 * afterwards.
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
  await sql`delete from call_status_callback t where t.call_id in (${told})
    and not exists (select from open_call o where o.call_id = t.call_id)`.execute(trx);
  await sql`delete from api_call a where number_key(a.to_address) = number_key(${number})
    and a.state in ('begun', 'refused', 'cancelled')
    and not exists (select from open_call o where o.call_id = a.call_id)`.execute(trx);
  await eraseLabels(trx, number);
  return [];
}

/** Participant labels are free text of API clients and may contain numbers; conferences store no other personal number. */
async function eraseLabels(trx: DatabaseTransaction, number: string): Promise<void> {
  const rooms = sql`select p.conference_id from conference_participant p where number_key(p.label) = number_key(${number})`;
  await sql`delete from webhook_delivery d where d.subject_id in (${rooms}) and d.kind = 'conference.status'
    and number_key(d.body::jsonb ->> 'ParticipantLabel') = number_key(${number})`.execute(trx);
  await sql`update conference_event e set data = e.data || '{"label": null}'::jsonb
    where e.conference_id in (${rooms}) and number_key(e.data ->> 'label') = number_key(${number})`.execute(trx);
  // The snapshot is rebuilt from the events.
  await sql`update conference_status_callback t set snapshot = null where t.conference_id in (${rooms})`.execute(trx);
  await sql`update conference_participant set label = null where number_key(label) = number_key(${number})`.execute(
    trx,
  );
}
