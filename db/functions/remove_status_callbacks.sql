-- Deletes the status callbacks of a removed call centre.
create or replace function remove_status_callbacks() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from call_status_callback where tenant_id = new.id;
  delete from message_status_callback where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_status_callbacks() from public;

create or replace trigger tenant_forgets_told after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_status_callbacks();
