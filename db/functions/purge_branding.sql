-- Deletes the branding of a removed call centre.
create or replace function purge_branding() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from branding b where b.tenant_id = new.id;
  return null;
end $$;
revoke execute on function purge_branding() from public;

create or replace trigger tenant_branding after update of removed_at on tenant
  for each row when (new.removed_at is not null and old.removed_at is null) execute function purge_branding();
