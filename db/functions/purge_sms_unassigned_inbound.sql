-- Deletes unassigned inbound messages whose time is over; returns the number.
create or replace function purge_sms_unassigned_inbound(received_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from sms_unassigned_inbound where id in (
    select id from sms_unassigned_inbound where received_at <= received_before limit at_most for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function purge_sms_unassigned_inbound(timestamptz, integer) from public;
grant execute on function purge_sms_unassigned_inbound(timestamptz, integer) to sambung_app;
