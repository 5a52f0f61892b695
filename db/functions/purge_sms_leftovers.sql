-- What is of no more use: answers under keys of requests, references of long messages and groups of parts that no message on its way can
-- have, receipts of nobody's, and runs that have ended. How many rows.
create or replace function purge_sms_leftovers(now_at timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  gone integer;
  total integer := 0;
begin
  delete from sms_request where ctid = any (array(
    select ctid from sms_request where created_at < now_at - interval '30 days' order by created_at limit at_most for update skip locked));
  get diagnostics gone = row_count;
  total := total + gone;
  -- Messages are worth sending for three days, and may be ordered thirty days ahead.
  delete from sms_reference where ctid = any (array(
    select ctid from sms_reference where changed_at < now_at - interval '40 days' order by changed_at limit at_most for update skip locked));
  get diagnostics gone = row_count;
  total := total + gone;
  -- Parts that come an hour after the first belong to another text.
  delete from sms_group where ctid = any (array(
    select ctid from sms_group where begun_at < now_at - interval '1 day' order by begun_at limit at_most for update skip locked));
  get diagnostics gone = row_count;
  total := total + gone;
  delete from sms_receipt where ctid = any (array(
    select ctid from sms_receipt where standing = 'unmatched' and received_at < now_at - interval '30 days'
    order by received_at limit at_most for update skip locked));
  get diagnostics gone = row_count;
  total := total + gone;
  delete from sms_gateway_run where ctid = any (array(
    select r.ctid from sms_gateway_run r where r.ended_at < now_at - interval '30 days'
      and not exists (select from sms_segment p where p.state = 'leased' and p.leased_by = r.id)
    limit at_most for update skip locked));
  get diagnostics gone = row_count;
  return total + gone;
end $$;
revoke execute on function purge_sms_leftovers(timestamptz, integer) from public;
grant execute on function purge_sms_leftovers(timestamptz, integer) to sambung_app;
