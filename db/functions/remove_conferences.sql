-- Deletes the conferences of a removed call centre.
create or replace function remove_conferences() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from conference_participant where tenant_id = new.id;
  delete from conference where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_conferences() from public;

create or replace trigger tenant_removes_conferences after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_conferences();
