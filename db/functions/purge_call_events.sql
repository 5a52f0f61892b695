-- Deletes events of ended calls that are older than an instant, at most so many. Returns how many.
create or replace function purge_call_events(before timestamptz, most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from call_event where (call_id, sequence) in (
    select e.call_id, e.sequence from call_event e
    where e.tenant_id = current_tenant() and e.at < least(before, now() - interval '3 months')
      and not exists (select from open_call o where o.call_id = e.call_id)
    order by e.at limit most);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function purge_call_events(timestamptz, integer) from public;
grant execute on function purge_call_events(timestamptz, integer) to sambung_app;
