-- The queues of a carrier in which something is due: from one to the next by the index, never through one. What is known of a table that
-- grows fast would often have it read whole instead.
create or replace function due_sms_queues(the_carrier uuid, now_at timestamptz, at_most integer)
returns table (priority smallint, tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set enable_hashjoin = off set enable_mergejoin = off as $$
  with recursive queue as (
    (select p.priority, p.tenant_id from sms_segment p where p.carrier_id = the_carrier and p.state = 'waiting'
      order by p.priority, p.tenant_id limit 1)
    union all
    select n.priority, n.tenant_id from queue q cross join lateral (
      select p.priority, p.tenant_id from sms_segment p where p.carrier_id = the_carrier and p.state = 'waiting'
        and (p.priority, p.tenant_id) > (q.priority, q.tenant_id)
      order by p.priority, p.tenant_id limit 1) n)
  select q.priority, q.tenant_id from queue q cross join lateral (
    select from sms_segment p where p.carrier_id = the_carrier and p.state = 'waiting' and p.priority = q.priority
      and p.tenant_id = q.tenant_id and p.due_at <= now_at
    order by p.due_at limit 1) due
  limit at_most
$$;
revoke execute on function due_sms_queues(uuid, timestamptz, integer) from public;
grant execute on function due_sms_queues(uuid, timestamptz, integer) to sambung_app;
