-- Deletes applications, webhook settings and their log of a removed call centre.
create or replace function remove_applications() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from hook_exchange where tenant_id = new.id;
  delete from number_hook where tenant_id = new.id;
  delete from application where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_applications() from public;

create or replace trigger tenant_removes_applications after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_applications();
