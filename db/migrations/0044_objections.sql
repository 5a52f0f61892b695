-- An objection (keberatan) to the rejection of a licence application: a case of its own with a number, a promise and a
-- history of its own. While one is open the application counts as an open one of its company, so that a granted objection
-- never meets a second application.
alter table licence_application add column objected boolean not null default false;
alter table licence_application add constraint licence_application_objected check (not objected or state = 'rejected');
drop index licence_application_one_open;
create unique index licence_application_one_open on licence_application (organisation_id)
  where state in ('draft', 'submitted', 'checking', 'returned', 'checked', 'endorsed') or objected;

create table licence_objection (
  id uuid primary key,
  number text not null unique,
  application_id uuid not null references licence_application,
  -- The rejection it is about, by its number in the history of the application: one objection to each.
  rejection integer not null,
  state text not null check (state in ('filed', 'reviewing', 'reviewed', 'granted', 'refused', 'withdrawn')),
  version integer not null default 1 check (version >= 1),
  text text not null check (length(text) between 1 and 8000),
  rule_version text not null,
  filed_by uuid not null references person,
  filed_at timestamptz not null,
  reviewer_id uuid references person,
  -- Everybody who ever gave an opinion on it; a step back takes no hand away.
  reviewed_by uuid[] not null default '{}',
  advice text check (advice in ('grant', 'refuse')),
  advice_reason text check (length(advice_reason) between 1 and 2000),
  advised_at timestamptz,
  decided_by uuid references person,
  decided_at timestamptz,
  decision_reason text check (length(decision_reason) between 1 and 2000),
  promise_events jsonb not null,
  due_date date not null,
  next_on date,
  calendars text not null default '' check (length(calendars) <= 500),
  is_open boolean not null generated always as (state in ('filed', 'reviewing', 'reviewed')) stored,
  unique (application_id, rejection),
  check ((state in ('granted', 'refused')) = (decided_by is not null)),
  check ((state = 'reviewing') <= (reviewer_id is not null))
);
create index licence_objection_watch on licence_objection (next_on) where next_on is not null;
create index licence_objection_open_due on licence_objection (due_date, id) where is_open;
create index licence_objection_by_filing on licence_objection (filed_at desc, id);

create table licence_objection_file (
  objection_id uuid not null references licence_objection,
  position smallint not null check (position between 1 and 10),
  file_id uuid not null references stored_file,
  primary key (objection_id, position),
  unique (objection_id, file_id)
);
create index licence_objection_file_of on licence_objection_file (file_id);

create table licence_objection_event (
  id uuid primary key,
  objection_id uuid not null references licence_objection,
  sequence integer not null,
  type text not null,
  -- What only officers see, such as the opinion of the reviewer.
  desk_only boolean not null,
  occurred_at timestamptz not null,
  actor_person_id uuid references person,
  actor_role text,
  note text check (length(note) <= 2000),
  detail jsonb not null default '{}',
  unique (objection_id, sequence)
);
create trigger licence_objection_event_append_only before update or delete on licence_objection_event
  for each row execute function refuse_change();
revoke update, delete on licence_objection_event from sambung_app;

-- One row for each level of the promise: told once. 101 is the day after it ran out.
create table licence_objection_reminder (
  objection_id uuid not null references licence_objection,
  level integer not null check (level between 1 and 101),
  reached_on date not null,
  primary key (objection_id, level)
);
