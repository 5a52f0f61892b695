-- Deletes the knowledge base of a call centre that is removed.
create or replace function remove_information() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from information_use where tenant_id = new.id;
  delete from information_miss where tenant_id = new.id;
  delete from information_queue where tenant_id = new.id;
  delete from information_choice where tenant_id = new.id;
  delete from information_version where tenant_id = new.id;
  delete from information_article where tenant_id = new.id;
  return new;
end $$;

create or replace trigger tenant_removed_information after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_information();
