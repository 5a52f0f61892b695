import { type RawBuilder, sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { FoundRow, PersonalPart } from "../../tenancy/personal-data/index.ts";

/** The complete tickets of a number: the request, the messages of both sides, and the mail address. */
export const ticketsOfNumber: PersonalPart<RawBuilder<FoundRow>> = {
  name: "tickets",
  find: (number) => sql<FoundRow>`
    select t.opened_at as at, null::date as kept_until, t.number, t.subject, t.description, t.state, t.customer_name, t.customer_number,
      t.customer_email, t.consent_at, (select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'text', e.body ->> 'text',
        'by', case when e.by_person is null then 'customer' else 'staff' end) order by e.number), '[]')
        from ticket_event e where e.ticket_id = t.id and e.kind = 'noted') as notes
    from ticket t where t.number_key = number_key(${number})`,
};

/** Deletes tickets of a request's number, `limit` at the most; the database checks the request itself. */
export async function eraseTickets(
  trx: DatabaseTransaction,
  { id, limit }: { readonly id: string; readonly limit: number },
): Promise<readonly { readonly name: "tickets"; readonly count: number }[]> {
  const { rows } = await sql<{ readonly count: number }>`
    select erase_tickets_of_request(${id}::uuid, ${limit}::int) as count`.execute(trx);
  return [{ name: "tickets", count: rows[0]?.count ?? 0 }];
}
