-- Deletes the imported lists of a removed call centre.
create or replace function remove_information_lists() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from information_entry_use where tenant_id = new.id;
  delete from information_entry where tenant_id = new.id;
  delete from information_list_version where tenant_id = new.id;
  delete from information_list where tenant_id = new.id;
  return new;
end $$;

create or replace trigger tenant_removed_information_lists after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_information_lists();
