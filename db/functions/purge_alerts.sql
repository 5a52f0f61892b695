-- They go with what was raised.
create or replace function purge_alerts(events_before timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from alert_text x using alert_event e where e.id = x.event_id and e.cleared_at < events_before;
  delete from alert_event e where e.cleared_at < events_before;
$$;
revoke execute on function purge_alerts(timestamptz) from public;
grant execute on function purge_alerts(timestamptz) to sambung_app;
