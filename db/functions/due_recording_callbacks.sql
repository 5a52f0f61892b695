-- Recordings of which there is something to tell; call centres take turns. One that was lost since `lost_before` may yet be found.
create or replace function due_recording_callbacks(at_most integer, but uuid[], lost_before timestamptz)
returns table (tenant_id uuid, recording_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.tenant_id, d.recording_id from (
    select t.tenant_id, t.recording_id, t.created_at, row_number() over (partition by t.tenant_id order by t.created_at) as turn
    from recording_status_callback t join recording r on r.id = t.recording_id where t.recording_id <> all (but) and (
      not t.is_start_sent or r.state in ('kept', 'deleted')
      or (r.state = 'lost' and coalesce(r.ended_at, r.began_at) <= lost_before))) d
  order by d.turn, d.created_at limit at_most
$$;
revoke execute on function due_recording_callbacks(integer, uuid[], timestamptz) from public;
grant execute on function due_recording_callbacks(integer, uuid[], timestamptz) to sambung_app;
