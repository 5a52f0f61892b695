-- Receipts of messages that a call centre handed in during a time, as carriers wrote them.
create or replace function sms_receipts_of_time(from_at timestamptz, until_at timestamptz, at_most integer)
returns table (message_id uuid, sequence smallint, sender text, recipient text, carrier text, carrier_message_id text, state text, error_code text,
  standing text, accepted_at timestamptz, sent_at timestamptz, received_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.id, r.sequence, m.sender, m.recipient, c.name, r.carrier_message_id, r.state, r.error_code, r.standing, m.accepted_at, p.sent_at,
    r.received_at
  from sms_message m join sms_receipt r on r.message_id = m.id join sms_segment p on p.message_id = r.message_id and p.sequence = r.sequence
    join sms_carrier c on c.id = r.carrier_id
  where m.tenant_id = current_tenant() and m.accepted_at >= from_at and m.accepted_at < until_at
  order by m.accepted_at, m.id, r.sequence, r.received_at, r.id limit at_most
$$;
revoke execute on function sms_receipts_of_time(timestamptz, timestamptz, integer) from public;
grant execute on function sms_receipts_of_time(timestamptz, timestamptz, integer) to sambung_app;
