-- Receipts are on disk before anything is made of them.
create or replace function insert_sms_receipts(rows_given jsonb) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into sms_receipt (id, carrier_id, carrier_message_id, recipient, state, error_code, received_at, look_until)
  select i, c, m, r, s, e, a, u from jsonb_to_recordset(rows_given)
    as g(i uuid, c uuid, m text, r text, s text, e text, a timestamptz, u timestamptz)
$$;
revoke execute on function insert_sms_receipts(jsonb) from public;
grant execute on function insert_sms_receipts(jsonb) to sambung_app;
