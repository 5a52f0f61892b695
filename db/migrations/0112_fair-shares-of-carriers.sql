-- What waits for a carrier is a queue for each call centre and category: a claim takes from all of them by their shares, and reads no
-- more than it takes, however long one of them is.
create index sms_part_queue on sms_part (carrier_id, priority, tenant_id, due_at) where state = 'waiting';

-- The queues of a carrier in which something is due: from one to the next by the index, never through one. What is known of a table that
-- grows fast would often have it read whole instead.
create function due_sms_queues(the_carrier uuid, now_at timestamptz, at_most integer)
returns table (priority smallint, tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set enable_hashjoin = off set enable_mergejoin = off as $$
  with recursive queue as (
    (select p.priority, p.tenant_id from sms_part p where p.carrier_id = the_carrier and p.state = 'waiting'
      order by p.priority, p.tenant_id limit 1)
    union all
    select n.priority, n.tenant_id from queue q cross join lateral (
      select p.priority, p.tenant_id from sms_part p where p.carrier_id = the_carrier and p.state = 'waiting'
        and (p.priority, p.tenant_id) > (q.priority, q.tenant_id)
      order by p.priority, p.tenant_id limit 1) n)
  select q.priority, q.tenant_id from queue q cross join lateral (
    select from sms_part p where p.carrier_id = the_carrier and p.state = 'waiting' and p.priority = q.priority
      and p.tenant_id = q.tenant_id and p.due_at <= now_at
    order by p.due_at limit 1) due
  limit at_most
$$;

-- As before, but so many of each queue.
drop function lock_due_sms_parts(uuid, uuid, timestamptz, integer);
create function lock_due_sms_parts(the_run uuid, the_carrier uuid, now_at timestamptz, the_priorities smallint[], the_tenants uuid[],
  the_counts integer[])
returns table (tenant_id uuid, message_id uuid, sequence smallint, sender text, recipient text, category text, zone text, coding text,
  payload bytea, reference smallint, total smallint, place smallint, valid_until timestamptz, attempts smallint, refused_by uuid[],
  registration text, registered_until date, is_sender_open boolean, owner_proof text, is_opted_out boolean, is_barred boolean,
  priority smallint)
language sql volatile security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set enable_hashjoin = off set enable_mergejoin = off as $$
  with own as (select id from sms_gateway_run where id = the_run and ended_at is null for key share),
  due as (
    select d.message_id, d.sequence from unnest(the_priorities, the_tenants, the_counts) as q (priority, tenant_id, most)
    cross join lateral (
      select p.message_id, p.sequence from sms_part p
      where exists (select from own) and p.carrier_id = the_carrier and p.state = 'waiting' and p.priority = q.priority
        and p.tenant_id = q.tenant_id and p.due_at <= now_at
      order by p.due_at limit q.most for update skip locked) d)
  select m.tenant_id, p.message_id, p.sequence, m.sender, m.recipient, m.category, m.zone, m.coding,
    p.payload, p.reference, p.total, p.place, p.valid_until, p.attempts, p.refused_by,
    g.state, g.valid_until, s.ended_at is null and t.closed_at is null, s.owner_proof,
    exists (select from sms_opt_out o where o.tenant_id = m.tenant_id and o.recipient = m.recipient
      and (o.sender_id is null or o.sender_id = m.sender_id)),
    exists (select from sms_barred_prefix b where b.prefix = any (
      select left(m.recipient, n) from generate_series(1, length(m.recipient)) as n)), p.priority
  from due d join sms_part p on p.message_id = d.message_id and p.sequence = d.sequence
  join sms_message m on m.id = p.message_id join sms_sender s on s.id = m.sender_id join tenant t on t.id = m.tenant_id
  left join sms_registration g on g.sender_id = m.sender_id and g.carrier_id = the_carrier
  order by p.priority, p.due_at
$$;

-- As before, in the order of the queues.
drop function stranded_sms_parts(uuid, timestamptz, smallint, timestamptz, uuid, smallint, integer);
create function stranded_sms_parts(the_carrier uuid, now_at timestamptz, after_priority smallint, after_tenant uuid, after_due timestamptz,
  after_message uuid, after_sequence smallint, at_most integer)
returns table (tenant_id uuid, message_id uuid, sequence smallint, priority smallint, due_at text, recipient text, refused_by uuid[],
  approved_at uuid[])
language sql stable security definer set search_path = public, pg_temp as $$
  select p.tenant_id, p.message_id, p.sequence, p.priority, p.due_at::text, m.recipient, p.refused_by, array(
    select g.carrier_id from sms_registration g where g.sender_id = m.sender_id and g.state = 'approved'
      and (g.valid_until is null or g.valid_until >= (now_at at time zone 'Asia/Jakarta')::date))
  from (select * from sms_part q where q.carrier_id = the_carrier and q.state = 'waiting' and q.due_at <= now_at
      and (q.priority, q.tenant_id, q.due_at, q.message_id, q.sequence) > (after_priority, after_tenant, after_due, after_message, after_sequence)
    order by q.priority, q.tenant_id, q.due_at, q.message_id, q.sequence limit at_most) p
  join sms_message m on m.id = p.message_id
  order by p.priority, p.tenant_id, p.due_at, p.message_id, p.sequence
$$;
drop index sms_part_due;

do $$
declare name text;
begin
  foreach name in array array['due_sms_queues(uuid, timestamptz, integer)',
    'lock_due_sms_parts(uuid, uuid, timestamptz, smallint[], uuid[], integer[])',
    'stranded_sms_parts(uuid, timestamptz, smallint, uuid, timestamptz, uuid, smallint, integer)'] loop
    execute format('revoke execute on function %s from public', name);
    execute format('grant execute on function %s to sambung_app', name);
  end loop;
end $$;
