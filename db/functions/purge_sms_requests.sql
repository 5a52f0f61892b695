-- Deletes idempotency keys with the digests of their requests, by which a short text could be guessed; returns the number.
create or replace function purge_sms_requests(created_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from sms_request where (tenant_id, key) in (
    select tenant_id, key from sms_request where created_at <= created_before order by created_at limit at_most for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function purge_sms_requests(timestamptz, integer) from public;
grant execute on function purge_sms_requests(timestamptz, integer) to sambung_app;
