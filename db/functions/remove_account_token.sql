-- Deletes the API tokens of a removed call centre.
create or replace function remove_account_token() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from account_token where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_account_token() from public;

create or replace trigger tenant_removes_account_token after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_account_token();
