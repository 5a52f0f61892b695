-- What the dashboard counts by: since when a case stands where it stands, and what became of each promise.

alter table numbering_application add column stage_since timestamptz not null default now();
alter table licence_application add column stage_since timestamptz not null default now();
alter table operational_test add column stage_since timestamptz not null default now();
-- Nobody wrote it down before; the last change is the nearest there is.
update numbering_application set stage_since = changed_at;
update licence_application set stage_since = changed_at;
update operational_test set stage_since = changed_at;

create function begin_stage() returns trigger language plpgsql as $$
begin
  new.stage_since := new.changed_at;
  return new;
end $$;
create trigger numbering_application_first_stage before insert on numbering_application
  for each row execute function begin_stage();
create trigger numbering_application_stage before update on numbering_application for each row
  when (old.state is distinct from new.state
    or (old.promise_events -> -1 ->> 'type') = 'paused' is distinct from (new.promise_events -> -1 ->> 'type') = 'paused')
  execute function begin_stage();
create trigger licence_application_first_stage before insert on licence_application
  for each row execute function begin_stage();
create trigger licence_application_stage before update on licence_application for each row
  when (old.state is distinct from new.state or old.paused is distinct from new.paused)
  execute function begin_stage();
create trigger operational_test_first_stage before insert on operational_test
  for each row execute function begin_stage();
create trigger operational_test_stage before update on operational_test for each row
  when (old.state is distinct from new.state
    or (new.state = 'passed' and old.sklo_stage is distinct from new.sklo_stage))
  execute function begin_stage();

-- Promises as a look at them left them, so that lists and figures need not count working days in each row. Made again
-- from the events of a case when it changed; whoever empties it loses nothing.
create table promise_standing (
  subject text not null check (subject in ('registration', 'numbering', 'licence', 'test-evaluation', 'sklo')),
  case_id uuid not null,
  promised_days integer not null check (promised_days >= 1),
  -- The local day from which it is at risk if nothing stops the days; null while they stand still and after the end.
  warn_on date,
  -- Null while it is open. "kept" and "missed": delivered in time or not; "stopped": nothing was owed any more.
  outcome text check (outcome in ('kept', 'missed', 'stopped')),
  ended_on date,
  -- Working days used by the end.
  used_days integer check (used_days >= 0),
  -- The change of the case that was looked at, and the calendars it was counted by.
  seen_at timestamptz not null,
  calendars text not null check (length(calendars) <= 500),
  primary key (subject, case_id),
  check ((outcome is null) = (ended_on is null) and (outcome is null) = (used_days is null)),
  check (outcome is null or warn_on is null)
);
create index promise_standing_ended on promise_standing (subject, outcome, ended_on)
  include (case_id, used_days) where outcome is not null;

create index numbering_application_changed on numbering_application (changed_at) where number is not null;
create index operational_test_by_state_stage on operational_test (state, sklo_stage) where ball is not null;
