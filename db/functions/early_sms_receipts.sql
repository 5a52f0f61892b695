-- Receipts that arrived before the carrier message id of their segment was known, after a position.
create or replace function early_sms_receipts(after_look timestamptz, after_id uuid, at_most integer)
returns table (receipt_id uuid, look_until timestamptz)
language sql stable security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
  select r.id, r.look_until from sms_receipt r
  where r.standing = 'early' and r.look_until > '-infinity' and (r.look_until, r.id) > (after_look, after_id)
  order by r.look_until, r.id limit at_most
$$;
revoke execute on function early_sms_receipts(timestamptz, uuid, integer) from public;
grant execute on function early_sms_receipts(timestamptz, uuid, integer) to sambung_app;
