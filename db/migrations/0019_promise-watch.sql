-- What comes next by itself in an open case: the next reminder of a promise, the end of a correction round, and by which
-- calendar its date was counted. Due rows are swept; nothing waits in memory.

-- A correction that never came closes the case.
alter table numbering_application drop constraint numbering_application_state_check;
alter table numbering_application add constraint numbering_application_state_check check (state in
  ('draft', 'submitted', 'checking', 'returned', 'checked', 'endorsed', 'proposed', 'approved', 'rejected', 'withdrawn',
   'lapsed'));

create table case_watch (
  application_id uuid primary key references numbering_application,
  -- The next local day on which the case is to be looked at; null while nothing can happen by itself.
  next_on date,
  -- Until when a returned case may be corrected.
  repair_until date,
  -- The calendars by which the dates were counted.
  calendars text not null check (length(calendars) <= 500)
);
create index case_watch_due on case_watch (next_on) where next_on is not null;
create index case_watch_calendars on case_watch (calendars) where next_on is not null;
insert into case_watch (application_id, next_on, calendars)
  select id, date '2026-01-01', '' from numbering_application
  where state in ('submitted', 'checking', 'returned', 'checked', 'endorsed', 'proposed');

-- One row for each level of each counting of a promise (run 0, 1, ...) and of each correction round: told once.
create table case_reminder (
  application_id uuid not null references numbering_application,
  run integer not null check (run >= 0),
  clock text not null check (clock in ('promise', 'repair')),
  level integer not null check (level between 1 and 100),
  reached_on date not null,
  -- False for a level that was passed together with a higher one, which is the one that was told.
  told boolean not null,
  primary key (application_id, run, clock, level)
);

-- Who has the ball, for lists; null when nobody has.
alter table numbering_application add column ball text generated always as (
  case
    when state = 'returned' then 'applicant'
    when state = 'checking' and promise_events -> -1 ->> 'type' = 'paused' then 'applicant'
    when state in ('submitted', 'checking', 'checked', 'endorsed', 'proposed') then 'ministry'
  end) stored;
create index numbering_application_ball_due on numbering_application (ball, due_date, id) where ball is not null;
create index numbering_application_ball_submission on numbering_application (ball, submitted_at, id) where ball is not null;

-- The officer of a case is found by name as well.
create function search_text_with_officer(number text, code text, of_organisation uuid, officer uuid)
  returns text language sql stable as $$
  select lower(concat_ws(' ', search_text_of(number, code, of_organisation), (select name from person where id = officer)))
$$;
create or replace function keep_application_search_text() returns trigger language plpgsql as $$
begin
  new.search_text := search_text_with_officer(new.number, new.code, new.organisation_id, new.checker_id);
  return new;
end $$;
drop trigger numbering_application_search_text on numbering_application;
create trigger numbering_application_search_text before insert or update of number, code, organisation_id, checker_id
  on numbering_application for each row execute function keep_application_search_text();
create or replace function keep_search_text_of_organisation() returns trigger language plpgsql as $$
begin
  update numbering_application a
    set search_text = search_text_with_officer(a.number, a.code, a.organisation_id, a.checker_id)
    where a.organisation_id = new.id;
  return null;
end $$;
create function keep_search_text_of_officer() returns trigger language plpgsql as $$
begin
  update numbering_application a
    set search_text = search_text_with_officer(a.number, a.code, a.organisation_id, a.checker_id)
    where a.checker_id = new.id;
  return null;
end $$;
create trigger person_search_text after update of name on person for each row
  when (old.name is distinct from new.name) execute function keep_search_text_of_officer();
update numbering_application set search_text = search_text_with_officer(number, code, organisation_id, checker_id)
  where checker_id is not null;
