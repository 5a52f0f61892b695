-- What was sent by a carrier in a time, for the comparison with what it says: neither texts nor whole numbers. Found by blocks of the table,
-- which cost next to nothing to keep: parts are sent about in the order in which they were written.
create index sms_part_sent_at on sms_part using brin (sent_at) with (pages_per_range = 16, autosummarize = on);

create function sms_parts_of_carrier(the_carrier uuid, from_at timestamptz, until_at timestamptz, at_most integer)
returns table (carrier_message_id text, message_id uuid, sequence smallint, tenant text, number_begin text, category text, state text,
  error_code text, sent_at timestamptz, final_at timestamptz, cost_rupiah integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.carrier_message_id, p.message_id, p.sequence, t.name, left(m.recipient, 7), m.category, p.state, p.error_code, p.sent_at, p.final_at,
    sms_cost_of(p.carrier_id, m.recipient, m.category, m.accepted_at)
  from sms_part p join sms_message m on m.id = p.message_id join tenant t on t.id = m.tenant_id
  where p.sent_at >= from_at and p.sent_at < until_at and p.carrier_id = the_carrier
  order by p.sent_at, p.message_id, p.sequence limit at_most
$$;

-- Receipts of messages that a call centre handed in during a time, as carriers wrote them.
create function sms_receipts_of_time(from_at timestamptz, until_at timestamptz, at_most integer)
returns table (message_id uuid, sequence smallint, sender text, recipient text, carrier text, carrier_message_id text, state text, error_code text,
  standing text, accepted_at timestamptz, sent_at timestamptz, received_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.id, r.sequence, m.sender, m.recipient, c.name, r.carrier_message_id, r.state, r.error_code, r.standing, m.accepted_at, p.sent_at,
    r.received_at
  from sms_message m join sms_receipt r on r.message_id = m.id join sms_part p on p.message_id = r.message_id and p.sequence = r.sequence
    join sms_carrier c on c.id = r.carrier_id
  where m.tenant_id = current_tenant() and m.accepted_at >= from_at and m.accepted_at < until_at
  order by m.accepted_at, m.id, r.sequence, r.received_at, r.id limit at_most
$$;

do $$
declare name text;
begin
  foreach name in array array['sms_parts_of_carrier(uuid, timestamptz, timestamptz, integer)',
    'sms_receipts_of_time(timestamptz, timestamptz, integer)'] loop
    execute format('revoke execute on function %s from public', name);
    execute format('grant execute on function %s to sambung_app', name);
  end loop;
end $$;
