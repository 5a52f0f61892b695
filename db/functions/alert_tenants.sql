-- Whose figures have to be looked at.
create or replace function alert_tenants() returns table (tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id from tenant t where t.closed_at is null
    and exists (select from alert a where a.tenant_id = t.id and a.ended_at is null and a.is_on)
  order by t.id limit 1000
$$;
revoke execute on function alert_tenants() from public;
grant execute on function alert_tenants() to sambung_app;
