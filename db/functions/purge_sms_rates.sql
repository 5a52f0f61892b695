-- Forgets counts of hours that are over; how many.
create or replace function purge_sms_rates(hour_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from sms_prefix_rate where (tenant_id, prefix, kind) in (
    select tenant_id, prefix, kind from sms_prefix_rate where hour_at < hour_before limit at_most for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function purge_sms_rates(timestamptz, integer) from public;
grant execute on function purge_sms_rates(timestamptz, integer) to sambung_app;
