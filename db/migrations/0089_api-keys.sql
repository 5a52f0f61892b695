-- Keys by which programs of a call centre sign their requests. Only the SHA-256 of a key is kept: it has 256 random bits.
create table api_key (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  -- Its first characters, by which people tell keys apart.
  hint text not null check (length(hint) between 4 and 16),
  secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
  scopes text[] not null check (cardinality(scopes) between 1 and 10),
  created_by uuid not null references person,
  created_at timestamptz not null,
  expires_at timestamptz check (expires_at > created_at),
  -- To the minute.
  used_at timestamptz,
  ended_by uuid references person,
  ended_at timestamptz
);
create unique index api_key_name on api_key (tenant_id, lower(name)) where ended_at is null;
alter table api_key enable row level security;
create policy api_key_own on api_key using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Whose key it is; a program names no call centre.
create function find_api_key(hash bytea, now_at timestamptz)
returns table (id uuid, tenant_id uuid, scopes text[], used_at timestamptz, expires_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.id, k.tenant_id, k.scopes, k.used_at, k.expires_at from api_key k join tenant t on t.id = k.tenant_id and t.closed_at is null
  where k.secret_hash = hash and k.ended_at is null and (k.expires_at is null or k.expires_at > now_at)
$$;
revoke execute on function find_api_key(bytea, timestamptz) from public;
grant execute on function find_api_key(bytea, timestamptz) to sambung_app;

create function remove_api_keys() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from api_key where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_api_keys() from public;
create trigger tenant_removes_api_keys after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_api_keys();
