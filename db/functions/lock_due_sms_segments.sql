-- What a claim locks, as before, but planned once for each connection and not with each claim.
create or replace function lock_due_sms_segments(the_run uuid, the_carrier uuid, now_at timestamptz, the_priorities smallint[], the_tenants uuid[],
  the_counts integer[])
returns table (tenant_id uuid, message_id uuid, sequence smallint, sender text, recipient text, category text, zone text, coding text,
  payload bytea, reference smallint, total smallint, place smallint, valid_until timestamptz, attempts smallint, refused_by uuid[],
  registration text, registered_until date, is_sender_open boolean, owner_proof text, is_opted_out boolean, is_barred boolean,
  priority smallint, is_begun boolean, first_state text, first_due_at timestamptz)
language plpgsql volatile security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set enable_hashjoin = off set enable_mergejoin = off
set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  return query
  with own as (select id from sms_gateway_run where id = the_run and ended_at is null for key share),
  due as (
    select d.message_id, d.sequence from unnest(the_priorities, the_tenants, the_counts) as q (priority, tenant_id, most)
    cross join lateral (
      select p.message_id, p.sequence from sms_segment p
      where exists (select from own) and p.carrier_id = the_carrier and p.state = 'waiting' and p.priority = q.priority
        and p.tenant_id = q.tenant_id and p.due_at <= now_at
      order by p.due_at limit q.most for update skip locked) d)
  select m.tenant_id, p.message_id, p.sequence, m.sender, m.recipient, m.category, m.zone, m.coding,
    p.payload, p.reference, p.total, p.place, p.valid_until, p.attempts, p.refused_by,
    g.state, g.valid_until, s.ended_at is null and t.closed_at is null, s.owner_proof,
    exists (select from sms_opt_out o where o.tenant_id = m.tenant_id and o.recipient = m.recipient
      and (o.sender_id is null or o.sender_id = m.sender_id)),
    exists (select from sms_blocked_prefix b where b.prefix = any (
      select left(m.recipient, n) from generate_series(1, length(m.recipient)) as n)), p.priority,
    coalesce(f.is_begun or f.attempts > 0, true), f.state, f.due_at
  from due d join sms_segment p on p.message_id = d.message_id and p.sequence = d.sequence
  join sms_message m on m.id = p.message_id join sms_sender s on s.id = m.sender_id join tenant t on t.id = m.tenant_id
  left join sms_segment f on f.message_id = p.message_id and f.sequence = 1
  left join sms_registration g on g.sender_id = m.sender_id and g.carrier_id = the_carrier
  order by p.priority, p.due_at;
end $$;
revoke execute on function lock_due_sms_segments(uuid, uuid, timestamptz, smallint[], uuid[], integer[]) from public;
grant execute on function lock_due_sms_segments(uuid, uuid, timestamptz, smallint[], uuid[], integer[]) to sambung_app;
