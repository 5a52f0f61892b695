-- Pays back what parts have cost that became final in the same transaction.
create or replace function refund_sms(the_tenant uuid, now_at timestamptz, lines jsonb) returns void
language plpgsql volatile as $$
declare own sms_balance;
begin
  own := lock_sms_balance(the_tenant, now_at);
  insert into sms_ledger_entry (id, tenant_id, kind, purse, amount_rupiah, reference, price_id, carrier_id, category, segments, at)
  select l.e, the_tenant, 'refund', l.u, l.a, 'refund ' || l.e, l.p, l.c, l.k, l.n, now_at
  from (select gen_random_uuid() as e, g.* from jsonb_to_recordset(lines) as g(p uuid, c uuid, k text, u text, n integer, a bigint)) l;
  update sms_balance b set month = own.month,
    balance_rupiah = own.balance_rupiah + coalesce((select sum(g.a) from jsonb_to_recordset(lines) as g(u text, a bigint) where g.u = 'prepaid'), 0),
    month_rupiah = own.month_rupiah - coalesce((select sum(g.a) from jsonb_to_recordset(lines) as g(u text, a bigint) where g.u = 'postpaid'), 0)
  where b.tenant_id = the_tenant;
end $$;
revoke execute on function refund_sms(uuid, timestamptz, jsonb) from public;
grant execute on function refund_sms(uuid, timestamptz, jsonb) to sambung_app;
