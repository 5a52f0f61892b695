-- Whose balance it is holds its row until the end of the transaction: everybody else who would spend of it waits.
create or replace function lock_sms_balance(the_tenant uuid, now_at timestamptz) returns sms_balance
language plpgsql volatile as $$
declare own sms_balance; this_month date;
begin
  select b.* into strict own from sms_balance b where b.tenant_id = the_tenant for update;
  select date_trunc('month', now_at at time zone t.time_zone)::date into strict this_month from tenant t where t.id = the_tenant;
  if this_month > own.month then
    own.month := this_month;
    own.month_rupiah := 0;
  end if;
  return own;
end $$;
revoke execute on function lock_sms_balance(uuid, timestamptz) from public;
grant execute on function lock_sms_balance(uuid, timestamptz) to sambung_app;
