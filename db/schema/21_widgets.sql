-- Website widgets: callbacks and browser calls that visitors of a website ask for.

-- Website widgets for callbacks and browser calls, limited to the origins of the call centre.
create table widget (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  -- What the line on the website names; it is no secret.
  key text collate "C" not null check (key ~ '^[a-z2-9]{12}$') unique,
  name text not null check (length(name) between 1 and 80),
  queue_id uuid not null references queue,
  -- The number by whose line visitors are called, and which they may call themselves.
  code text not null check (length(code) between 1 and 32),
  hours_id uuid not null,
  -- Where it may be shown: schemes with hosts and ports, nothing else.
  origins text[] not null check (cardinality(origins) between 1 and 20),
  offers_now boolean not null,
  offers_later boolean not null,
  days_ahead integer not null check (days_ahead between 1 and 14),
  -- Callbacks that are taken in an hour at the most.
  hour_max integer not null check (hour_max between 1 and 500),
  words jsonb not null check (jsonb_typeof(words) = 'object' and pg_column_size(words) <= 4096),
  is_on boolean not null,
  version integer not null default 1,
  created_at timestamptz not null,
  ended_at timestamptz,
  -- Visitors of websites call by their browsers' sound: one visit is one call to the one number that its widget says.
  talk_code text check (length(talk_code) between 1 and 32),
  -- How long such a call may last, waiting included, and how many may go on at once.
  talk_minutes integer not null default 30 check (talk_minutes between 1 and 60),
  talk_max integer not null default 5 check (talk_max between 1 and 50),
  constraint widget_of_tenant unique (tenant_id, id),
  foreign key (tenant_id, hours_id) references named_hours (tenant_id, id),
  constraint widget_offers check (offers_now or offers_later or talk_code is not null)
);
create unique index widget_name on widget (tenant_id, lower(name)) where ended_at is null;
alter table widget enable row level security;
create policy widget_own on widget using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke delete on widget from sambung_app;

-- Daily counts of widget views and requests.
create table widget_count (
  widget_id uuid,
  tenant_id uuid not null references tenant,
  day date,
  kind text check (length(kind) <= 40),
  count integer not null check (count > 0),
  primary key (widget_id, day, kind),
  foreign key (tenant_id, widget_id) references widget (tenant_id, id)
);
alter table widget_count enable row level security;
create policy widget_count_own on widget_count using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Single-use request tokens that were used, until they expire.
create table widget_ticket (
  nonce text collate "C" primary key check (length(nonce) between 16 and 40),
  tenant_id uuid not null references tenant,
  expires_at timestamptz not null
);
create index widget_ticket_over on widget_ticket (tenant_id, expires_at);
alter table widget_ticket enable row level security;
create policy widget_ticket_own on widget_ticket using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Numbers that opted out of widget callbacks of a call centre.
create table widget_block (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  number text not null check (length(number) between 3 and 32),
  number_key text collate "C" generated always as (number_key(number)) stored,
  blocked_at timestamptz not null,
  blocked_by uuid not null references person
);
create unique index widget_block_number on widget_block (tenant_id, number_key);
create index widget_block_at on widget_block (tenant_id, blocked_at desc, id);
alter table widget_block enable row level security;
create policy widget_block_own on widget_block using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- How often a number was asked for on websites since when, all call centres together. The mark is made with a key that is not in the
-- database: nobody reads a number from it, and no call centre reads the table.
create table widget_number (
  mark bytea primary key check (length(mark) = 32),
  since timestamptz not null,
  count integer not null
);
create index widget_number_since on widget_number (since);
revoke all on widget_number from sambung_app;

-- Browser calls started from a widget.
create table widget_visit (
  -- The call's own id, should it come to one.
  id uuid primary key,
  tenant_id uuid not null references tenant,
  widget_id uuid not null,
  code text not null check (length(code) between 1 and 32),
  -- Of what the page opens its connection with.
  secret_digest bytea not null check (length(secret_digest) = 32) unique,
  -- What stands for his address, by a key that is not in the database; taken away after a month.
  address_mark bytea check (length(address_mark) = 32),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- When its one connection was opened; null while it may be, and where it never was.
  opened_at timestamptz,
  foreign key (tenant_id, widget_id) references widget (tenant_id, id)
);
create index widget_visit_of_widget on widget_visit (tenant_id, widget_id, created_at);
create index widget_visit_unused on widget_visit (expires_at) where opened_at is null;
create index widget_visit_marked on widget_visit (created_at) where address_mark is not null;
alter table widget_visit enable row level security;
create policy widget_visit_own on widget_visit using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Temporary blocks of callers who misused a widget; by a keyed hash of the address.
create table widget_caller_block (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  address_mark bytea not null check (length(address_mark) = 32),
  -- By which widget he called.
  widget_id uuid not null,
  blocked_at timestamptz not null,
  until_at timestamptz not null,
  blocked_by uuid not null references person,
  foreign key (tenant_id, widget_id) references widget (tenant_id, id)
);
create unique index widget_caller_block_mark on widget_caller_block (tenant_id, address_mark);
create index widget_caller_block_at on widget_caller_block (tenant_id, blocked_at desc, id);
create index widget_caller_block_widget on widget_caller_block (tenant_id, widget_id);
create index widget_caller_block_by on widget_caller_block (blocked_by);
alter table widget_caller_block enable row level security;
create policy widget_caller_block_own on widget_caller_block using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Callbacks that agents plan. One is kept here until its time; then it is a callback of its queue like any other, under an id made for this
-- try, and what becomes of that is written back here.
create table planned_callback (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  number text not null check (length(number) between 1 and 32),
  number_key text collate "C" generated always as (number_key(number)) stored,
  -- The number that the customer had called: by its line he is called back.
  called text not null check (length(called) <= 64),
  queue_id uuid not null references queue,
  -- Who planned it, and whether it is to come to that agent first.
  agent_id uuid references agent,
  is_own boolean not null,
  note text not null check (length(note) <= 500),
  due_at timestamptz not null,
  -- Diallings that were, and how many there are at the most.
  tries integer not null default 0 check (tries between 0 and 3),
  tries_max integer not null check (tries_max between 1 and 3),
  state text not null default 'planned'
    check (state in ('planned', 'due', 'reached', 'unreached', 'expired', 'barred', 'queue-gone', 'cut-off', 'cancelled')),
  -- The contact it was planned in, and that of the try that goes on or was the last.
  from_contact_id uuid,
  contact_id uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  ended_at timestamptz,
  widget_id uuid references widget,
  check ((state in ('planned', 'due')) = (ended_at is null)),
  check (state <> 'due' or contact_id is not null),
  constraint planned_callback_by
    check ((widget_id is null) = (agent_id is not null) and (widget_id is null) = (from_contact_id is not null)
    and not (widget_id is not null and is_own)),
  constraint planned_callback_from_websites exclude using gist (number_key with =,
    tsrange((due_at at time zone 'UTC') - '12:00:00'::interval, (due_at at time zone 'UTC') + '12:00:00'::interval) with &&)
    where (widget_id is not null and ended_at is null)
);
-- Nobody is promised two callbacks at once.
create unique index planned_callback_number on planned_callback (tenant_id, number_key) where ended_at is null;
create unique index planned_callback_contact on planned_callback (contact_id) where contact_id is not null;
create index planned_callback_open on planned_callback (tenant_id, due_at) where ended_at is null;
create index planned_callback_ended on planned_callback (tenant_id, ended_at) where ended_at is not null;
create index planned_callback_of on planned_callback (tenant_id, number_key);
create index planned_callback_widget on planned_callback (widget_id, created_at) where widget_id is not null;
alter table planned_callback enable row level security;
create policy planned_callback_own on planned_callback using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
