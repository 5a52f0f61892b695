-- Invoices leave with their call centre.
create or replace function remove_sms_money() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from sms_invoice where tenant_id = new.id;
  delete from sms_correction where tenant_id = new.id;
  delete from sms_ledger_entry where tenant_id = new.id;
  delete from sms_balance where tenant_id = new.id;
  delete from sms_tally where tenant_id = new.id;
  delete from sms_day where tenant_id = new.id;
  delete from sms_day_latency where tenant_id = new.id;
  delete from sms_tenant_day where tenant_id = new.id;
  delete from sms_minute where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_sms_money() from public;

create or replace trigger tenant_drops_sms_money after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_sms_money();
