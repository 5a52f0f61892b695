-- Deletes the planned callbacks of a removed call centre.
create or replace function remove_planned_callbacks() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from planned_callback where tenant_id = new.id;
  return null;
end $$;

create or replace trigger tenant_removes_planned_callbacks after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_planned_callbacks();
