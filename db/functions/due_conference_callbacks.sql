-- Conferences of which there is something new to tell; call centres take turns.
create or replace function due_conference_callbacks(at_most integer, but uuid[]) returns table (tenant_id uuid, conference_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.tenant_id, d.conference_id from (
    select t.tenant_id, t.conference_id, t.created_at, row_number() over (partition by t.tenant_id order by t.created_at) as turn
    from conference_status_callback t where t.over_at is null and t.conference_id <> all (but) and (
      exists (select from conference_event e where e.conference_id = t.conference_id and e.sequence = t.seen + 1)
      or exists (select from conference c where c.id = t.conference_id and c.ended_at is not null))) d
  order by d.turn, d.created_at limit at_most
$$;
revoke execute on function due_conference_callbacks(integer, uuid[]) from public;
grant execute on function due_conference_callbacks(integer, uuid[]) to sambung_app;
