-- A program that binds names no call centre.
create or replace function find_sms_account(the_system_id text)
returns table (id uuid, tenant_id uuid, system_id text, password_hash text, addresses text[], rate_per_second integer, window_max integer,
  binds_max integer, default_coding text, category text, is_open boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.tenant_id, a.system_id, a.password_hash, a.addresses::text[], a.rate_per_second, a.window_max, a.binds_max,
    a.default_coding, a.category, a.ended_at is null and t.closed_at is null
  from sms_account a join tenant t on t.id = a.tenant_id where a.system_id = the_system_id
$$;
revoke execute on function find_sms_account(text) from public;
grant execute on function find_sms_account(text) to sambung_app;
