-- Flows (IVR), opening hours and uploaded prompts.

-- IVR flows: the draft and the number of the live version.
create table flow (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  draft jsonb not null check (pg_column_size(draft) <= 524288),
  -- Version of the draft and the name; a save names the version it began from.
  version integer not null default 1,
  -- The number of the live version, which is the newest; 0 while nothing was published.
  live integer not null default 0 check (live between 0 and 9999),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid not null references person,
  ended_at timestamptz,
  constraint flow_of_tenant unique (tenant_id, id)
);
create unique index flow_name on flow (tenant_id, lower(name)) where ended_at is null;
alter table flow enable row level security;
create policy flow_own on flow using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Published versions of flows; a version never changes.
create table flow_version (
  flow_id uuid,
  number integer check (number between 1 and 9999),
  tenant_id uuid not null references tenant,
  flow jsonb not null check (pg_column_size(flow) <= 524288),
  -- SHA-256 of the canonical JSON of `flow`, as hex.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  note text not null check (length(note) <= 300),
  -- The version this one brought back; null for one made of a draft.
  brought_back integer check (brought_back between 1 and 9998),
  published_by uuid not null references person,
  published_at timestamptz not null,
  primary key (flow_id, number),
  foreign key (tenant_id, flow_id) references flow (tenant_id, id)
);
alter table flow_version enable row level security;
create policy flow_version_own on flow_version using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke update, delete on flow_version from sambung_app;

-- Which flow answers the calls of a number; a number that leaves the service leaves its flow.
create table flow_number (
  code text primary key,
  tenant_id uuid not null references tenant,
  flow_id uuid not null,
  foreign key (tenant_id, code) references service_number (tenant_id, code) on delete cascade,
  foreign key (tenant_id, flow_id) references flow (tenant_id, id)
);
create index flow_number_flow on flow_number (flow_id);
alter table flow_number enable row level security;
create policy flow_number_own on flow_number using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Opening hours under a name, kept once for all flows of a call centre. Each save is a version that never changes; the newest is in force.
-- A flow names the hours and not a version, so that an early closing is entered in one place.
create table named_hours (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  -- The number of the version in force, which is the newest.
  version integer not null check (version between 1 and 99999),
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint named_hours_of_tenant unique (tenant_id, id)
);
create unique index named_hours_name on named_hours (tenant_id, lower(name)) where ended_at is null;
alter table named_hours enable row level security;
create policy named_hours_own on named_hours using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Versions of named opening hours; a version never changes.
create table named_hours_version (
  hours_id uuid,
  number integer check (number between 1 and 99999),
  tenant_id uuid not null references tenant,
  -- The name as it was then.
  name text not null,
  hours jsonb not null check (pg_column_size(hours) <= 65536),
  saved_by uuid not null references person,
  saved_at timestamptz not null,
  primary key (hours_id, number),
  foreign key (tenant_id, hours_id) references named_hours (tenant_id, id)
);
alter table named_hours_version enable row level security;
create policy named_hours_version_own on named_hours_version using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke update, delete on named_hours_version from sambung_app;

-- A recording of the call centre's own. Under the name of one that ships it takes its place.
create table prompt_upload (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (name ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  language text not null check (language in ('id', 'en')),
  -- What is said, word by word.
  words text not null check (length(words) between 1 and 500),
  -- The sound as it was made of what was sent: 8 kHz A-law WAV.
  file_id uuid not null references stored_file,
  duration_ms integer not null check (duration_ms between 100 and 300000),
  uploaded_by uuid not null references person,
  uploaded_at timestamptz not null,
  constraint prompt_upload_name unique (tenant_id, name, language)
);
alter table prompt_upload enable row level security;
create policy prompt_upload_own on prompt_upload using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
