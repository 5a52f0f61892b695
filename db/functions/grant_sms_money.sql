-- Grants amounts of messages in their order, each that there is room for, and takes them; `back` comes back first. All that is granted is
-- spent with the transaction, or given back by it.
create or replace function grant_sms_money(the_tenant uuid, amounts bigint[], back bigint, now_at timestamptz)
returns table (granted boolean[], purse text)
language plpgsql volatile as $$
declare own sms_balance; room bigint; spent bigint := 0; one bigint; is_granted boolean[] := '{}';
begin
  own := lock_sms_balance(the_tenant, now_at);
  if own.mode = 'prepaid' then
    own.balance_rupiah := own.balance_rupiah + back;
    room := own.balance_rupiah;
  else
    own.month_rupiah := own.month_rupiah - back;
    room := own.credit_max_rupiah - own.month_rupiah;
  end if;
  foreach one in array amounts loop
    if room is null or spent + one <= room then
      spent := spent + one;
      is_granted := is_granted || true;
    else
      is_granted := is_granted || false;
    end if;
  end loop;
  update sms_balance b set month = own.month,
    balance_rupiah = own.balance_rupiah - case when own.mode = 'prepaid' then spent else 0 end,
    month_rupiah = own.month_rupiah + case when own.mode = 'prepaid' then 0 else spent end
  where b.tenant_id = the_tenant;
  return query select is_granted, own.mode;
end $$;
revoke execute on function grant_sms_money(uuid, bigint[], bigint, timestamptz) from public;
grant execute on function grant_sms_money(uuid, bigint[], bigint, timestamptz) to sambung_app;
