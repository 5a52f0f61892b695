-- Whose widget a key names, before the call centre is known; a closed one has none.
create or replace function widget_of_key(wanted text) returns table (tenant_id uuid, widget_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select w.tenant_id, w.id from widget w join tenant t on t.id = w.tenant_id and t.closed_at is null
  where w.key = wanted and w.ended_at is null
$$;
revoke execute on function widget_of_key(text) from public;
grant execute on function widget_of_key(text) to sambung_app;
