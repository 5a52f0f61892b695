-- What a dead switch left, what this one does not know any more, and what nobody came to, is over. How many.
create or replace function end_orphaned_conferences(the_switch uuid, known uuid[], now_at timestamptz, came_by interval) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare ended integer;
begin
  with lost as materialized (
    select c.id, not exists (select from conference_participant p where p.conference_id = c.id and p.joined_at is not null) as is_empty
      from conference c left join switch_run r on r.id = c.switch_id
    where c.ended_at is null and (
      (c.switch_id is null and c.created_at < now_at - came_by)
      or (c.switch_id = the_switch and c.id <> all (known))
      or (c.switch_id <> the_switch and r.ended_at is not null))
    order by c.id limit 1000 for update of c skip locked),
  left_behind as (
    update conference_participant p set left_at = now_at from lost l where p.conference_id = l.id and p.left_at is null)
  update conference c set ended_at = now_at, ended_why = case when l.is_empty then 'nobody-came' else 'system-restart' end
    from lost l where c.id = l.id;
  get diagnostics ended = row_count;
  return ended;
end $$;
revoke execute on function end_orphaned_conferences(uuid, uuid[], timestamptz, interval) from public;
grant execute on function end_orphaned_conferences(uuid, uuid[], timestamptz, interval) to sambung_app;
