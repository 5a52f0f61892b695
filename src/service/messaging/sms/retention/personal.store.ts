import { type RawBuilder, sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { FoundRow, PersonalPart } from "../../../tenancy/personal-data/index.ts";

/** Personal data of a number: SMS to and from it with texts not deleted yet, opt-outs, and campaign lines. */
export const shortMessagesOfNumber: PersonalPart<RawBuilder<FoundRow>> = {
  name: "short-messages",
  find: (number) => sql<FoundRow>`
    select m.accepted_at as at, null::date as kept_until, 'sent' as kind, m.sender, m.recipient, m.category, m.state,
      case when m.text_digest is null then (select string_agg(sms_text(m.coding, p.payload), '' order by p.sequence)
        from sms_segment p where p.message_id = m.id) end as text
    from sms_message m where m.tenant_id = current_tenant() and m.recipient = sms_number(number_key(${number}))
    union all
    select i.received_at, null, 'received', i.sender, i.recipient, null, i.act,
      case when not i.is_text_gone then sms_text(i.coding, i.payload) end from sms_inbound i
    where number_key(case when i.sender like '62%' then '+' || i.sender else i.sender end) = number_key(${number})
    union all
    select o.created_at, null, 'opt-out', s.value, o.recipient, null, o.source, null
    from sms_opt_out o left join sms_sender s on s.id = o.sender_id
    where o.tenant_id = current_tenant() and o.recipient = sms_number(number_key(${number}))
    union all
    select k.created_at, null, 'campaign', k.sender, l.recipient, null, l.state, case when l.fields <> '{}' then l.fields::text end
    from sms_campaign_line l join sms_campaign k on k.id = l.campaign_id
    where l.tenant_id = current_tenant() and l.recipient = sms_number(number_key(${number}))`,
};

/** Deletes up to `limit` SMS of the number of an erasure request; the database reads the request itself. */
export async function eraseShortMessages(
  trx: DatabaseTransaction,
  { id, limit }: { readonly id: string; readonly limit: number },
): Promise<readonly { readonly name: "short-messages"; readonly count: number }[]> {
  const { rows } = await sql<{ readonly count: number }>`
    select erase_sms_of_request(${id}::uuid, ${limit}::int) as count`.execute(trx);
  return [{ name: "short-messages", count: rows[0]?.count ?? 0 }];
}
