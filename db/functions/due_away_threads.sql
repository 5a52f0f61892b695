-- Conversations that may need an away message; call centres take turns, with a limit for each.
create or replace function due_away_threads(now_at timestamptz, each integer, at_most integer)
returns table (tenant_id uuid, thread_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive centres as (
    (select t.tenant_id from sms_thread t where t.away_due_at is not null order by t.tenant_id limit 1)
    union all
    select (select t.tenant_id from sms_thread t where t.away_due_at is not null and t.tenant_id > c.tenant_id
      order by t.tenant_id limit 1)
    from centres c where c.tenant_id is not null)
  select c.tenant_id, d.id from centres c cross join lateral (
    select t.id, t.away_due_at, row_number() over (order by t.away_due_at) as turn from sms_thread t
    where t.tenant_id = c.tenant_id and t.away_due_at <= now_at order by t.away_due_at limit each) d
  order by d.turn, d.away_due_at limit at_most
$$;
revoke execute on function due_away_threads(timestamptz, integer, integer) from public;
grant execute on function due_away_threads(timestamptz, integer, integer) to sambung_app;
