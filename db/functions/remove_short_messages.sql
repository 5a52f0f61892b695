-- Short messages leave with their call centre.
create or replace function remove_short_messages() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from sms_notice where tenant_id = new.id;
  delete from sms_inbound where tenant_id = new.id;
  delete from sms_receipt r using sms_message m where m.id = r.message_id and m.tenant_id = new.id;
  delete from sms_segment where tenant_id = new.id;
  delete from sms_message where tenant_id = new.id;
  delete from sms_group where tenant_id = new.id;
  delete from sms_reference where tenant_id = new.id;
  delete from sms_request where tenant_id = new.id;
  delete from sms_prefix_rate where tenant_id = new.id;
  delete from sms_allowed_prefix where centre_id = new.id;
  delete from sms_opt_out where tenant_id = new.id;
  delete from sms_account where tenant_id = new.id;
  delete from sms_registration where tenant_id = new.id;
  delete from sms_sender where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_short_messages() from public;

-- Named to run before the keys of programs go, which messages name.
create or replace trigger tenant_drops_short_messages after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_short_messages();
