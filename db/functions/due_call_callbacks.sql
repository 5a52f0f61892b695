-- Calls with status callbacks to send; call centres take turns. `but` names calls whose callbacks failed a moment ago; recordings that
-- were lost since `lost_before` may yet be found.
create or replace function due_call_callbacks(at_most integer, but uuid[], lost_before timestamptz) returns table (tenant_id uuid, call_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.tenant_id, d.call_id from (
    select t.tenant_id, t.call_id, t.created_at, row_number() over (partition by t.tenant_id order by t.created_at) as turn
    from call_status_callback t where t.over_at is null and not t.call_id = any (but) and (
      exists (select from call_event e where e.call_id = t.call_id and e.sequence = t.seen + 1)
      or (t.seen = -1 and exists (select from api_call a where a.call_id = t.call_id and a.state in ('refused', 'cancelled')))
      or (t.wants_recordings and exists (select from recording r
        where r.call_id = t.call_id and not r.id = any (t.recordings)
          and (r.state = 'kept' or (r.state = 'lost' and coalesce(r.ended_at, r.began_at) <= lost_before))))
      or (t.wants_recordings and t.seen >= 0 and not exists (select from open_call o where o.call_id = t.call_id)
        and not exists (select from recording r where r.call_id = t.call_id
          and (r.state = 'recording' or (r.state = 'lost' and coalesce(r.ended_at, r.began_at) > lost_before)))))) d
  order by d.turn, d.created_at limit at_most
$$;
revoke execute on function due_call_callbacks(integer, uuid[], timestamptz) from public;
grant execute on function due_call_callbacks(integer, uuid[], timestamptz) to sambung_app;
