-- Deletes webhook addresses and deliveries of a removed call centre.
create or replace function remove_webhooks() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from webhook_delivery where tenant_id = new.id;
  delete from webhook_endpoint where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_webhooks() from public;

create or replace trigger tenant_removes_webhooks after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_webhooks();
