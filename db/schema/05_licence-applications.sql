-- Licence applications: the case, its form, files, findings and events, and objections to a rejection.

-- Licence applications: state, promise and applicant.
create table licence_application (
  id uuid primary key,
  number text unique,
  organisation_id uuid not null references organisation,
  state text not null
    check (state in ('draft', 'submitted', 'checking', 'returned', 'checked', 'endorsed', 'verified', 'rejected', 'withdrawn', 'lapsed')),
  paused boolean not null default false,
  round integer not null default 0 check (round >= 0),
  -- Counts what both sides may see; desk_version counts what only officers see, such as findings still being written.
  version integer not null default 1 check (version >= 1),
  desk_version integer not null default 0 check (desk_version >= 0),
  rule_version text not null,
  created_by uuid not null references person,
  created_at timestamptz not null,
  submitted_at timestamptz,
  assignee_id uuid references person,
  -- Everybody who ever checked or endorsed; a step back takes no hand away.
  checked_by uuid[] not null default '{}',
  endorsed_by uuid[] not null default '{}',
  decider_id uuid references person,
  decided_at timestamptz,
  promise_events jsonb not null default '[]',
  due_date date,
  -- The next local day on which something happens by itself, until when a correction is awaited, and by which calendars.
  next_on date,
  repair_until date,
  calendars text not null default '' check (length(calendars) <= 500),
  configurations text[] not null default '{}',
  copied_from uuid references licence_application,
  changed_at timestamptz not null,
  search_text text not null default '',
  ball text generated always as (case when state = 'returned' or paused then 'applicant' when state in ('submitted', 'checking',
    'checked', 'endorsed') then 'ministry' else null::text end) stored,
  -- An objection (keberatan) to the rejection of a licence application: a case of its own with a number, a promise and a history of its
  -- own. While one is open the application counts as an open one of its company, so that a granted objection never meets a second
  -- application.
  objected boolean not null default false,
  stage_since timestamptz not null default now(),
  check (number is not null or (state in ('draft', 'withdrawn'))),
  check ((number is null) = (submitted_at is null)),
  check (not paused or state = 'checking'),
  constraint licence_application_objected check (not objected or state = 'rejected')
);
create index licence_application_of_organisation on licence_application (organisation_id, created_at desc);
create index licence_application_watch on licence_application (next_on) where next_on is not null;
create index licence_application_calendars on licence_application (calendars) where next_on is not null;
create index licence_application_text on licence_application using gin (search_text gin_trgm_ops) where number is not null;
create index licence_application_number_prefix on licence_application (number text_pattern_ops) where number is not null;
create index licence_application_newest_change on licence_application (changed_at desc) where number is not null;
create index licence_application_by_due on licence_application (due_date, id) where number is not null;
create index licence_application_by_due_down on licence_application (due_date desc nulls last, id desc) where number is not null;
create index licence_application_by_submission on licence_application (submitted_at, id) where number is not null;
create index licence_application_state_due on licence_application (state, due_date, id) where number is not null;
create index licence_application_state_submission on licence_application (state, submitted_at, id) where number is not null;
create index licence_application_open_due on licence_application (due_date, id) where ball is not null;
create index licence_application_ball_due on licence_application (ball, due_date, id) where ball is not null;
create index licence_application_ball_submission on licence_application (ball, submitted_at, id) where ball is not null;
create index licence_application_assignee on licence_application (assignee_id, due_date, id) where ball is not null
  and assignee_id is not null;
create unique index licence_application_one_open on licence_application (organisation_id) where (state in ('draft', 'submitted',
  'checking', 'returned', 'checked', 'endorsed')) or objected;

-- One row for each part of the form that somebody has saved.
create table licence_part (
  application_id uuid references licence_application,
  key text check (length(key) <= 40),
  value jsonb not null,
  version integer not null check (version >= 1),
  changed_by uuid not null references person,
  changed_at timestamptz not null,
  primary key (application_id, key)
);

-- A place for one file. The row stays when the file is taken off, so that a version is never met twice.
create table licence_slot (
  application_id uuid references licence_application,
  slot text check (length(slot) between 1 and 100),
  file_id uuid references stored_file,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  stated jsonb not null,
  -- What was read in the file; null while it is being read.
  facts jsonb,
  version integer not null check (version >= 1),
  attached_by uuid not null references person,
  attached_at timestamptz not null,
  check ((file_id is null) = (sha256 is null)),
  primary key (application_id, slot)
);
create index licence_slot_file on licence_slot (file_id) where file_id is not null;
-- What was read in a file is known by its bytes, on whatever slot they hang.
create index licence_slot_read on licence_slot (sha256) where facts is not null;

-- The verdict on each requirement. What was accepted is known by its digest: it is locked until its bytes change.
create table licence_item (
  application_id uuid references licence_application,
  requirement text check (length(requirement) between 1 and 20),
  verdict text not null check (verdict in ('open', 'accepted', 'returned')),
  -- The verdict that was last sent to the applicant; verdicts of the current round are visible to officers only.
  published_verdict text not null default 'open' check (published_verdict in ('open', 'accepted', 'returned')),
  accepted_digest text check (accepted_digest ~ '^[0-9a-f]{64}$'),
  -- The round in which the verdict was given.
  judged_round integer,
  -- The round in which a coordinator came back to it.
  reopened_round integer,
  checked_by uuid references person,
  checked_at timestamptz,
  check ((verdict = 'accepted') = (accepted_digest is not null)),
  primary key (application_id, requirement)
);

-- What was handed in, round by round: 0 is the submission, n the n-th correction.
create table licence_round (
  application_id uuid references licence_application,
  round integer check (round >= 0),
  handed_in_at timestamptz not null,
  parts jsonb not null,
  slots jsonb not null,
  digests jsonb not null,
  primary key (application_id, round)
);
revoke update, delete on licence_round from sambung_app;

-- Defects that officers found in an application. Drafts are visible to officers only; only drafts are deleted.
create table licence_finding (
  id uuid primary key,
  application_id uuid not null references licence_application,
  requirement text not null check (length(requirement) between 1 and 20),
  round integer not null check (round >= 0),
  state text not null check (state in ('draft', 'sent', 'answered', 'settled')),
  place jsonb not null,
  rule text not null check (length(rule) between 1 and 80),
  note text not null check (length(note) between 1 and 2000),
  remedy text not null check (length(remedy) between 1 and 2000),
  -- Why it comes only now, though nothing had changed; the applicant reads it.
  late_reason text check (length(late_reason) between 1 and 2000),
  -- An earlier finding that was answered but not mended.
  repeats uuid references licence_finding,
  due_date date,
  written_by uuid not null references person,
  written_at timestamptz not null,
  sent_at timestamptz,
  settled_round integer,
  check ((state = 'draft') = (sent_at is null)),
  check ((state = 'settled') = (settled_round is not null))
);
create index licence_finding_of_case on licence_finding (application_id, written_at);

-- Facts that an officer checked outside: a certificate's number, the KSWP, the NPWP.
create table licence_recorded_fact (
  id uuid primary key,
  application_id uuid not null references licence_application,
  requirement text not null check (length(requirement) between 1 and 20),
  slot text check (length(slot) <= 100),
  source text not null check (length(source) between 1 and 200),
  result text not null check (result in ('confirmed', 'contradicted', 'not-reachable')),
  note text not null default '' check (length(note) <= 2000),
  recorded_by uuid not null references person,
  recorded_at timestamptz not null
);
create index licence_recorded_fact_of_case on licence_recorded_fact (application_id, recorded_at);
revoke update, delete on licence_recorded_fact from sambung_app;

-- Whether an officer has an interest of his own in a case. "None" may become one; one is never taken back.
create table licence_interest (
  application_id uuid references licence_application,
  person_id uuid references person,
  has_interest boolean not null,
  note text not null default '' check (length(note) <= 2000),
  declared_at timestamptz not null,
  primary key (application_id, person_id)
);

-- Events of a licence application, in order.
create table licence_event (
  id uuid primary key,
  application_id uuid not null references licence_application,
  sequence integer not null,
  type text not null,
  -- What only officers see, such as a finding in draft.
  desk_only boolean not null,
  occurred_at timestamptz not null,
  actor_person_id uuid references person,
  actor_role text,
  note text check (length(note) <= 2000),
  detail jsonb not null default '{}',
  unique (application_id, sequence)
);
revoke update, delete on licence_event from sambung_app;

-- Messages between applicant and officers about an application.
create table licence_message (
  id uuid primary key,
  application_id uuid not null references licence_application,
  side text not null check (side in ('applicant', 'ministry')),
  written_by uuid not null references person,
  written_at timestamptz not null,
  text text not null check (length(text) between 1 and 4000)
);
create index licence_message_of_case on licence_message (application_id, written_at, id);
revoke update, delete on licence_message from sambung_app;

-- Reminders of a promise: one row for each level of each counting.
create table licence_reminder (
  application_id uuid references licence_application,
  run integer check (run >= 0),
  clock text check (clock in ('promise', 'repair')),
  level integer check (level between 1 and 100),
  reached_on date not null,
  told boolean not null,
  primary key (application_id, run, clock, level)
);

-- The ministry was late with the documents: a proposal that they count as verified, once for each counting.
create table licence_deemed (
  application_id uuid references licence_application,
  run integer check (run >= 0),
  since date not null,
  escalated_at timestamptz not null,
  recorded_at timestamptz,
  primary key (application_id, run)
);

-- Sentences that officers write again and again, for each requirement: an officer's own, or shared with the team.
create table licence_phrase (
  id uuid primary key,
  person_id uuid not null references person,
  is_shared boolean not null,
  requirement text not null check (length(requirement) between 1 and 20),
  note text not null check (length(note) between 1 and 2000),
  remedy text not null check (length(remedy) between 1 and 2000),
  rule text not null check (length(rule) between 1 and 80),
  kept_at timestamptz not null
);
create unique index licence_phrase_own on licence_phrase (person_id, requirement, md5(note)) where not is_shared;
create unique index licence_phrase_shared on licence_phrase (requirement, md5(note)) where is_shared;
create index licence_phrase_of_requirement on licence_phrase (requirement, kept_at desc);

-- Objections (keberatan) to the rejection of an application.
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
  check ((state in ('granted', 'refused')) = (decided_by is not null)),
  check ((state = 'reviewing') <= (reviewer_id is not null)),
  unique (application_id, rejection)
);
create index licence_objection_watch on licence_objection (next_on) where next_on is not null;
create index licence_objection_open_due on licence_objection (due_date, id) where is_open;
create index licence_objection_by_filing on licence_objection (filed_at desc, id);

-- Files of an objection.
create table licence_objection_file (
  objection_id uuid references licence_objection,
  position smallint check ("position" >= 1 and "position" <= 10),
  file_id uuid not null references stored_file,
  primary key (objection_id, "position"),
  unique (objection_id, file_id)
);
create index licence_objection_file_of on licence_objection_file (file_id);

-- Events of an objection, in order.
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
revoke update, delete on licence_objection_event from sambung_app;

-- Reminders of a promise: one row for each level. 101 is the day after the promise ended.
create table licence_objection_reminder (
  objection_id uuid references licence_objection,
  level integer check (level between 1 and 101),
  reached_on date not null,
  primary key (objection_id, level)
);

-- Cached status of promises, so that lists and figures need not count working days in each row. Rebuilt from the events of a case when
-- it changes; the table may be emptied without loss.
create table promise_standing (
  subject text check (subject in ('registration', 'numbering', 'licence', 'test-evaluation', 'sklo')),
  case_id uuid,
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
  check ((outcome is null) = (ended_on is null) and (outcome is null) = (used_days is null)),
  check (outcome is null or warn_on is null),
  primary key (subject, case_id)
);
create index promise_standing_ended on promise_standing (subject, outcome, ended_on) include (case_id, used_days) where outcome is not null;

-- Applications of either kind that are reported to OSS.
create view reported_case as
  select id, number, organisation_id from numbering_application
  union all
  select id, number, organisation_id from licence_application;
