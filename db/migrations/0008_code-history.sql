-- A change of an access code is named by its writer, judged here, and remembered in the same transaction.
-- `access_code.change` is how a writer names it: {"name", "by", "role", "note", "at", "refs"}. The trigger moves it into
-- the history and leaves null behind, so that a writer who forgets to name his change is refused.
create table code_transition (
  change text not null,
  from_state text not null,
  to_state text not null,
  primary key (change, from_state)
);
revoke insert, update, delete on code_transition from sambung_app;
insert into code_transition (change, from_state, to_state) values
  ('hold', 'idle', 'held'), ('let-go', 'held', 'idle'), ('lapse', 'held', 'idle'), ('release', 'held', 'idle'),
  ('submit', 'held', 'in-process'), ('evaluate', 'in-process', 'evaluation'), ('hand-back', 'evaluation', 'in-process'),
  ('free', 'in-process', 'idle'), ('free', 'evaluation', 'idle'),
  ('assign', 'in-process', 'active'), ('assign', 'evaluation', 'active'), ('import', 'idle', 'active'),
  ('switch-mode', 'active', 'active'), ('rename', 'active', 'active'),
  ('return', 'active', 'quarantine'), ('revoke', 'active', 'quarantine'), ('end-quarantine', 'quarantine', 'idle'),
  ('reserve', 'idle', 'reserved'), ('unreserve', 'reserved', 'idle'),
  ('block', 'idle', 'blocked'), ('block', 'reserved', 'blocked'), ('unblock', 'blocked', 'idle');

create table access_code_history (
  id bigint primary key generated always as identity,
  code text not null references access_code,
  change text not null,
  from_state text,
  to_state text not null,
  mode text not null,
  -- Whose the code is after the change; before it, when it became free by it.
  organisation_id uuid references organisation,
  occurred_at timestamptz not null,
  actor_person_id uuid references person,
  actor_role text,
  note text check (length(note) <= 2000),
  refs jsonb not null default '{}'
);
create index access_code_history_code on access_code_history (code, id);
create index access_code_history_organisation on access_code_history (organisation_id, change, occurred_at);
create trigger access_code_history_append_only before update or delete on access_code_history
  for each row execute function refuse_change();
create trigger access_code_history_no_truncate before truncate on access_code_history
  for each statement execute function refuse_change();
revoke update, delete on access_code_history from sambung_app;

alter table access_code
  add column change jsonb,
  add column quarantined_until timestamptz,
  add constraint access_code_change_is_remembered check (change is null);
update access_code set quarantined_until = state_since + interval '6 months' where state = 'quarantine';
alter table access_code
  add constraint access_code_quarantine_ends check ((state = 'quarantine') = (quarantined_until is not null));
create index access_code_quarantine_ending on access_code (quarantined_until) where state = 'quarantine';

insert into access_code_history (code, change, to_state, mode, organisation_id, occurred_at)
select code, 'list', state, mode, holder_organisation_id, state_since from access_code order by code;

create function judge_code_change() returns trigger language plpgsql as $$
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
create trigger access_code_judged before update on access_code for each row execute function judge_code_change();

create function remember_listed_code() returns trigger language plpgsql as $$
begin
  insert into access_code_history (code, change, to_state, mode, organisation_id, occurred_at)
  values (new.code, 'list', new.state, new.mode, new.holder_organisation_id, new.state_since);
  return null;
end $$;
create trigger access_code_listed after insert on access_code for each row execute function remember_listed_code();

create trigger access_code_kept before delete on access_code for each row execute function refuse_change();
revoke delete on access_code from sambung_app;

-- Holds an officer ends are told apart from those the company gave back.
alter table code_hold drop constraint code_hold_ended_reason_check;
alter table code_hold add constraint code_hold_ended_reason_check
  check (ended_reason in ('submitted', 'released', 'expired', 'ended-by-officer'));
