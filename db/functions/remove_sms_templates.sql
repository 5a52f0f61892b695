-- Templates leave with their call centre, after the messages that were made of them.
create or replace function remove_sms_templates() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from sms_template_version where tenant_id = new.id;
  delete from sms_template where tenant_id = new.id;
  delete from sms_setting where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_sms_templates() from public;

-- Triggers of one event run in the order of their names: this one after `tenant_drops_short_messages`.
create or replace trigger tenant_drops_templates_of_messages after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_sms_templates();
