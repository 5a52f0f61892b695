-- Deletes the signing keys of a removed call centre.
create or replace function remove_signing_keys() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from signing_key where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_signing_keys() from public;

create or replace trigger tenant_removes_signing_keys after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_signing_keys();
