-- Refuses a change of an access code that is not named or not in `code_transition`, and writes it to the history.
create or replace function check_code_change() returns trigger language plpgsql as $$
declare said jsonb := new.change;
begin
  if said is null then
    raise exception 'a change of the access code % is not named', old.code using errcode = 'check_violation';
  end if;
  if new.code <> old.code or new.pattern <> old.pattern or not exists (
    select from code_transition where change = said ->> 'name' and from_state = old.state and to_state = new.state) then
    raise exception 'the access code % does not go from % to % by %', old.code, old.state, new.state, said ->> 'name'
      using errcode = 'check_violation';
  end if;
  insert into access_code_history
    (code, change, from_state, to_state, mode, organisation_id, occurred_at, actor_person_id, actor_role, note, refs)
  values (new.code, said ->> 'name', old.state, new.state, new.mode,
    coalesce(new.holder_organisation_id, old.holder_organisation_id),
    coalesce((said ->> 'at')::timestamptz, new.changed_at), (said ->> 'by')::uuid, said ->> 'role', said ->> 'note',
    coalesce(said -> 'refs', '{}'));
  new.change := null;
  new.version := old.version + 1;
  return new;
end $$;

create or replace trigger access_code_judged before update on access_code for each row execute function check_code_change();
