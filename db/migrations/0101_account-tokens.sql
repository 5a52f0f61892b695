-- By which programs of a call centre prove themselves in the shapes of the field, and by which hooks to them are signed. Programs must
-- show the same text that hooks are signed with, so it is kept sealed and not as a hash.
create table account_token (
  tenant_id uuid primary key references tenant,
  primary_sealed bytea not null,
  primary_made_at timestamptz not null,
  -- Counts beside the primary one until programs have changed over.
  secondary_sealed bytea,
  secondary_made_at timestamptz,
  check ((secondary_sealed is null) = (secondary_made_at is null))
);
alter table account_token enable row level security;
create policy account_token_own on account_token
  using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

create function remove_account_token() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from account_token where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_account_token() from public;
create trigger tenant_removes_account_token after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_account_token();
