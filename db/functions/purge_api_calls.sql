-- Forgets what was ordered before an instant and is over; how many.
create or replace function purge_api_calls(created_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from api_call where call_id in (
    select a.call_id from api_call a where a.created_at < created_before and a.state in ('begun', 'refused', 'cancelled')
      and not exists (select from open_call o where o.call_id = a.call_id)
    order by a.created_at limit at_most for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function purge_api_calls(timestamptz, integer) from public;
grant execute on function purge_api_calls(timestamptz, integer) to sambung_app;
