-- How many addresses of each tenant wait for approval.
create or replace function waiting_trunk_addresses() returns table (tenant_id uuid, waiting integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.tenant_id, count(*)::integer from trunk_address a where a.approved_at is null group by a.tenant_id
$$;
revoke execute on function waiting_trunk_addresses() from public;
grant execute on function waiting_trunk_addresses() to sambung_app;
