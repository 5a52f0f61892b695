-- The campaign of any call centre that is due longest, locked until the transaction ends; those that another process is at, and those that
-- this look was at already, are passed over.
create or replace function lock_due_campaign(now_at timestamptz, seen uuid[])
returns table (tenant_id uuid, id uuid)
language sql volatile security definer set search_path = public, pg_temp as $$
  select c.tenant_id, c.id from sms_campaign c
  where c.state = 'running' and c.send_at <= now_at and c.paced_at < now_at and not (c.id = any (seen))
  order by c.paced_at limit 1 for update skip locked
$$;
revoke execute on function lock_due_campaign(timestamptz, uuid[]) from public;
grant execute on function lock_due_campaign(timestamptz, uuid[]) to sambung_app;
