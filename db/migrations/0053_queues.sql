-- The queues of a call centre: their rules, who serves them, everything that happens on their floor, and what is open on it.

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
  check ((desk_number is null) = (desk_pin_hash is null))
);
create unique index agent_person on agent (tenant_id, person_id) where ended_at is null and person_id is not null;
create unique index agent_desk_number on agent (tenant_id, desk_number) where ended_at is null and desk_number is not null;

create table agent_queue (
  agent_id uuid not null references agent,
  queue_id uuid not null references queue,
  tenant_id uuid not null references tenant,
  tier integer not null check (tier between 1 and 8),
  primary key (agent_id, queue_id)
);
create index agent_queue_queue on agent_queue (queue_id);

create table pause_reason (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 60),
  version integer not null default 1,
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index pause_reason_name on pause_reason (tenant_id, lower(name)) where ended_at is null;

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
create unique index disposition_name
  on disposition (tenant_id, coalesce(queue_id, '00000000-0000-0000-0000-000000000000'), lower(name)) where ended_at is null;

-- Which switch owns the floor of a call centre. It is taken only after it has run out by the clock of the database; every
-- taking has a higher fence, and what is written for a floor is written only while its fence is this one.
create table floor_lease (
  tenant_id uuid primary key references tenant,
  switch_id uuid not null references switch_run,
  fence bigint not null check (fence > 0),
  taken_at timestamptz not null,
  renewed_at timestamptz not null,
  expires_at timestamptz not null
);

-- Everything that happens on a floor, in the sequence of its owner. `steady_ms` counts on from owner to owner.
create table queue_event (
  tenant_id uuid not null references tenant,
  sequence bigint not null check (sequence > 0),
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
create trigger queue_event_append_only before update or delete on queue_event
  for each row execute function refuse_change_of_events();
create trigger queue_event_no_truncate before truncate on queue_event for each statement execute function refuse_change();
revoke update, delete on queue_event from sambung_app;

create function forget_queue_events(before timestamptz, most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from queue_event where (tenant_id, sequence) in (
    select e.tenant_id, e.sequence from queue_event e
    where e.tenant_id = current_tenant() and e.at < least(before, now() - interval '3 months')
    order by e.at limit most);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function forget_queue_events(timestamptz, integer) from public;
grant execute on function forget_queue_events(timestamptz, integer) to sambung_app;

-- Contacts that are not over: what the events of each add up to, written with them.
create table open_contact (
  contact_id uuid primary key,
  tenant_id uuid not null references tenant,
  queue_id uuid not null references queue,
  -- The call that waits or talks; null for a callback that is not being made.
  call_id uuid,
  caller text not null check (length(caller) <= 64),
  called text not null check (length(called) <= 64),
  kind text not null check (kind in ('call', 'callback')),
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

-- A caller who asked to be called back: he keeps his place, and `dialled_at` is set once.
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
  check ((dialled_at is null) = (dialled_call_id is null)),
  check ((closed_at is null) = (outcome is null))
);
create index queue_callback_open on queue_callback (tenant_id, joined_at) where closed_at is null;

-- How each agent who is logged in stands, and at which phone; written with the event that says so.
create table agent_standing (
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
create index agent_standing_tenant on agent_standing (tenant_id);

-- What agents want of the floor: log in, pause, be ready, log out. The owner of the floor takes each once.
create table agent_command (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  agent_id uuid not null references agent,
  act jsonb not null check (pg_column_size(act) <= 1024),
  idempotency_key text not null check (length(idempotency_key) between 1 and 80),
  requested_by uuid references person,
  requested_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
  refusal text check (length(refusal) <= 60),
  done_at timestamptz,
  unique (tenant_id, idempotency_key),
  check ((state = 'waiting') = (done_at is null)),
  check ((state = 'refused') = (refusal is not null))
);
create index agent_command_waiting on agent_command (tenant_id, requested_at) where state = 'waiting';

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
create trigger contact_note_append_only before update or delete on contact_note
  for each row execute function refuse_change();
create trigger contact_note_no_truncate before truncate on contact_note for each statement execute function refuse_change();
revoke update, delete on contact_note from sambung_app;

do $$
declare name text;
begin
  foreach name in array array['queue', 'agent', 'agent_queue', 'pause_reason', 'disposition', 'floor_lease', 'queue_event',
    'open_contact', 'queue_callback', 'agent_standing', 'agent_command', 'contact_note'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;
