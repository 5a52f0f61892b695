-- Forgets places at which nothing is left, added before an instant: hosts that nobody names any more take no place of others. One that was
-- switched off stays so.
create or replace function purge_idle_callback_endpoints(added_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from webhook_endpoint where id in (
    select e.id from webhook_endpoint e
    where e.purpose = 'callbacks' and e.is_on and e.created_at < added_before
      and not exists (select from webhook_delivery d where d.endpoint_id = e.id)
    limit at_most for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function purge_idle_callback_endpoints(timestamptz, integer) from public;
grant execute on function purge_idle_callback_endpoints(timestamptz, integer) to sambung_app;
