-- By which programs of a call centre sign tokens for browsers. They are checked with the key's own text, so it is kept sealed and not as a
-- hash; such a key is good for no request.
create table signing_key (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  sealed_secret bytea not null check (octet_length(sealed_secret) between 1 and 500),
  created_by uuid not null references person,
  created_at timestamptz not null,
  expires_at timestamptz check (expires_at > created_at),
  -- To the minute.
  used_at timestamptz,
  ended_by uuid references person,
  ended_at timestamptz
);
create unique index signing_key_name on signing_key (tenant_id, lower(name)) where ended_at is null;
create index signing_key_by_age on signing_key (tenant_id, created_at desc, id);
create index signing_key_created_by on signing_key (created_by);
create index signing_key_ended_by on signing_key (ended_by);
alter table signing_key enable row level security;
create policy signing_key_own on signing_key using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

create function remove_signing_keys() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from signing_key where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_signing_keys() from public;
create trigger tenant_removes_signing_keys after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_signing_keys();
