-- Operational tests (uji laik operasi): requests, teams, answers, signatures and evidence.

-- Requests for an operational test, with schedule, items, report and SKLO. A repeated test is another row.
create table operational_test (
  id uuid primary key,
  number text not null unique,
  licence_application_id uuid not null references licence_application,
  organisation_id uuid not null references organisation,
  -- The failed test whose failed and dependent items this one tests again, or the one that nobody came to.
  follows uuid unique references operational_test,
  attempt integer not null check (attempt >= 1),
  state text not null
    check (state in ('requested', 'date-proposed', 'confirmed', 'scheduled', 'running', 'handed-in', 'reported', 'passed', 'failed',
    'certified', 'missed', 'lapsed', 'withdrawn')),
  -- Counts what both sides may see; desk_version counts what only officers see.
  version integer not null default 1 check (version >= 1),
  desk_version integer not null default 0 check (desk_version >= 0),
  rule_version text not null,
  catalogue_version text not null,
  created_by uuid not null references person,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  -- "site": a team comes (uji petik); "self": the company tests and hands in (uji mandiri).
  method text not null check (method in ('site', 'self')),
  -- What the company asked for instead of the method by rule, and what was answered.
  method_asked_because text check (length(method_asked_because) between 1 and 2000),
  method_answer text check (method_answer in ('granted', 'refused')),
  method_answer_reason text check (length(method_answer_reason) between 1 and 2000),
  method_answered_by uuid references person,
  pact_accepted_at timestamptz not null,
  letter_file_id uuid not null references stored_file,
  contact_name text not null check (length(contact_name) between 1 and 100),
  contact_phone text not null check (length(contact_phone) between 1 and 30),
  wished_date date not null,
  -- The requested, proposed or agreed day of the test. For a self test the last day to hand in results.
  test_date date not null,
  starts_at time without time zone,
  place text not null default '' check (length(place) <= 500),
  service_centre text not null default '' check (length(service_centre) <= 500),
  transmission text not null default '' check (length(transmission) <= 500),
  to_prepare text not null default '' check (length(to_prepare) <= 2000),
  lead_id uuid references person,
  -- A look on site at what was handed in of a self test.
  field_check_date date,
  -- What is tested, fixed when the team is named; and the facts it was generated from.
  items jsonb not null default '[]',
  device_digest text check (device_digest ~ '^[0-9a-f]{64}$'),
  began_at timestamptz,
  ended_at timestamptz,
  task_letter_file_id uuid references stored_file,
  result_file_id uuid references stored_file,
  -- The Berita Acara as data; both sides sign its digest.
  report jsonb,
  report_digest text check (report_digest ~ '^[0-9a-f]{64}$'),
  verdict text check (verdict in ('fit', 'unfit')),
  reported_at timestamptz,
  closed_at timestamptz,
  -- The chain of the SKLO, prepared while the test still runs.
  sklo_stage text not null default 'none' check (sklo_stage in ('none', 'prepared', 'endorsed', 'proposed', 'signed')),
  sklo_prepared_by uuid references person,
  sklo_endorsed_by uuid references person,
  sklo_proposed_by uuid references person,
  sklo_signed_by uuid references person,
  -- What the last hand on it saw, and its digest.
  sklo_facts jsonb,
  sklo_digest text check (sklo_digest ~ '^[0-9a-f]{64}$'),
  evaluation_events jsonb not null default '[]',
  sklo_events jsonb not null default '[]',
  -- Of the promise that runs, or ran last.
  due_date date,
  -- Last day to notify the company of date and team; the next local day with an automatic step.
  notice_due date not null,
  notified_at timestamptz,
  notice_late_at timestamptz,
  next_on date,
  calendars text not null default '' check (length(calendars) <= 500),
  search_text text not null default '',
  ball text generated always as (case when state = 'date-proposed' or state = 'scheduled' and method = 'self' then 'applicant'
    when state in ('requested', 'confirmed', 'scheduled', 'running', 'handed-in', 'reported', 'passed') then 'ministry'
    else null::text end) stored,
  stage_since timestamptz not null default now(),
  -- What was found in the letter of a request for a test when it came in; null for requests from before it was looked into.
  letter_findings jsonb,
  check ((report is null) = (report_digest is null) and (report is null) = (verdict is null)),
  check ((state in ('passed', 'failed', 'certified')) = (closed_at is not null)),
  check ((state = 'certified') = (sklo_stage = 'signed')),
  check ((sklo_stage not in ('endorsed', 'proposed')) or state = 'passed')
);
-- One request at a time for a licence.
create unique index operational_test_one_open on operational_test (licence_application_id) where state in ('requested', 'date-proposed',
  'confirmed', 'scheduled', 'running', 'handed-in', 'reported', 'passed');
create unique index operational_test_one_certificate on operational_test (licence_application_id) where state = 'certified';
create unique index operational_test_attempt on operational_test (licence_application_id, attempt);
create index operational_test_of_organisation on operational_test (organisation_id, created_at desc);
create index operational_test_watch on operational_test (next_on) where next_on is not null;
create index operational_test_calendars on operational_test (calendars) where next_on is not null;
create index operational_test_newest_change on operational_test (changed_at desc);
create index operational_test_by_date on operational_test (test_date, id);
create index operational_test_ball_date on operational_test (ball, test_date, id) where ball is not null;
create index operational_test_state on operational_test (state, test_date, id);
create index operational_test_text on operational_test using gin (search_text gin_trgm_ops);
create index operational_test_by_state_stage on operational_test (state, sklo_stage) where ball is not null;

-- One of the ministry's teams on one day. The unique indexes are the judge of who was first.
create table test_booking (
  id uuid primary key,
  test_id uuid not null references operational_test,
  day date not null,
  team integer not null check (team between 1 and 100),
  booked_at timestamptz not null,
  released_at timestamptz
);
create unique index test_booking_once on test_booking (day, team) where released_at is null;
create unique index test_booking_of_test on test_booking (test_id) where released_at is null;

-- Who tests. `day` is null for a test that nobody travels for; nobody is at two places on one day.
create table test_team_member (
  id uuid primary key,
  test_id uuid not null references operational_test,
  person_id uuid not null references person,
  is_lead boolean not null,
  day date,
  named_at timestamptz not null,
  released_at timestamptz
);
create unique index test_team_member_day on test_team_member (person_id, day) where released_at is null and day is not null;
create unique index test_team_member_once on test_team_member (test_id, person_id) where released_at is null;
create unique index test_team_member_lead on test_team_member (test_id) where released_at is null and is_lead;

-- Whether somebody has an interest of his own in a test. "None" may become one; one is never taken back.
create table test_interest (
  test_id uuid references operational_test,
  person_id uuid references person,
  has_interest boolean not null,
  note text not null default '' check (length(note) <= 2000),
  declared_at timestamptz not null,
  primary key (test_id, person_id)
);

-- Notices to the company: date, place, team, items, preparations; and which of its people read them.
create table test_notice (
  id uuid primary key,
  test_id uuid not null references operational_test,
  sequence integer not null,
  kind text not null check (kind in ('scheduled', 'moved', 'team-changed', 'field-check', 'cancelled')),
  day date not null,
  detail jsonb not null,
  sent_at timestamptz not null,
  unique (test_id, sequence)
);
revoke update, delete on test_notice from sambung_app;

-- Which person of the company opened a notice, and when.
create table test_notice_reading (
  notice_id uuid references test_notice,
  person_id uuid references person,
  read_at timestamptz not null,
  primary key (notice_id, person_id)
);
revoke update, delete on test_notice_reading from sambung_app;

-- Instruments whose signatures are believed.
create table test_instrument_key (
  id uuid primary key,
  name text not null check (length(name) between 1 and 100) unique,
  public_key text not null check (length(public_key) between 1 and 200) unique,
  added_by uuid not null references person,
  added_at timestamptz not null,
  revoked_at timestamptz,
  serial text check (length(serial) between 1 and 100),
  calibration_number text check (length(calibration_number) between 1 and 200),
  calibrated_until date,
  constraint test_instrument_key_calibration check ((calibration_number is null) = (calibrated_until is null))
);

-- Signed evidence that was taken in, as it came.
create table test_evidence_import (
  id uuid primary key,
  test_id uuid not null references operational_test,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  key_id uuid not null references test_instrument_key,
  document jsonb not null,
  imported_by uuid not null references person,
  imported_at timestamptz not null,
  unique (test_id, sha256)
);
revoke update, delete on test_evidence_import from sambung_app;

-- What was found about an item. The id is made on the device that wrote it, so that it may be sent again after a cut; an answer names those
-- it takes the place of, and what nobody replaced counts.
create table test_answer (
  id uuid primary key,
  test_id uuid not null references operational_test,
  item text not null check (length(item) between 1 and 100),
  replaces uuid[] not null default '{}',
  value jsonb not null,
  answered_by uuid not null references person,
  -- By the clock of the device, beside ours.
  answered_at timestamptz not null,
  received_at timestamptz not null,
  sequence bigint generated always as identity,
  -- The signed evidence it was taken from; null where somebody wrote it.
  import_id uuid constraint test_answer_import references test_evidence_import
);
create index test_answer_of_test on test_answer (test_id, sequence);
revoke update, delete on test_answer from sambung_app;

-- Files that belong to a test: the evidence of its answers, and what was handed in.
create table test_file (
  test_id uuid references operational_test,
  file_id uuid references stored_file,
  added_by uuid not null references person,
  added_at timestamptz not null,
  primary key (test_id, file_id)
);
create index test_file_file on test_file (file_id);

-- Codes by which somebody of the company signs on the team's tablet. Only the newest counts.
create table test_signing_code (
  id uuid primary key,
  test_id uuid not null references operational_test,
  person_id uuid not null references person,
  report_digest text not null check (report_digest ~ '^[0-9a-f]{64}$'),
  code_hash text not null check (length(code_hash) <= 200),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  failures integer not null default 0 check (failures >= 0),
  used_at timestamptz
);
create index test_signing_code_of_test on test_signing_code (test_id, person_id, made_at desc);

-- Signatures under the Berita Acara, refusals, and silence until the deadline.
create table test_signature (
  id uuid primary key,
  test_id uuid not null references operational_test,
  side text not null check (side in ('applicant', 'ministry')),
  kind text not null check (kind in ('signed', 'refused', 'silent')),
  person_id uuid references person,
  how text check (how in ('second-factor', 'one-time-code', 'demo')),
  report_digest text not null check (report_digest ~ '^[0-9a-f]{64}$'),
  remarks text not null default '' check (length(remarks) <= 2000),
  signed_at timestamptz not null,
  check ((kind = 'silent') = (person_id is null)),
  check ((kind = 'signed') = (how is not null)),
  check (kind <> 'refused' or length(remarks) > 0),
  unique (test_id, side, report_digest)
);
revoke update, delete on test_signature from sambung_app;

-- Events of an operational test, in order.
create table test_event (
  id uuid primary key,
  test_id uuid not null references operational_test,
  sequence integer not null,
  type text not null,
  -- What only officers see.
  desk_only boolean not null,
  occurred_at timestamptz not null,
  actor_person_id uuid references person,
  actor_role text,
  note text check (length(note) <= 2000),
  detail jsonb not null default '{}',
  unique (test_id, sequence)
);
revoke update, delete on test_event from sambung_app;

-- One row for each level of each promise, and for each other thing said once.
create table test_reminder (
  test_id uuid references operational_test,
  key text check (length(key) between 1 and 80),
  reached_on date not null,
  primary key (test_id, key)
);
