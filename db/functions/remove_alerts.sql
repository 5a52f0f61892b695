-- Deletes the alerts of a removed call centre.
create or replace function remove_alerts() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from alert_text where tenant_id = new.id;
  delete from alert_event where tenant_id = new.id;
  delete from alert where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_alerts() from public;

create or replace trigger tenant_removes_alerts after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_alerts();
