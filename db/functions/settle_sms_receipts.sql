-- What became of receipts, by those who matched them.
create or replace function settle_sms_receipts(rows_given jsonb) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update sms_receipt r set standing = g.s, message_id = g.m, sequence = g.q
  from jsonb_to_recordset(rows_given) as g(i uuid, s text, m uuid, q smallint) where r.id = g.i
$$;
revoke execute on function settle_sms_receipts(jsonb) from public;
grant execute on function settle_sms_receipts(jsonb) to sambung_app;
