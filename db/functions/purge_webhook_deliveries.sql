-- What nobody looks up any more goes, no more than some at once.
create or replace function purge_webhook_deliveries(before timestamptz, at_most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare gone integer;
begin
  delete from webhook_delivery d using (select w.endpoint_id, w.event_id from webhook_delivery w
    where w.over_at < before limit at_most for update skip locked) x
  where d.endpoint_id = x.endpoint_id and d.event_id = x.event_id;
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke execute on function purge_webhook_deliveries(timestamptz, integer) from public;
grant execute on function purge_webhook_deliveries(timestamptz, integer) to sambung_app;
