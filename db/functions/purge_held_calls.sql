-- Who was held by a recording of a conference goes with it: nobody looks for them once nobody can hear it, and who met whom is nobody's.
create or replace function purge_held_calls() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from recorded_call where recording_id = new.id;
  return null;
end $$;
revoke execute on function purge_held_calls() from public;

create or replace trigger recording_forgets_held_calls after update of state on recording
  for each row when (new.state = 'deleted' and old.state <> 'deleted' and new.conference_id is not null) execute function purge_held_calls();
