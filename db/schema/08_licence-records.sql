-- Licence records: imports from before this system, licences and their changes, and the SKLO on its way to the Izin.

-- Operators from before this system: what a ministry's own sheets say of them, each import remembered with its files, what was wrong in
-- them, and every thing it wrote, so that it can be undone as a whole.
create table operator_import (
  id uuid primary key,
  state text not null check (state in ('looked-at', 'carried-out', 'undone')),
  created_by uuid not null references person,
  created_at timestamptz not null,
  -- Of the files and of the plan that was shown; what is carried out must have the same.
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  plan_sha256 text not null check (plan_sha256 ~ '^[0-9a-f]{64}$'),
  looked_at timestamptz not null,
  counts jsonb not null,
  fault_count integer not null check (fault_count >= 0),
  carried_out_at timestamptz,
  carried_out_by uuid references person,
  undone_at timestamptz,
  undone_by uuid references person,
  undone_reason text check (length(undone_reason) between 1 and 500),
  version integer not null default 1,
  check ((state = 'looked-at') = (carried_out_at is null)),
  check ((state = 'undone') = (undone_at is not null))
);
create index operator_import_newest on operator_import (created_at desc, id desc);

-- Files of an import.
create table operator_import_file (
  import_id uuid references operator_import,
  place smallint check (place between 1 and 4),
  file_id uuid not null references stored_file,
  sheet text check (sheet in ('operators', 'licences', 'commitments', 'codes')),
  row_count integer not null check (row_count >= 0),
  primary key (import_id, place)
);

-- Errors and warnings of an import, by row and column.
create table operator_import_fault (
  import_id uuid references operator_import,
  sequence integer,
  file_name text not null,
  sheet text,
  row_number integer not null,
  column_name text,
  code text not null check (length(code) <= 60),
  found text not null check (length(found) <= 200),
  other text not null check (length(other) <= 200),
  primary key (import_id, sequence)
);

-- What an import wrote: created things by their id, changed ones with what they were before.
create table operator_import_change (
  import_id uuid references operator_import,
  sequence integer,
  kind text not null check (kind in ('operator', 'licence', 'commitment', 'code')),
  subject_id text not null check (length(subject_id) <= 120),
  action text not null check (action in ('create', 'change')),
  before jsonb,
  -- The version the import left it in: as long as it has this one, nobody has changed it since.
  after_version integer not null,
  check ((action = 'change') = (before is not null)),
  primary key (import_id, sequence)
);

-- What an import said of an organisation; it stays as it was said when the company claims it, for the verifier.
create table imported_operator (
  organisation_id uuid primary key references organisation on delete cascade,
  import_id uuid not null references operator_import,
  nib text not null,
  npwp text not null,
  name text not null,
  email text not null check (length(email) <= 254)
);

-- A decree from before this system: recorded, neither written nor signed here.
create table earlier_decree (
  id uuid primary key,
  number text not null check (length(number) between 1 and 100) unique,
  decided_on date not null,
  organisation_id uuid not null references organisation,
  code text not null references access_code,
  end_user text not null check (length(end_user) <= 500),
  usage text not null check (usage in ('in-use', 'being-prepared', 'not-in-use')),
  import_id uuid not null references operator_import,
  recorded_at timestamptz not null,
  version integer not null default 1
);
create index earlier_decree_code on earlier_decree (code, recorded_at);
create index earlier_decree_organisation on earlier_decree (organisation_id);

-- Licences (Izin) in force and ended.
create table licence (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  number text not null check (length(number) between 1 and 100) unique,
  granted_on date not null,
  kbli text not null check (kbli ~ '^[0-9]{5}$'),
  service text not null check (length(service) <= 500),
  standing text not null check (standing in ('active', 'suspended', 'revoked')),
  source text not null check (source in ('imported', 'issued')),
  import_id uuid references operator_import,
  start_year smallint,
  -- Lines (E1) added in each of five years.
  increments smallint[] check (array_length(increments, 1) = 5 and increments[1] >= 1),
  version integer not null default 1,
  application_id uuid unique references licence_application,
  decree_id uuid references decree,
  file_id uuid references stored_file,
  standing_since timestamptz,
  standing_ground text check (standing_ground in ('oss', 'officer', 'nib-frozen', 'nib-revoked')),
  standing_reason text check (length(standing_reason) <= 2000),
  check ((start_year is null) = (increments is null)),
  constraint licence_issued_whole
    check ((source = 'issued') = (application_id is not null) and (source = 'issued') = (decree_id is not null)
    and (source = 'issued') = (file_id is not null))
);
create index licence_organisation on licence (organisation_id);
create index licence_newest on licence (granted_on desc, id);

-- Every change of a licence, with the codes it opened or closed.
create table licence_change (
  licence_id uuid references licence,
  sequence integer check (sequence >= 1),
  change text not null check (change in ('activate', 'suspend', 'resume', 'revoke')),
  occurred_at timestamptz not null,
  actor_person_id uuid references person,
  ground text not null check (ground in ('oss', 'officer', 'nib-frozen', 'nib-revoked')),
  -- The rule that did it by itself; null where somebody decided.
  rule text check (length(rule) <= 80),
  reason text not null check (length(reason) between 1 and 2000),
  -- What the codes of the company became in the same transaction.
  codes_mode text not null check (codes_mode in ('off', 'open')),
  codes text[] not null default '{}',
  primary key (licence_id, sequence)
);
revoke update, delete on licence_change from sambung_app;

-- An SKLO on its way through OSS: to be uploaded there by its company, seen there, and answered with the Izin. OSS is asked in growing
-- intervals, at once when it or the company says that something happened.
create table sklo_handover (
  application_id uuid primary key references licence_application,
  organisation_id uuid not null references organisation,
  decree_id uuid not null unique references decree,
  state text not null check (state in ('to-upload', 'seen', 'granted')),
  opened_at timestamptz not null,
  -- The company says that it has uploaded it; OSS says that the Izin is signed.
  said_at timestamptz,
  said_by uuid references person,
  told_at timestamptz,
  seen_at timestamptz,
  granted_at timestamptz,
  licence_id uuid unique references licence,
  looks integer not null default 0 check (looks >= 0),
  looked_at timestamptz,
  -- Null where OSS is not asked any more by itself.
  next_look_at timestamptz,
  leased_until timestamptz,
  last_error text check (length(last_error) <= 80),
  last_detail text check (length(last_detail) <= 300),
  refused_at timestamptz,
  refused_reason text check (length(refused_reason) between 1 and 2000),
  check ((state = 'granted') = (licence_id is not null) and (state = 'granted') = (granted_at is not null)),
  check ((said_at is null) = (said_by is null)),
  check ((refused_at is null) = (refused_reason is null)),
  check (state = 'to-upload' or refused_at is null)
);
create index sklo_handover_due on sklo_handover (next_look_at) where state <> 'granted' and next_look_at is not null;
create index sklo_handover_newest on sklo_handover (opened_at desc, application_id);

-- Where OSS cannot be asked for it, an officer enters the Izin that a company brings; another person decides whether it counts.
create table izin_entry (
  id uuid primary key,
  application_id uuid not null references licence_application,
  number text not null check (length(number) between 3 and 60),
  granted_on date not null,
  file_id uuid not null unique references stored_file,
  state text not null check (state in ('waiting', 'confirmed', 'refused')),
  entered_by uuid not null references person,
  entered_at timestamptz not null,
  decided_by uuid references person,
  decided_at timestamptz,
  reason text check (length(reason) <= 2000),
  check ((state = 'waiting') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
  check (state <> 'confirmed' or decided_by <> entered_by)
);
create unique index izin_entry_one_waiting on izin_entry (application_id) where state = 'waiting';
