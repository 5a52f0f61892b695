-- Whose key it is; a program names no call centre.
create or replace function find_api_key(hash bytea, now_at timestamptz)
returns table (id uuid, tenant_id uuid, scopes text[], used_at timestamptz, expires_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.id, k.tenant_id, k.scopes, k.used_at, k.expires_at from api_key k join tenant t on t.id = k.tenant_id and t.closed_at is null
  where k.secret_hash = hash and k.ended_at is null and (k.expires_at is null or k.expires_at > now_at)
$$;
revoke execute on function find_api_key(bytea, timestamptz) from public;
grant execute on function find_api_key(bytea, timestamptz) to sambung_app;
