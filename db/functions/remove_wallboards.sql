-- What a closed call centre leaves on its day, these boards with it.
create or replace function remove_wallboards() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from wallboard_link where tenant_id = new.id;
  delete from wallboard where tenant_id = new.id;
  return null;
end $$;

create or replace trigger tenant_removes_wallboards after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_wallboards();
