-- Receipts whose part is known by now: of those that came lately, and of the ids named.
create or replace function lock_matching_sms_receipts(the_receipts uuid[], the_carriers uuid[], the_ids text[])
returns table (receipt_id uuid, received_at timestamptz, receipt_state text, receipt_error text,
  tenant_id uuid, message_id uuid, sequence smallint)
language sql volatile security definer set search_path = public, pg_temp as $$
  select r.id, r.received_at, r.state, r.error_code, p.tenant_id, p.message_id, p.sequence
  from sms_receipt r cross join lateral (
    -- A carrier may give an id again after a time: the newest part that it was given to is meant.
    select p.tenant_id, p.message_id, p.sequence from sms_segment p join sms_message m on m.id = p.message_id
    where p.carrier_id = r.carrier_id and p.carrier_message_id = r.carrier_message_id
      and (r.recipient is null or r.recipient = m.recipient)
    order by p.sent_at desc limit 1) p
  -- A message that somebody has in hand is left to the next look: nobody waits for it with others' messages in hand.
  join sms_message o on o.id = p.message_id
  where r.standing || '' = 'early' and r.id = any (array(
    select unnest(the_receipts) union all
    select e.id from unnest(the_carriers, the_ids) as g(c, i) cross join lateral (
      select e.id from sms_receipt e where e.carrier_id = g.c and e.carrier_message_id = g.i and e.standing = 'early' offset 0) e))
  order by r.received_at for update of r, o skip locked
$$;
revoke execute on function lock_matching_sms_receipts(uuid[], uuid[], text[]) from public;
grant execute on function lock_matching_sms_receipts(uuid[], uuid[], text[]) to sambung_app;
