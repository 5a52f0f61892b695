-- Gives a new call centre its row of SMS balance.
create or replace function sync_sms_balance_row() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into sms_balance (tenant_id) values (new.id);
  return null;
end $$;
revoke execute on function sync_sms_balance_row() from public;

create or replace trigger sms_balance_row after insert on tenant for each row execute function sync_sms_balance_row();
