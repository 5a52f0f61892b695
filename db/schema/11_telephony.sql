-- Telephony: SIP trunks, phones and their registrations, numbers, and the running switches.

-- A line to a carrier, with the cooperation agreement it rests on.
create table trunk (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  kind text not null check (kind in ('sip', 'e1-gateway')),
  carrier text not null check (length(carrier) between 1 and 120),
  agreement_number text not null check (length(agreement_number) between 1 and 80),
  agreement_until date,
  host text not null check (length(host) between 1 and 253),
  port integer not null check (port between 1 and 65535),
  transport text not null check (transport in ('udp', 'tcp', 'tls')),
  channels_max integer not null check (channels_max between 1 and 10000),
  is_on boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  ended_at timestamptz,
  -- What may be dialled over a line: a phone that was broken into must not be able to call abroad.
  dials text[] not null default '{national,short}' check (dials <@ array['national', 'short', 'abroad', 'premium']),
  is_encrypted boolean not null default false,
  constraint trunk_keys_are_hidden check (not is_encrypted or transport = 'tls')
);
create unique index trunk_name on trunk (tenant_id, name) where ended_at is null;
alter table trunk enable row level security;
create policy trunk_own on trunk using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Addresses of a trunk's carrier. A call from an address belongs to a trunk once the installation's administrator approved it.
create table trunk_address (
  address inet,
  trunk_id uuid not null references trunk,
  tenant_id uuid references tenant,
  approved_at timestamptz,
  -- Null where this migration approved the address, or where the tenant was the only one of the installation.
  approved_by uuid references person,
  constraint trunk_address_approver check (approved_by is null or approved_at is not null),
  primary key (tenant_id, address)
);
create index trunk_address_claims on trunk_address (address);
create unique index trunk_address_approved on trunk_address (address) where approved_at is not null;
alter table trunk_address enable row level security;
create policy trunk_address_own on trunk_address using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Whether a line answers, as the switch found by asking it (OPTIONS).
create table trunk_state (
  trunk_id uuid primary key references trunk on delete cascade,
  tenant_id uuid not null references tenant,
  state text not null check (state in ('up', 'down')),
  since timestamptz not null,
  checked_at timestamptz not null,
  -- The last answer: its status, and how long it took; null for none.
  status integer check (status between 100 and 699),
  round_trip_ms integer check (round_trip_ms >= 0),
  -- Whether a trunk is not called because its host is an address of this machine or of its links.
  is_forbidden boolean not null default false
);
alter table trunk_state enable row level security;
create policy trunk_state_own on trunk_state using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- SIP accounts of desk phones and softphones.
create table phone (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  extension text not null check (extension ~ '^[1-9]\d{1,5}$'),
  name text not null check (length(name) between 1 and 80),
  -- What the device signs in with; unique beyond the tenant, because the realm is one.
  username text not null check (username ~ '^[a-z0-9][a-z0-9._-]{2,39}$') unique,
  sealed_secret bytea not null,
  version integer not null default 1,
  created_at timestamptz not null,
  ended_at timestamptz,
  is_encrypted boolean not null default false
);
create unique index phone_extension on phone (tenant_id, extension) where ended_at is null;
alter table phone enable row level security;
create policy phone_own on phone using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Where a phone can be reached until `expires_at` (RFC 3261 §10).
create table phone_binding (
  phone_id uuid references phone,
  tenant_id uuid not null references tenant,
  contact text check (length(contact) <= 400),
  source_address text not null check (length(source_address) <= 60),
  source_port integer not null,
  transport text not null check (transport in ('udp', 'tcp', 'tls', 'ws', 'wss')),
  sip_call_id text not null check (length(sip_call_id) <= 256),
  cseq bigint not null,
  user_agent text not null check (length(user_agent) <= 200),
  registered_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (phone_id, contact)
);
create index phone_binding_expiry on phone_binding (expires_at);
alter table phone_binding enable row level security;
create policy phone_binding_own on phone_binding using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- What happens to calls of a code.
create table service_number (
  code text primary key references number_mode,
  tenant_id uuid not null references tenant,
  label text not null check (length(label) <= 80),
  ring_seconds integer not null default 30 check (ring_seconds between 5 and 180),
  is_recorded boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  -- Announcement or consent before a recording. A caller whose consent is required and missing is not recorded.
  recording_notice text not null default 'none' check (recording_notice in ('none', 'announced', 'may-refuse', 'must-agree')),
  constraint service_number_of_tenant unique (tenant_id, code)
);
alter table service_number enable row level security;
create policy service_number_own on service_number using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Phones that ring for a number.
create table service_number_phone (
  code text references service_number on delete cascade,
  phone_id uuid references phone,
  tenant_id uuid not null references tenant,
  position integer not null check ("position" >= 0 and "position" <= 99),
  primary key (code, phone_id)
);
alter table service_number_phone enable row level security;
create policy service_number_phone_own on service_number_phone using (tenant_id = current_tenant()) with
  check (tenant_id = current_tenant());

-- A switch beats while it lives, so that its calls can be closed at its last sign of life.
create table switch_run (
  id uuid primary key,
  started_at timestamptz not null,
  beat_at timestamptz not null,
  ended_at timestamptz,
  sip_host text check (length(sip_host) <= 253),
  sip_port integer check (sip_port between 1 and 65535),
  -- What a switch has to do at the moment, written with its signs of life: the portal shows it among its own figures.
  figures jsonb check (pg_column_size(figures) <= 2048),
  sips_port integer check (sips_port between 1 and 65535),
  sips_authority text check (length(sips_authority) <= 8192),
  ws_port integer check (ws_port between 1 and 65535)
);

-- What the switch is asked to do. It takes each once; what nobody took in time is refused.
create table switch_command (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  kind text not null check (kind in ('test-call', 'end-call', 'call-act', 'redirect-call', 'conference-act', 'stream-call', 'record-call')),
  payload jsonb not null check (pg_column_size(payload) <= 20480),
  idempotency_key text not null check (length(idempotency_key) between 1 and 80),
  requested_by uuid references person,
  requested_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
  outcome jsonb check (pg_column_size(outcome) <= 2048),
  done_at timestamptz,
  check ((state = 'waiting') = (done_at is null)),
  unique (tenant_id, idempotency_key)
);
create index switch_command_waiting on switch_command (tenant_id, requested_at) where state = 'waiting';
-- The phones of a number are rung for one test at a time.
create unique index switch_command_one_test on switch_command (tenant_id, (payload ->> 'code')) where state = 'waiting'
  and kind = 'test-call';
create unique index switch_command_one_end on switch_command (tenant_id, (payload ->> 'callId')) where state = 'waiting'
  and kind = 'end-call';
alter table switch_command enable row level security;
create policy switch_command_own on switch_command using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
