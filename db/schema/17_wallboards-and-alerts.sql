-- Wallboards and alerts.

-- Boards for a wall: which figures of a call centre stand where. Whoever has a link sees them without an account.
create table wallboard (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  tiles jsonb not null check (jsonb_typeof(tiles) = 'array' and jsonb_array_length(tiles) <= 24),
  -- Whether a tile may name agents.
  shows_agent_names boolean not null,
  -- What a supervisor says to all who see it.
  message text not null default '' check (length(message) <= 200),
  version integer not null default 1 check (version >= 1),
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index wallboard_name on wallboard (tenant_id, lower(name)) where ended_at is null;
alter table wallboard enable row level security;
create policy wallboard_own on wallboard using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Links that show one board on a screen without a session. The token is shown once; only its digest is stored.
create table wallboard_link (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  wallboard_id uuid not null references wallboard,
  label text not null check (length(label) between 1 and 80),
  token_digest bytea not null check (length(token_digest) = 32) unique,
  made_by uuid not null references person,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  check (ends_at > made_at and ends_at <= (made_at + '400 days'::interval))
);
create index wallboard_link_newest on wallboard_link (wallboard_id, made_at desc);
alter table wallboard_link enable row level security;
create policy wallboard_link_own on wallboard_link using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Alert rules of a call centre: measure, threshold and recipients.
create table alert (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  -- Written from a form that was checked.
  rule jsonb not null check (jsonb_typeof(rule) = 'object' and length(rule::text) <= 10000),
  is_on boolean not null,
  version integer not null default 1 check (version >= 1),
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint alert_of_tenant unique (tenant_id, id)
);
create unique index alert_name on alert (tenant_id, lower(name)) where ended_at is null;
alter table alert enable row level security;
create policy alert_own on alert using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- What was raised once: the figure and the place of the log it was read at, who took it on, and when it was over.
create table alert_event (
  id uuid primary key,
  tenant_id uuid not null,
  alert_id uuid not null,
  name text not null,
  measure text not null,
  comparison text not null check (comparison in ('at-least', 'at-most')),
  threshold integer not null,
  -- Names of its queues as they were; empty for the whole call centre.
  queues jsonb not null check (jsonb_typeof(queues) = 'array' and length(queues::text) <= 10000),
  figure integer not null,
  sequence bigint not null check (sequence >= 0),
  raised_at timestamptz not null,
  -- How often it was notified, the first time included, and when last.
  tellings integer not null default 1 check (tellings >= 1),
  told_at timestamptz not null,
  acknowledged_by uuid references person,
  acknowledged_at timestamptz,
  cleared_at timestamptz,
  cleared_figure integer,
  cleared_sequence bigint,
  cleared_why text check (cleared_why in ('calm', 'changed')),
  check ((acknowledged_by is null) = (acknowledged_at is null)),
  check ((cleared_at is null) = (cleared_why is null)),
  check (cleared_at >= raised_at),
  constraint alert_event_of_tenant unique (tenant_id, id),
  foreign key (tenant_id, alert_id) references alert (tenant_id, id)
);
-- One open event for each alert, whichever process raises it.
create unique index alert_event_standing on alert_event (alert_id) where cleared_at is null;
create index alert_event_newest on alert_event (tenant_id, raised_at desc, id desc);
create index alert_event_of_alert on alert_event (alert_id, raised_at desc);
alter table alert_event enable row level security;
create policy alert_event_own on alert_event using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Results of alerts by short message. The numbers are stored with the alert and with the messages.
create table alert_text (
  tenant_id uuid not null,
  alert_id uuid not null,
  event_id uuid,
  kind text check (kind in ('raised', 'cleared')),
  -- Its place among the numbers of the alert, and how the number ends.
  place smallint check (place between 1 and 10),
  number_end text not null check (number_end ~ '^\d{4}$'),
  -- The message as it was taken, or why there is none.
  message_id uuid,
  refusal text check (length(refusal) between 1 and 40),
  notified_at timestamptz not null,
  check ((message_id is null) <> (refusal is null)),
  primary key (event_id, kind, place),
  foreign key (tenant_id, event_id) references alert_event (tenant_id, id)
);
create index alert_text_of_hour on alert_text (alert_id, notified_at) where kind = 'raised' and refusal is null;
alter table alert_text enable row level security;
create policy alert_text_own on alert_text using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
