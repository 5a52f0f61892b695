-- SMS carriers, routes, gateways, sender ids and SMPP accounts.

-- Short messages. Carriers, ways to them and barred numbers are the installation's; everything else is a call centre's own.
create table sms_carrier (
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  host text not null check (length(host) between 1 and 253),
  port integer not null check (port between 1 and 65535),
  is_tls boolean not null,
  system_id text not null check (length(system_id) between 1 and 15),
  sealed_password bytea not null,
  system_type text not null check (length(system_type) <= 12),
  bind_as text not null check (bind_as in ('transceiver', 'transmitter-and-receiver')),
  binds integer not null check (binds between 1 and 16),
  window_max integer not null check (window_max between 1 and 1000),
  rate_per_second integer not null check (rate_per_second between 1 and 10000),
  enquire_ms integer not null check (enquire_ms between 1000 and 600000),
  answer_ms integer not null check (answer_ms between 100 and 120000),
  -- Written from a form that was checked.
  quirks jsonb not null check (jsonb_typeof(quirks) = 'object' and length(quirks::text) <= 4000),
  is_on boolean not null,
  -- Since when no session to it can send; null while one can, or while no gateway has said anything.
  down_since timestamptz,
  version integer not null default 1 check (version >= 1),
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index sms_carrier_name on sms_carrier (lower(name)) where ended_at is null;

-- Which numbers a carrier takes, for what, and how well. The longest prefix that fits goes first.
create table sms_route (
  id uuid primary key,
  carrier_id uuid not null references sms_carrier,
  prefix text not null check (prefix ~ '^[1-9]\d{0,14}$'),
  -- For each part.
  price_rupiah integer not null check (price_rupiah between 0 and 1000000),
  quality integer not null check (quality between 0 and 100),
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index sms_route_once on sms_route (carrier_id, prefix) where ended_at is null;
create index sms_route_carrier on sms_route (carrier_id);

-- Numbers that nothing is sent to, such as those of fraud by dear numbers.
create table sms_blocked_prefix (
  prefix text primary key check (prefix ~ '^[1-9]\d{0,14}$'),
  reason text not null check (length(reason) between 1 and 200),
  created_by uuid not null references person,
  created_at timestamptz not null
);
create index sms_blocked_prefix_created_by on sms_blocked_prefix (created_by);

-- Beginnings of numbers that are not counted: for one call centre, or for all where it is null. The installation's.
create table sms_allowed_prefix (
  id uuid primary key,
  prefix text not null check (prefix ~ '^[1-9]\d{0,14}$'),
  centre_id uuid references tenant,
  reason text not null check (length(reason) between 1 and 200),
  created_by uuid not null references person,
  created_at timestamptz not null,
  constraint sms_allowed_prefix_once unique nulls not distinct (prefix, centre_id)
);
-- Foreign keys of rooms that conversations made larger.
create index sms_allowed_prefix_created_by on sms_allowed_prefix (created_by);
create index sms_allowed_prefix_centre on sms_allowed_prefix (centre_id) where centre_id is not null;

-- A process that sends. Its leases are taken back when it stops beating.
create table sms_gateway_run (
  id uuid primary key,
  started_at timestamptz not null,
  beat_at timestamptz not null,
  ended_at timestamptz,
  reached uuid[] not null default '{}' check (cardinality(reached) <= 1000),
  unreached uuid[] not null default '{}' check (cardinality(unreached) <= 1000)
);
create index sms_gateway_run_open on sms_gateway_run (beat_at) where ended_at is null;

-- A program that binds by SMPP.
create table sms_account (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  -- Unique beyond the call centre: a bind names nothing else (SMPP 3.4 §5.2.1).
  system_id text not null check (system_id ~ '^[A-Za-z0-9_-]{3,15}$') unique,
  password_hash text not null,
  addresses cidr[] not null check (cardinality(addresses) between 0 and 20),
  rate_per_second integer not null check (rate_per_second between 1 and 5000),
  window_max integer not null check (window_max between 1 and 1000),
  binds_max integer not null check (binds_max between 1 and 64),
  default_coding text not null check (default_coding in ('gsm', 'latin1')),
  category text not null check (category in ('otp', 'transactional', 'promotional')),
  created_by uuid not null references person,
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index sms_account_name on sms_account (tenant_id, lower(name)) where ended_at is null;
create index sms_account_tenant on sms_account (tenant_id);
create index sms_account_created_by on sms_account (created_by);
alter table sms_account enable row level security;
create policy sms_account_own on sms_account using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- A sender id belongs to one call centre of the installation, whichever letters' case it is written in.
create table sms_sender (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  value text not null check (value ~ '^[A-Za-z0-9 ._-]{3,15}$'),
  -- May look like a protected name, because it is that name's owner: the installation has seen the proof.
  owner_proof text check (length(owner_proof) between 1 and 200),
  created_by uuid not null references person,
  created_at timestamptz not null,
  ended_at timestamptz,
  -- The SMPP account that gets what recipients write to a sender id; null where nobody chose one.
  inbound_account_id uuid references sms_account
);
create unique index sms_sender_value on sms_sender (lower(value)) where ended_at is null;
create index sms_sender_tenant on sms_sender (tenant_id) where ended_at is null;
create index sms_sender_any on sms_sender (lower(value));
create index sms_sender_all_of_tenant on sms_sender (tenant_id);
create index sms_sender_created_by on sms_sender (created_by);
create index sms_sender_inbound_account on sms_sender (inbound_account_id);
alter table sms_sender enable row level security;
create policy sms_sender_own on sms_sender using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- How a sender id stands with a carrier.
create table sms_registration (
  sender_id uuid references sms_sender,
  carrier_id uuid references sms_carrier,
  tenant_id uuid not null references tenant,
  state text not null check (state in ('draft', 'submitted', 'approved', 'rejected', 'suspended')),
  -- The letter of authority, and what the carrier said.
  letter text not null default '' check (length(letter) <= 120),
  note text not null default '' check (length(note) <= 300),
  submitted_at timestamptz,
  decided_at timestamptz,
  valid_until date,
  changed_at timestamptz not null,
  primary key (sender_id, carrier_id)
);
create index sms_registration_tenant on sms_registration (tenant_id);
create index sms_registration_carrier on sms_registration (carrier_id);
alter table sms_registration enable row level security;
create policy sms_registration_own on sms_registration using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- What a call centre wants of its short messages.
create table sms_setting (
  tenant_id uuid primary key references tenant,
  -- Promotion goes by approved templates alone.
  promotion_by_template boolean not null default false,
  changed_by uuid not null references person,
  changed_at timestamptz not null
);
create index sms_setting_changed_by on sms_setting (changed_by);
alter table sms_setting enable row level security;
create policy sms_setting_own on sms_setting using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Texts with places for values, that somebody else than their writers has approved. The name is what programs send by.
create table sms_template (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (name ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
  -- Counts every act, so that nobody approves what was changed meanwhile.
  edition integer not null default 1 check (edition >= 1),
  created_by uuid not null references person,
  created_at timestamptz not null,
  retired_by uuid references person,
  retired_at timestamptz,
  check ((retired_by is null) = (retired_at is null))
);
create unique index sms_template_name on sms_template (tenant_id, name) where retired_at is null;
create index sms_template_tenant on sms_template (tenant_id);
create index sms_template_created_by on sms_template (created_by);
create index sms_template_retired_by on sms_template (retired_by) where retired_by is not null;
alter table sms_template enable row level security;
create policy sms_template_own on sms_template using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Versions of an SMS template, with their approval.
create table sms_template_version (
  template_id uuid references sms_template,
  version integer check (version between 1 and 1000),
  tenant_id uuid not null,
  category text not null check (category in ('otp', 'transactional', 'promotional')),
  body text not null check (length(body) between 1 and 1600),
  -- Of each place: its name, what it may hold and how long.
  variables jsonb not null check (jsonb_typeof(variables) = 'array' and jsonb_array_length(variables) <= 20),
  -- Sender ids it may be sent under; none for all of the call centre.
  senders text[] not null check (cardinality(senders) <= 50),
  state text not null check (state in ('draft', 'asked', 'approved', 'refused')),
  -- Everybody who wrote on this version.
  writers uuid[] not null check (cardinality(writers) between 1 and 50),
  written_at timestamptz not null,
  asked_at timestamptz,
  decided_by uuid references person,
  decided_at timestamptz,
  reason text not null default '' check (length(reason) <= 300),
  check ((state in ('approved', 'refused')) = (decided_by is not null) and (decided_by is null) = (decided_at is null)),
  check (state = 'draft' or asked_at is not null),
  constraint sms_template_by_another check (not (decided_by = any (writers))),
  primary key (template_id, version)
);
create index sms_template_version_tenant on sms_template_version (tenant_id);
create index sms_template_version_decided_by on sms_template_version (decided_by) where decided_by is not null;
alter table sms_template_version enable row level security;
create policy sms_template_version_own on sms_template_version using (tenant_id = current_tenant()) with
  check (tenant_id = current_tenant());

-- Words that are answered by themselves when a recipient writes one to a number of a call centre.
create table sms_keyword (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  sender_id uuid not null references sms_sender,
  word text not null check (word ~ '^[A-Z0-9]{1,20}$'),
  answer text not null check (length(answer) between 1 and 500),
  created_by uuid not null references person,
  created_at timestamptz not null,
  constraint sms_keyword_once unique (sender_id, word)
);
create index sms_keyword_tenant on sms_keyword (tenant_id);
create index sms_keyword_created_by on sms_keyword (created_by);
alter table sms_keyword enable row level security;
create policy sms_keyword_own on sms_keyword using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
