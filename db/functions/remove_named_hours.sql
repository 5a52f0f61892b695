-- Deletes the named opening hours of a removed call centre.
create or replace function remove_named_hours() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
  delete from named_hours_version where tenant_id = new.id;
  delete from named_hours where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_named_hours() from public;

create or replace trigger tenant_removal_of_named_hours after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_named_hours();
