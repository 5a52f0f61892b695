-- Receipts that nobody knows after days; how many.
create or replace function expire_sms_receipts(received_before timestamptz) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare given_up integer;
begin
  update sms_receipt set standing = 'unmatched' where id in (
    select id from sms_receipt where standing = 'early' and look_until < received_before + interval '1 minute' and look_until > '-infinity'
    order by look_until limit 5000 for update skip locked);
  get diagnostics given_up = row_count;
  return given_up;
end $$;
revoke execute on function expire_sms_receipts(timestamptz) from public;
grant execute on function expire_sms_receipts(timestamptz) to sambung_app;
