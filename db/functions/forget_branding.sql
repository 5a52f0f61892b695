-- It goes with what a closed call centre has kept.
create or replace function forget_branding() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from branding b where b.tenant_id = new.id;
  return null;
end $$;
revoke execute on function forget_branding() from public;

create or replace trigger tenant_branding after update of removed_at on tenant
  for each row when (new.removed_at is not null and old.removed_at is null) execute function forget_branding();
