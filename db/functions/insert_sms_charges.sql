-- Writes what messages cost that were granted before in the same transaction; tells how much.
create or replace function insert_sms_charges(the_tenant uuid, the_purse text, now_at timestamptz, lines jsonb) returns bigint
language sql volatile as $$
  with kept as (
    insert into sms_ledger_entry (id, tenant_id, kind, purse, amount_rupiah, reference, price_id, carrier_id, category, segments, at)
    select l.e, the_tenant, 'charge', the_purse, -l.a, 'charge ' || l.e, l.p, l.c, l.k, l.n, now_at
    from (select gen_random_uuid() as e, g.* from jsonb_to_recordset(lines) as g(p uuid, c uuid, k text, n integer, a bigint)) l
    returning amount_rupiah)
  select coalesce(-sum(amount_rupiah), 0)::bigint from kept
$$;
revoke execute on function insert_sms_charges(uuid, text, timestamptz, jsonb) from public;
grant execute on function insert_sms_charges(uuid, text, timestamptz, jsonb) to sambung_app;
