-- Deletes callbacks and call lists of conference recordings of a removed call centre.
create or replace function remove_held_calls() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from recording_status_callback where tenant_id = new.id;
  delete from recorded_call where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_held_calls() from public;

create or replace trigger tenant_removes_held_calls after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_held_calls();
