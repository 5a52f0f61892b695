create or replace function keep_sms_balance_row() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into sms_balance (tenant_id) values (new.id);
  return null;
end $$;
revoke execute on function keep_sms_balance_row() from public;

create or replace trigger sms_balance_row after insert on tenant for each row execute function keep_sms_balance_row();
