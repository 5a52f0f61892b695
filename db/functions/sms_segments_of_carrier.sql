-- Segments that a carrier was sent in a time, with the first digits of the recipient, for reconciliation.
create or replace function sms_segments_of_carrier(the_carrier uuid, from_at timestamptz, until_at timestamptz, at_most integer)
returns table (carrier_message_id text, message_id uuid, sequence smallint, tenant text, number_begin text, category text, state text,
  error_code text, sent_at timestamptz, final_at timestamptz, cost_rupiah integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.carrier_message_id, p.message_id, p.sequence, t.name, left(m.recipient, 7), m.category, p.state, p.error_code, p.sent_at, p.final_at,
    sms_cost_of(p.carrier_id, m.recipient, m.category, m.accepted_at)
  from sms_segment p join sms_message m on m.id = p.message_id join tenant t on t.id = m.tenant_id
  where p.sent_at >= from_at and p.sent_at < until_at and p.carrier_id = the_carrier
  order by p.sent_at, p.message_id, p.sequence limit at_most
$$;
revoke execute on function sms_segments_of_carrier(uuid, timestamptz, timestamptz, integer) from public;
grant execute on function sms_segments_of_carrier(uuid, timestamptz, timestamptz, integer) to sambung_app;
