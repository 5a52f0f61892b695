-- Access codes. Two codes conflict when one begins with the other: a caller's exchange could not tell them apart.
-- dial_range holds all fifteen-digit strings that begin with the code, so a conflict is an overlap, and the exclusion
-- constraint is the judge of every claim, the same code twice included.
create table access_code (
  code text primary key check (code ~ '^[0-9]{3,15}$'),
  pattern text not null,
  state text not null default 'idle' check (state in
    ('idle', 'held', 'in-process', 'evaluation', 'active', 'quarantine', 'reserved', 'blocked')),
  mode text not null default 'off' check (mode in ('off', 'test', 'open')),
  holder_organisation_id uuid references organisation,
  held_until timestamptz,
  reason text check (length(reason) <= 500),
  state_since timestamptz not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  dial_range int8range not null generated always as (
    int8range(rpad(code, 15, '0')::bigint, rpad(code, 15, '9')::bigint, '[]')) stored,
  check ((state = 'held') = (held_until is not null)),
  check (mode = 'off' or state = 'active'),
  check (state not in ('idle', 'reserved', 'blocked') or holder_organisation_id is null),
  constraint access_code_no_prefix_conflict exclude using gist (dial_range with &&) where (state <> 'idle')
);
create index access_code_changed on access_code (changed_at);
create index access_code_expiring on access_code (held_until) where state = 'held';

create table numbering_application (
  id uuid primary key,
  number text unique,
  organisation_id uuid not null references organisation,
  kind text not null check (kind in ('new')),
  state text not null check (state in
    ('draft', 'submitted', 'checking', 'returned', 'checked', 'proposed', 'approved', 'rejected', 'withdrawn')),
  code text not null references access_code,
  form jsonb not null,
  rule_version text not null,
  version integer not null default 1,
  created_by uuid not null references person,
  created_at timestamptz not null,
  submitted_at timestamptz,
  checker_id uuid references person,
  proposer_id uuid references person,
  proposed_outcome text check (proposed_outcome in ('approve', 'reject')),
  decider_id uuid references person,
  decided_at timestamptz,
  promise_events jsonb not null default '[]',
  due_date date,
  changed_at timestamptz not null,
  check ((state = 'draft') = (number is null) or state = 'withdrawn')
);
create unique index numbering_application_one_open on numbering_application (organisation_id, kind)
  where state in ('draft', 'submitted', 'checking', 'returned', 'checked', 'proposed');
create unique index numbering_application_one_per_code on numbering_application (code)
  where state in ('submitted', 'checking', 'returned', 'checked', 'proposed');
create index numbering_application_queue on numbering_application (state, due_date, id);
create index numbering_application_newest on numbering_application (submitted_at desc, id desc);

create table code_hold (
  id uuid primary key,
  code text not null references access_code,
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  slot smallint not null check (slot >= 1),
  held_at timestamptz not null,
  held_until timestamptz not null,
  day date not null,
  day_nth smallint not null check (day_nth >= 1),
  ended_at timestamptz,
  ended_reason text check (ended_reason in ('submitted', 'released', 'expired')),
  application_id uuid references numbering_application,
  check ((ended_at is null) = (ended_reason is null))
);
create unique index code_hold_one_per_code on code_hold (code) where ended_at is null;
create unique index code_hold_slot on code_hold (organisation_id, slot) where ended_at is null;
create index code_hold_again on code_hold (organisation_id, code, ended_at);
create unique index code_hold_nth_of_day on code_hold (organisation_id, day, day_nth);

create table application_event (
  id uuid primary key,
  application_id uuid not null references numbering_application,
  sequence integer not null,
  type text not null,
  occurred_at timestamptz not null,
  actor_person_id uuid references person,
  actor_role text,
  note text check (length(note) <= 2000),
  detail jsonb not null default '{}',
  unique (application_id, sequence)
);
create trigger application_event_append_only before update or delete on application_event
  for each row execute function refuse_change();
revoke update, delete on application_event from sambung_app;

create table application_item (
  application_id uuid not null references numbering_application,
  key text not null,
  verdict text not null check (verdict in ('open', 'accepted', 'returned')),
  note text check (length(note) <= 2000),
  remedy text check (length(remedy) <= 2000),
  checked_by uuid references person,
  checked_at timestamptz,
  primary key (application_id, key)
);
