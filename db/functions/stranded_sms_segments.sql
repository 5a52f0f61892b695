-- Segments waiting for a carrier that is off or down, with other carriers that the sender is registered with.
create or replace function stranded_sms_segments(the_carrier uuid, now_at timestamptz, after_priority smallint, after_tenant uuid, after_due timestamptz,
  after_message uuid, after_sequence smallint, at_most integer)
returns table (tenant_id uuid, message_id uuid, sequence smallint, priority smallint, due_at text, recipient text, refused_by uuid[],
  approved_at uuid[])
language sql stable security definer set search_path = public, pg_temp as $$
  select p.tenant_id, p.message_id, p.sequence, p.priority, p.due_at::text, m.recipient, p.refused_by, array(
    select g.carrier_id from sms_registration g where g.sender_id = m.sender_id and g.state = 'approved'
      and (g.valid_until is null or g.valid_until >= (now_at at time zone 'Asia/Jakarta')::date))
  from (select * from sms_segment q where q.carrier_id = the_carrier and q.state = 'waiting' and q.due_at <= now_at
      and (q.priority, q.tenant_id, q.due_at, q.message_id, q.sequence) > (after_priority, after_tenant, after_due, after_message, after_sequence)
    order by q.priority, q.tenant_id, q.due_at, q.message_id, q.sequence limit at_most) p
  join sms_message m on m.id = p.message_id
  order by p.priority, p.tenant_id, p.due_at, p.message_id, p.sequence
$$;
revoke execute on function stranded_sms_segments(uuid, timestamptz, smallint, uuid, timestamptz, uuid, smallint, integer) from public;
grant execute on function stranded_sms_segments(uuid, timestamptz, smallint, uuid, timestamptz, uuid, smallint, integer) to sambung_app;
