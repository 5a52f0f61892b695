-- Numbering: access codes, their states and history, applications for codes and orders of officers.

-- Access codes. Two codes conflict when one begins with the other: a caller's exchange could not tell them apart. dial_range holds all
-- fifteen-digit strings that begin with the code, so a conflict is an overlap, and the exclusion constraint is the judge of every claim,
-- the same code twice included.
create table access_code (
  code text primary key check (code ~ '^[0-9]{3,15}$'),
  pattern text not null,
  state text not null default 'idle'
    check (state in ('idle', 'held', 'in-process', 'evaluation', 'active', 'quarantine', 'reserved', 'blocked')),
  mode text not null default 'off' check (mode in ('off', 'test', 'open')),
  holder_organisation_id uuid references organisation,
  held_until timestamptz,
  reason text check (length(reason) <= 500),
  state_since timestamptz not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  dial_range int8range not null generated always as (int8range(rpad(code, 15, '0')::bigint, rpad(code, 15, '9')::bigint, '[]')) stored,
  change jsonb constraint access_code_change_is_remembered check (change is null),
  quarantined_until timestamptz,
  check ((state = 'held') = (held_until is not null)),
  check (mode = 'off' or state = 'active'),
  check ((state not in ('idle', 'reserved', 'blocked')) or holder_organisation_id is null),
  constraint access_code_no_prefix_conflict exclude using gist (dial_range with &&) where (state <> 'idle'),
  constraint access_code_quarantine_ends check ((state = 'quarantine') = (quarantined_until is not null))
);
create index access_code_changed on access_code (changed_at);
create index access_code_expiring on access_code (held_until) where state = 'held';
create index access_code_quarantine_ending on access_code (quarantined_until) where state = 'quarantine';
create index access_code_holder on access_code (holder_organisation_id) where holder_organisation_id is not null;
revoke delete on access_code from sambung_app;

-- A change of an access code is named by its writer, judged here, and remembered in the same transaction. `access_code.change` is how a
-- writer names it: {"name", "by", "role", "note", "at", "refs"}. The trigger moves it into the history and leaves null behind, so that a
-- writer who forgets to name his change is refused.
create table code_transition (
  change text,
  from_state text,
  to_state text not null,
  primary key (change, from_state)
);
revoke insert, update, delete on code_transition from sambung_app;
insert into code_transition (change, from_state, to_state) values
  ('assign', 'evaluation', 'active'),
  ('assign', 'in-process', 'active'),
  ('block', 'idle', 'blocked'),
  ('block', 'reserved', 'blocked'),
  ('cut-quarantine', 'quarantine', 'idle'),
  ('end-quarantine', 'quarantine', 'idle'),
  ('evaluate', 'in-process', 'evaluation'),
  ('free', 'evaluation', 'idle'),
  ('free', 'in-process', 'idle'),
  ('hand-back', 'evaluation', 'in-process'),
  ('hold', 'idle', 'held'),
  ('import', 'idle', 'active'),
  ('lapse', 'held', 'idle'),
  ('let-go', 'held', 'idle'),
  ('release', 'held', 'idle'),
  ('rename', 'active', 'active'),
  ('reserve', 'idle', 'reserved'),
  ('return', 'active', 'quarantine'),
  ('revoke', 'active', 'quarantine'),
  ('submit', 'held', 'in-process'),
  ('switch-mode', 'active', 'active'),
  ('unblock', 'blocked', 'idle'),
  ('undo-import', 'active', 'idle'),
  ('unreserve', 'reserved', 'idle');

-- Every change of an access code, in order.
create table access_code_history (
  id bigint primary key generated always as identity,
  code text not null references access_code,
  change text not null,
  from_state text,
  to_state text not null,
  mode text not null,
  -- Whose the code is after the change; before it, when it became free by it.
  organisation_id uuid,
  occurred_at timestamptz not null,
  actor_person_id uuid references person,
  actor_role text,
  note text check (length(note) <= 2000),
  refs jsonb not null default '{}'
);
create index access_code_history_code on access_code_history (code, id);
create index access_code_history_organisation on access_code_history (organisation_id, change, occurred_at);
revoke update, delete on access_code_history from sambung_app;

-- Bridge: the mode of a code, as the statement that permits a call checks it. Licensing sets it in the transaction that changes the code;
-- where the service runs alone it is entered by hand with the decree.
create table number_mode (
  code text primary key check (code ~ '^\d{3,8}$'),
  mode text not null check (mode in ('off', 'test', 'open')),
  source text not null check (source in ('licensing', 'by-hand')),
  decree_number text check (length(decree_number) <= 60),
  licence_number text check (length(licence_number) <= 60),
  changed_at timestamptz not null,
  changed_by uuid references person,
  -- Who a code belongs to crosses the bridge with its mode, so that a tenant takes its own company's codes only.
  organisation_id uuid references organisation,
  check (source = 'licensing' or decree_number is not null),
  check (source = 'licensing' or mode <> 'open' or licence_number is not null)
);
create index number_mode_organisation on number_mode (organisation_id) where organisation_id is not null;

-- A test or rehearsal: for its time the listed lines reach a code that is not open yet.
create table number_test_window (
  id uuid primary key,
  code text not null references number_mode,
  kind text not null check (kind in ('test', 'rehearsal')),
  lines text[] not null check (cardinality(lines) between 1 and 50),
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  opened_by uuid references person,
  created_at timestamptz not null,
  ended_at timestamptz,
  check (opens_at < closes_at)
);
create index number_test_window_code on number_test_window (code, closes_at);

-- Applications for an access code, and for its change, return or revocation.
create table numbering_application (
  id uuid primary key,
  number text unique,
  organisation_id uuid not null references organisation,
  kind text not null check (kind in ('new', 'additional', 'change', 'return', 'revocation')),
  state text not null
    check (state in ('draft', 'submitted', 'checking', 'returned', 'checked', 'endorsed', 'proposed', 'approved', 'rejected', 'withdrawn',
    'lapsed')),
  code text references access_code,
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
  search_text text not null default '',
  endorser_id uuid references person,
  service text not null default 'call-centre' check (length(service) <= 60),
  number_kind text not null default 'call-centre-access-code' check (length(number_kind) <= 60),
  -- Who has the ball, for lists; null when nobody has.
  ball text generated always as (case when state = 'returned' then 'applicant' when state = 'checking'
    and ((promise_events -> '-1'::integer) ->> 'type') = 'paused' then 'applicant' when state in ('submitted', 'checking', 'checked',
    'endorsed', 'proposed') then 'ministry' else null::text end) stored,
  stage_since timestamptz not null default now(),
  check ((state = 'draft') = (number is null) or state = 'withdrawn'),
  constraint numbering_application_code_known check (code is not null or (state in ('draft', 'withdrawn')))
);
create index numbering_application_text on numbering_application using gin (search_text gin_trgm_ops) where number is not null;
create index numbering_application_by_due on numbering_application (due_date, id) where number is not null;
create index numbering_application_by_due_down on numbering_application (due_date desc nulls last, id desc) where number is not null;
create index numbering_application_by_submission on numbering_application (submitted_at, id) where number is not null;
create index numbering_application_state_due on numbering_application (state, due_date, id) where number is not null;
create index numbering_application_state_submission on numbering_application (state, submitted_at, id) where number is not null;
create index numbering_application_of_organisation on numbering_application (organisation_id);
create unique index numbering_application_one_open_new on numbering_application (organisation_id, service, number_kind) where kind = 'new'
  and (state in ('draft', 'submitted', 'checking', 'returned', 'checked', 'endorsed', 'proposed'));
create unique index numbering_application_one_draft on numbering_application (organisation_id, kind, service, number_kind)
  where kind = 'additional' and state = 'draft';
create unique index numbering_application_one_per_code on numbering_application (code) where state in ('submitted', 'checking',
  'returned', 'checked', 'endorsed', 'proposed');
create index numbering_application_checker on numbering_application (checker_id, state) where checker_id is not null;
create unique index numbering_application_one_holder_draft on numbering_application (code, kind) where (kind in ('change', 'return'))
  and state = 'draft';
create index numbering_application_about_code on numbering_application (code, created_at);
create index numbering_application_ball_due on numbering_application (ball, due_date, id) where ball is not null;
create index numbering_application_ball_submission on numbering_application (ball, submitted_at, id) where ball is not null;
-- The officers' queue shows what is not finished, most urgent first.
create index numbering_application_open_due on numbering_application (due_date, id) where ball is not null;
-- A search for the beginning of a number: its three-letter pieces are in every row, so the text index is no help.
create index numbering_application_number_prefix on numbering_application (number text_pattern_ops) where number is not null;
-- Usage reports and revocations are few among all cases; the lists of holders look for nothing else.
create index numbering_application_usage_reports on numbering_application (organisation_id, submitted_at desc) where kind = 'additional'
  and number is not null;
create index numbering_application_revocations on numbering_application (organisation_id) where kind = 'revocation';
create index numbering_application_changed on numbering_application (changed_at) where number is not null;

-- Reservations of a code by an applicant, for a limited time.
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
  ended_reason text check (ended_reason in ('submitted', 'released', 'expired', 'ended-by-officer')),
  application_id uuid references numbering_application,
  check ((ended_at is null) = (ended_reason is null))
);
create unique index code_hold_one_per_code on code_hold (code) where ended_at is null;
create unique index code_hold_slot on code_hold (organisation_id, slot) where ended_at is null;
create index code_hold_again on code_hold (organisation_id, code, ended_at);
create unique index code_hold_nth_of_day on code_hold (organisation_id, day, day_nth);

-- Events of a numbering application, in order.
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
revoke update, delete on application_event from sambung_app;

-- Points of a numbering application that an officer checks.
create table application_item (
  application_id uuid references numbering_application,
  key text,
  verdict text not null check (verdict in ('open', 'accepted', 'returned')),
  note text check (length(note) <= 2000),
  remedy text check (length(remedy) <= 2000),
  checked_by uuid references person,
  checked_at timestamptz,
  -- What the form answered to a point when it was returned, as a digest: a correction that leaves every one alike is refused.
  returned_digest text check (length(returned_digest) = 64),
  primary key (application_id, key)
);

-- Next due date of each open numbering application; a sweep reads the due rows.
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

-- Reminders of a promise: one row for each level of each counting (run 0, 1, ...) and of each correction round.
create table case_reminder (
  application_id uuid references numbering_application,
  run integer check (run >= 0),
  clock text check (clock in ('promise', 'repair', 'answer')),
  level integer check (level between 1 and 100),
  reached_on date not null,
  -- Whether people were notified; false for a level that was passed together with a higher one, whose reminder went out.
  told boolean not null,
  primary key (application_id, run, clock, level)
);

-- Orders of officers that reserve or block codes, with what each of them took and what it left alone.
create table code_order (
  id uuid primary key,
  kind text not null check (kind in ('reserve', 'block')),
  state text not null check (state in ('planned', 'in-force', 'ended', 'undone')),
  selection text not null check (length(selection) between 1 and 2000),
  reason text not null check (length(TRIM(BOTH from reason)) >= 1 and length(TRIM(BOTH from reason)) <= 500),
  legal_note text check (length(legal_note) <= 1000),
  starts_on date,
  ends_on date,
  created_by uuid not null references person,
  created_at timestamptz not null,
  began_at timestamptz,
  ended_at timestamptz,
  ended_by uuid references person,
  ended_reason text check (length(ended_reason) <= 500),
  version integer not null default 1,
  check (ends_on is null or starts_on is null or starts_on <= ends_on),
  check ((state in ('ended', 'undone')) = (ended_at is not null))
);
create index code_order_newest on code_order (created_at desc, id desc);
create index code_order_due on code_order (state, starts_on, ends_on) where state in ('planned', 'in-force');

-- Codes of an order, and what became of each.
create table code_order_item (
  order_id uuid references code_order,
  code text references access_code,
  -- planned: the order has not begun; taken: it keeps the code; stayed: the code was not idle and stays as it was; freed: given back;
  -- passed-on: a later order took it over.
  outcome text not null check (outcome in ('planned', 'taken', 'stayed', 'freed', 'passed-on')),
  state_found text,
  primary key (order_id, code)
);
-- One order at most keeps a code.
create unique index code_order_item_keeper on code_order_item (code) where outcome = 'taken';
