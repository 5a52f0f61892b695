-- The ground of the call centre: what may be routed (the bridge from licensing), tenants, lines, phones, numbers, and the
-- record of every call. Every table of the service carries its tenant and its row policy from here on.

-- Bridge: the mode of a code, as the statement that permits a call checks it. Licensing sets it in the transaction that
-- changes the code; where the service runs alone it is entered by hand with the decree.
create table number_mode (
  code text primary key check (code ~ '^\d{3,8}$'),
  mode text not null check (mode in ('off', 'test', 'open')),
  source text not null check (source in ('licensing', 'by-hand')),
  decree_number text check (length(decree_number) <= 60),
  licence_number text check (length(licence_number) <= 60),
  changed_at timestamptz not null,
  changed_by uuid references person,
  check (source = 'licensing' or decree_number is not null),
  check (source = 'licensing' or mode <> 'open' or licence_number is not null)
);

create function keep_number_mode() returns trigger language plpgsql as $$
begin
  if new.state <> 'active' and not exists (select from number_mode where code = new.code) then
    return null;
  end if;
  insert into number_mode (code, mode, source, changed_at) values (new.code, new.mode, 'licensing', new.changed_at)
  on conflict (code) do update set mode = excluded.mode, source = 'licensing', changed_at = excluded.changed_at
    where number_mode.mode is distinct from excluded.mode or number_mode.source <> 'licensing';
  return null;
end $$;
create trigger access_code_mode_bridged after insert or update of mode, state on access_code
  for each row execute function keep_number_mode();
insert into number_mode (code, mode, source, changed_at)
  select code, mode, 'licensing', changed_at from access_code where state = 'active';

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

create function current_tenant() returns uuid language sql stable as
  $$ select nullif(current_setting('app.tenant', true), '')::uuid $$;

create table tenant (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  organisation_id uuid references organisation,
  is_default boolean not null default false,
  time_zone text not null default 'Asia/Jakarta',
  created_at timestamptz not null
);
create unique index tenant_one_default on tenant (is_default) where is_default;

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
  transport text not null check (transport in ('udp', 'tcp')),
  channels_max integer not null check (channels_max between 1 and 10000),
  is_on boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index trunk_name on trunk (tenant_id, name) where ended_at is null;

-- An address calls come from belongs to one line only, whoever its tenant is.
create table trunk_address (
  address inet primary key,
  trunk_id uuid not null references trunk,
  tenant_id uuid not null references tenant
);

create table phone (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  extension text not null check (extension ~ '^[1-9]\d{1,5}$'),
  name text not null check (length(name) between 1 and 80),
  -- What the device signs in with; unique beyond the tenant, because the realm is one.
  username text not null unique check (username ~ '^[a-z0-9][a-z0-9._-]{2,39}$'),
  sealed_secret bytea not null,
  version integer not null default 1,
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index phone_extension on phone (tenant_id, extension) where ended_at is null;

-- Where a phone can be reached until `expires_at` (RFC 3261 §10).
create table phone_binding (
  phone_id uuid not null references phone,
  tenant_id uuid not null references tenant,
  contact text not null check (length(contact) <= 400),
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

-- What happens to calls of a code.
create table service_number (
  code text primary key references number_mode,
  tenant_id uuid not null references tenant,
  label text not null check (length(label) <= 80),
  ring_seconds integer not null default 30 check (ring_seconds between 5 and 180),
  is_recorded boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null
);

create table service_number_phone (
  code text not null references service_number on delete cascade,
  phone_id uuid not null references phone,
  tenant_id uuid not null references tenant,
  position integer not null check (position between 0 and 99),
  primary key (code, phone_id)
);

-- Everything that happens to a call, from its INVITE on, on disk before its effect.
create table call_event (
  call_id uuid not null,
  sequence integer not null check (sequence between 0 and 9999),
  tenant_id uuid not null references tenant,
  kind text not null check (length(kind) <= 40),
  at timestamptz not null,
  -- Microseconds of the switch's own clock since its start, for durations.
  elapsed_us bigint not null,
  data jsonb not null check (pg_column_size(data) <= 8192),
  primary key (call_id, sequence)
);
create index call_event_tenant on call_event (tenant_id, at);
create trigger call_event_append_only before update or delete on call_event for each row execute function refuse_change();
create trigger call_event_no_truncate before truncate on call_event for each statement execute function refuse_change();
revoke update, delete on call_event from sambung_app;

-- A switch beats while it lives, so that its calls can be closed at its last sign of life.
create table switch_run (
  id uuid primary key,
  started_at timestamptz not null,
  beat_at timestamptz not null,
  ended_at timestamptz
);

-- Calls that have begun and not ended, with the switch that carries them.
create table open_call (
  call_id uuid primary key,
  tenant_id uuid not null references tenant,
  switch_id uuid not null references switch_run,
  began_at timestamptz not null
);
create index open_call_switch on open_call (switch_id);

-- The call detail record: what the events of a call add up to, written with its last event.
create table cdr (
  call_id uuid primary key,
  tenant_id uuid not null references tenant,
  direction text not null check (direction in ('inbound', 'outbound', 'internal')),
  code text,
  caller text not null check (length(caller) <= 64),
  called text not null check (length(called) <= 64),
  trunk_id uuid references trunk,
  phone_id uuid references phone,
  began_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz not null,
  ring_ms bigint not null check (ring_ms >= 0),
  talk_ms bigint not null check (talk_ms >= 0),
  hold_ms bigint not null check (hold_ms >= 0),
  outcome text not null check (length(outcome) <= 40),
  cause integer check (cause between 1 and 127),
  ended_by text not null check (ended_by in ('caller', 'called', 'system')),
  transfers integer not null default 0,
  recording_id uuid,
  sip_call_id text not null check (length(sip_call_id) <= 256)
);
create index cdr_newest on cdr (tenant_id, began_at desc, call_id desc);
create index cdr_caller on cdr (tenant_id, caller);
create trigger cdr_append_only before update or delete on cdr for each row execute function refuse_change();
create trigger cdr_no_truncate before truncate on cdr for each statement execute function refuse_change();
revoke update, delete on cdr from sambung_app;

-- What each leg's sound was like, as measured here when it closed.
create table call_leg_figures (
  leg_id uuid primary key,
  call_id uuid not null,
  tenant_id uuid not null references tenant,
  received integer not null,
  lost integer not null,
  sent integer not null,
  jitter_ms real not null,
  round_trip_ms real,
  -- Mean opinion score 1.0 to 4.5 (ITU-T G.107).
  mos real,
  at timestamptz not null
);
create index call_leg_figures_call on call_leg_figures (call_id);

create table recording (
  id uuid primary key,
  call_id uuid not null,
  tenant_id uuid not null references tenant,
  state text not null check (state in ('recording', 'kept', 'lost', 'deleted')),
  sealed_key bytea not null,
  segments jsonb not null default '[]',
  duration_ms bigint,
  bytes bigint,
  sha256 text,
  began_at timestamptz not null,
  ended_at timestamptz,
  keep_until date not null
);
create index recording_call on recording (call_id);
create index recording_ending on recording (keep_until) where state = 'kept';

create table recording_access (
  id uuid primary key,
  recording_id uuid not null references recording,
  tenant_id uuid not null references tenant,
  person_id uuid not null references person,
  what text not null check (what in ('listened', 'downloaded')),
  at timestamptz not null
);
create index recording_access_recording on recording_access (recording_id, at);
create trigger recording_access_append_only before update or delete on recording_access
  for each row execute function refuse_change();
revoke update, delete on recording_access from sambung_app;

do $$
declare name text;
begin
  foreach name in array array['trunk', 'trunk_address', 'phone', 'phone_binding', 'service_number', 'service_number_phone',
    'call_event', 'open_call', 'cdr', 'call_leg_figures', 'recording', 'recording_access'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;
