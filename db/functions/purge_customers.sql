-- What a removed call centre knew of its customers goes with the rest of it, whatever was being asked about them.
create or replace function purge_customers() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from customer_profile where tenant_id = new.id;
  update personal_request r set number = null, state = 'done', done_at = new.removed_at, version = r.version + 1
    where r.tenant_id = new.id and r.state <> 'done';
  return null;
end $$;

create or replace trigger tenant_forgets_customers after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function purge_customers();
