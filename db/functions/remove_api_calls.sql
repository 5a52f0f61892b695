-- Deletes the ordered calls of a removed call centre.
create or replace function remove_api_calls() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from api_call where tenant_id = new.id;
  delete from api_call_pace where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_api_calls() from public;

create or replace trigger tenant_removes_api_calls after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_api_calls();
