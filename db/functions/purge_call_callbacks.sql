-- Deletes the status callbacks of calls that began before an instant; returns the number.
create or replace function purge_call_callbacks(created_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from call_status_callback where call_id in (
    select t.call_id from call_status_callback t where t.created_at < created_before and not exists (select from open_call o where o.call_id = t.call_id)
    order by t.created_at limit at_most for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function purge_call_callbacks(timestamptz, integer) from public;
grant execute on function purge_call_callbacks(timestamptz, integer) to sambung_app;
