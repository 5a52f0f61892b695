-- Deletes conversations closed before an instant, at most so many. Returns how many.
create or replace function purge_threads(closed_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from sms_thread where id in (
    select id from sms_thread where closed_at < closed_before order by closed_at limit at_most for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function purge_threads(timestamptz, integer) from public;
grant execute on function purge_threads(timestamptz, integer) to sambung_app;
