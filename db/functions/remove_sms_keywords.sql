-- Words leave with their call centre, before the numbers they are written to; answers go with what they answer.
create or replace function remove_sms_keywords() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from sms_auto_reply where tenant_id = new.id;
  delete from sms_keyword where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_sms_keywords() from public;

-- Triggers of one event run in the order of their names.
create or replace trigger tenant_drops_answers_by_keyword after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_sms_keywords();
