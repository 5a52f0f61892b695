-- Operators from before this system: what a ministry's own sheets say of them, each import remembered with its files,
-- what was wrong in them, and every thing it wrote, so that it can be undone as a whole.
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

create table operator_import_file (
  import_id uuid not null references operator_import,
  place smallint not null check (place between 1 and 4),
  file_id uuid not null references stored_file,
  sheet text check (sheet in ('operators', 'licences', 'commitments', 'codes')),
  row_count integer not null check (row_count >= 0),
  primary key (import_id, place)
);

create table operator_import_fault (
  import_id uuid not null references operator_import,
  sequence integer not null,
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
  import_id uuid not null references operator_import,
  sequence integer not null,
  kind text not null check (kind in ('operator', 'licence', 'commitment', 'code')),
  subject_id text not null check (length(subject_id) <= 120),
  action text not null check (action in ('create', 'change')),
  before jsonb,
  -- The version the import left it in: as long as it has this one, nobody has changed it since.
  after_version integer not null,
  primary key (import_id, sequence),
  check ((action = 'change') = (before is not null))
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

create table licence (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  number text not null unique check (length(number) between 1 and 100),
  granted_on date not null,
  kbli text not null check (kbli ~ '^[0-9]{5}$'),
  service text not null check (length(service) <= 500),
  standing text not null check (standing in ('active', 'suspended', 'revoked')),
  source text not null check (source in ('imported')),
  import_id uuid references operator_import,
  start_year smallint,
  -- Lines (E1) added in each of five years.
  increments smallint[] check (array_length(increments, 1) = 5 and increments[1] >= 1),
  version integer not null default 1,
  check ((start_year is null) = (increments is null))
);
create index licence_organisation on licence (organisation_id);

-- A decree from before this system: recorded, neither written nor signed here.
create table earlier_decree (
  id uuid primary key,
  number text not null unique check (length(number) between 1 and 100),
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

insert into code_transition (change, from_state, to_state) values ('undo-import', 'active', 'idle');
-- The history of a code outlives an organisation whose import was undone.
alter table access_code_history drop constraint access_code_history_organisation_id_fkey;
