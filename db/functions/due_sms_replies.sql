-- Call centres with automatic SMS replies that are due.
create or replace function due_sms_replies(now_at timestamptz, each integer, at_most integer)
returns table (tenant_id uuid, inbound_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive centres as (
    (select r.tenant_id from sms_auto_reply r where r.state = 'waiting' order by r.tenant_id limit 1)
    union all
    select (select r.tenant_id from sms_auto_reply r where r.state = 'waiting' and r.tenant_id > c.tenant_id order by r.tenant_id limit 1)
    from centres c where c.tenant_id is not null)
  select c.tenant_id, d.inbound_id from centres c cross join lateral (
    select r.inbound_id, r.created_at, row_number() over (order by r.due_at, r.created_at) as turn from sms_auto_reply r
    where r.tenant_id = c.tenant_id and r.state = 'waiting' and r.due_at <= now_at order by r.due_at, r.created_at limit each) d
  order by d.turn, d.created_at limit at_most
$$;
revoke execute on function due_sms_replies(timestamptz, integer, integer) from public;
grant execute on function due_sms_replies(timestamptz, integer, integer) to sambung_app;
