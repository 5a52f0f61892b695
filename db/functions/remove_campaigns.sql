-- Campaigns leave with their call centre, before the templates they are made of.
create or replace function remove_campaigns() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from sms_campaign_line where tenant_id = new.id;
  delete from sms_campaign where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_campaigns() from public;

create or replace trigger tenant_clears_campaigns after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_campaigns();
