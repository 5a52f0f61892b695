-- Queues (ACD): queues, agents, the owner of the state of a call centre, contacts and callbacks.

-- A queue; `rules` are checked by the program's schema. A queue that is not open takes nobody and keeps its rules.
create table queue (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  rules jsonb not null check (pg_column_size(rules) <= 8192),
  is_open boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index queue_name on queue (tenant_id, lower(name)) where ended_at is null;
-- Those that are there, with what their mark is made of; and all that were ever made, by when.
create index queue_open on queue (tenant_id) include (id, version) where ended_at is null;
create index queue_made on queue (tenant_id, created_at);
alter table queue enable row level security;
create policy queue_own on queue using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Who serves queues. An agent with an account works in the browser; one with a number and a PIN by codes of his phone.
create table agent (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  person_id uuid references person,
  home_phone_id uuid references phone,
  desk_number text check (desk_number ~ '^\d{3,8}$'),
  desk_pin_hash text check (length(desk_pin_hash) <= 400),
  -- Levels by the name of the skill.
  skills jsonb not null default '{}' check (pg_column_size(skills) <= 8192),
  version integer not null default 1,
  created_at timestamptz not null,
  ended_at timestamptz,
  awaited_email_key text check (length(awaited_email_key) <= 254 and awaited_email_key = lower(awaited_email_key)),
  check ((desk_number is null) = (desk_pin_hash is null)),
  constraint agent_awaited_or_tied check (awaited_email_key is null or person_id is null)
);
create unique index agent_person on agent (tenant_id, person_id) where ended_at is null and person_id is not null;
create unique index agent_desk_number on agent (tenant_id, desk_number) where ended_at is null and desk_number is not null;
create unique index agent_awaited on agent (tenant_id, awaited_email_key) where ended_at is null and awaited_email_key is not null;
create index agent_open on agent (tenant_id) include (id, version) where ended_at is null;
alter table agent enable row level security;
create policy agent_own on agent using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Queues that an agent serves, with the agent's rank.
create table agent_queue (
  agent_id uuid references agent,
  queue_id uuid references queue,
  tenant_id uuid not null references tenant,
  tier integer not null check (tier between 1 and 8),
  primary key (agent_id, queue_id)
);
create index agent_queue_queue on agent_queue (queue_id);
alter table agent_queue enable row level security;
create policy agent_queue_own on agent_queue using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Reasons for a pause that agents choose from.
create table pause_reason (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 60),
  version integer not null default 1,
  created_at timestamptz not null,
  ended_at timestamptz,
  -- The key by which an agent names his reason for a pause at a desk phone; null where it is named on screens only.
  digit smallint check (digit between 1 and 9)
);
create unique index pause_reason_name on pause_reason (tenant_id, lower(name)) where ended_at is null;
create unique index pause_reason_digit on pause_reason (tenant_id, digit) where ended_at is null and digit is not null;
alter table pause_reason enable row level security;
create policy pause_reason_own on pause_reason using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- What a contact came to, as the agent says; for one queue, or for all of them.
create table disposition (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  queue_id uuid references queue,
  name text not null check (length(name) between 1 and 60),
  version integer not null default 1,
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index disposition_name on disposition (tenant_id, coalesce(queue_id, '00000000-0000-0000-0000-000000000000'::uuid),
  lower(name)) where ended_at is null;
alter table disposition enable row level security;
create policy disposition_own on disposition using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Which switch owns the ACD state of a call centre. A lease is taken after it expired by the database's clock; each owner has a higher
-- fence, and writes require the current fence.
create table acd_lease (
  tenant_id uuid primary key references tenant,
  switch_id uuid not null references switch_run,
  fence bigint not null check (fence > 0),
  taken_at timestamptz not null,
  renewed_at timestamptz not null,
  expires_at timestamptz not null
);
alter table acd_lease enable row level security;
create policy acd_lease_own on acd_lease using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Events of queues and agents, in the sequence of the owner. `steady_ms` continues across owners.
create table queue_event (
  tenant_id uuid references tenant,
  sequence bigint check (sequence > 0),
  fence bigint not null,
  kind text not null check (length(kind) <= 40),
  at timestamptz not null,
  steady_ms bigint not null,
  contact_id uuid,
  queue_id uuid,
  agent_id uuid,
  body jsonb not null check (pg_column_size(body) <= 16384),
  primary key (tenant_id, sequence)
);
create index queue_event_age on queue_event (tenant_id, at);
create index queue_event_contact on queue_event (tenant_id, contact_id, sequence) where contact_id is not null;
create index queue_event_agent on queue_event (tenant_id, agent_id, at) where agent_id is not null;
create index queue_event_answered on queue_event (tenant_id, queue_id, sequence) where kind = 'contact.answered';
alter table queue_event enable row level security;
create policy queue_event_own on queue_event using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke update, delete on queue_event from sambung_app;

-- Contacts in progress: the fold of their events, written with them.
create table open_contact (
  contact_id uuid primary key,
  tenant_id uuid not null references tenant,
  queue_id uuid not null references queue,
  -- The call that waits or talks; null for a callback that is not being made.
  call_id uuid,
  caller text not null check (length(caller) <= 64),
  called text not null check (length(called) <= 64),
  kind text not null check (kind in ('call', 'callback', 'message')),
  state text not null check (state in ('waiting', 'offered', 'connecting', 'connected')),
  agent_id uuid,
  joined_at timestamptz not null,
  -- By the steady clock of the floor.
  joined_ms bigint not null,
  entered_ms bigint not null,
  connected_ms bigint,
  priority integer not null
);
create index open_contact_tenant on open_contact (tenant_id);
alter table open_contact enable row level security;
create policy open_contact_own on open_contact using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Callers waiting for a callback in their place of the queue.
create table queue_callback (
  contact_id uuid primary key,
  tenant_id uuid not null references tenant,
  number text not null check (length(number) between 1 and 32),
  called text not null check (length(called) <= 64),
  -- The contact as the floor had it: its place, its needs, the queues it has been in.
  place jsonb not null check (pg_column_size(place) <= 8192),
  joined_at timestamptz not null,
  asked_at timestamptz not null,
  dialled_at timestamptz,
  -- The call it was dialled by: the same call again is the same dialling.
  dialled_call_id uuid,
  closed_at timestamptz,
  outcome text check (length(outcome) <= 40),
  number_key text collate "C" generated always as (number_key(number)) stored,
  check ((dialled_at is null) = (dialled_call_id is null)),
  check ((closed_at is null) = (outcome is null))
);
create index queue_callback_open on queue_callback (tenant_id, joined_at) where closed_at is null;
create index queue_callback_number on queue_callback (tenant_id, number_key);
alter table queue_callback enable row level security;
create policy queue_callback_own on queue_callback using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Status of each logged-in agent, and the phone in use.
create table agent_status (
  agent_id uuid primary key references agent,
  tenant_id uuid not null references tenant,
  phone_id uuid references phone,
  state text not null check (length(state) <= 20),
  reason text check (length(reason) <= 60),
  contact_id uuid,
  since timestamptz not null,
  -- The agent as the floor had him: clocks, counts, until when, what he wants next.
  held jsonb not null check (pg_column_size(held) <= 4096)
);
create index agent_status_tenant on agent_status (tenant_id);
-- Who sits at a phone is asked by the phone.
create index agent_status_phone on agent_status (tenant_id, phone_id) where phone_id is not null;
alter table agent_status enable row level security;
create policy agent_status_own on agent_status using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Commands of agents: log in, pause, be ready, log out. The owner of the ACD state executes each once.
create table agent_command (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  agent_id uuid references agent,
  act jsonb not null check (pg_column_size(act) <= 1024),
  idempotency_key text not null check (length(idempotency_key) between 1 and 80),
  requested_by uuid references person,
  requested_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
  refusal text check (length(refusal) <= 60),
  done_at timestamptz,
  contact_id uuid,
  check ((state = 'waiting') = (done_at is null)),
  check ((state = 'refused') = (refusal is not null)),
  unique (tenant_id, idempotency_key),
  constraint agent_command_about check ((agent_id is null) <> (contact_id is null))
);
create index agent_command_waiting on agent_command (tenant_id, requested_at) where state = 'waiting';
alter table agent_command enable row level security;
create policy agent_command_own on agent_command using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- What an agent wrote about a contact; the last disposition counts.
create table contact_note (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  contact_id uuid not null,
  agent_id uuid not null references agent,
  disposition_id uuid references disposition,
  note text not null check (length(note) <= 2000),
  at timestamptz not null,
  check (note <> '' or disposition_id is not null)
);
create index contact_note_contact on contact_note (tenant_id, contact_id, at);
-- Reports count dispositions of a range.
create index contact_note_disposition on contact_note (tenant_id, at) where disposition_id is not null;
alter table contact_note enable row level security;
create policy contact_note_own on contact_note using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke update, delete on contact_note from sambung_app;

-- What agents of a queue say, as the call centre wrote it.
create table queue_script (
  queue_id uuid primary key references queue,
  tenant_id uuid not null references tenant,
  script text not null check (length(script) <= 4000),
  version integer not null check (version >= 1),
  changed_at timestamptz not null
);
alter table queue_script enable row level security;
create policy queue_script_own on queue_script using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Failed PIN attempts by desk number and by phone.
create table agent_pin_lock (
  tenant_id uuid references tenant,
  subject text check (subject ~ '^(number:[0-9a-f]{64}|phone:[0-9a-f-]{36})$'),
  failures integer not null check (failures between 0 and 100),
  locks integer not null check (locks between 0 and 1000),
  last_failed_at timestamptz not null,
  locked_until timestamptz,
  primary key (tenant_id, subject)
);
create index agent_pin_lock_age on agent_pin_lock (tenant_id, last_failed_at);
alter table agent_pin_lock enable row level security;
create policy agent_pin_lock_own on agent_pin_lock using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Softphone sessions: SIP credentials of one browser page, valid as long as the session that opened it.
create table softphone_session (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  agent_id uuid not null references agent,
  phone_id uuid not null references phone,
  person_id uuid not null references person,
  session_id uuid not null references session on delete cascade,
  -- Unlike any phone's, which begins with its extension.
  username text not null check (username ~ '^s-[a-z0-9]{20}$') unique,
  sealed_secret bytea not null,
  opened_at timestamptz not null,
  -- By the clock of the database: portal and switch may go by different ones.
  expires_at timestamptz not null
);
create unique index softphone_session_agent on softphone_session (tenant_id, agent_id);
create unique index softphone_session_phone on softphone_session (tenant_id, phone_id);
create index softphone_session_session on softphone_session (session_id);
alter table softphone_session enable row level security;
create policy softphone_session_own on softphone_session using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Agents whose desktop is open in a browser.
create table desktop_presence (
  agent_id uuid primary key references agent,
  tenant_id uuid not null references tenant,
  seen_until timestamptz not null,
  -- The state that the owner of the ACD state has read.
  is_published boolean not null default false
) with (fillfactor = 70);
create index desktop_presence_tenant on desktop_presence (tenant_id);
alter table desktop_presence enable row level security;
create policy desktop_presence_own on desktop_presence using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
