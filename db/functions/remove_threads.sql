-- Conversations leave with their call centre, before the numbers and messages they are made of.
create or replace function remove_threads() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from message_contact where tenant_id = new.id;
  delete from sms_thread_entry where tenant_id = new.id;
  delete from sms_thread where tenant_id = new.id;
  delete from sms_thread_route where tenant_id = new.id;
  delete from desktop_presence where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_threads() from public;

-- Triggers of one event run in the order of their names.
create or replace trigger tenant_clears_conversations after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_threads();
