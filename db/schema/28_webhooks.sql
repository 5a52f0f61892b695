-- Webhooks: addresses, deliveries and the answers they got.

-- Numbers the deliveries of one subject; a delivery with a higher number is newer.
create sequence webhook_sequence;

-- Webhook addresses and the events they subscribe to.
create table webhook_endpoint (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  url text not null check (length(url) between 9 and 500 and url ~ '^https?://'),
  -- Event kinds that the endpoint subscribes to.
  kinds text[] not null check (cardinality(kinds) <= 20),
  is_on boolean not null default true,
  -- Who switched it off: people, the address itself (410 Gone), or too much that waited for it.
  off_why text check (off_why in ('person', 'gone', 'full')),
  -- Shown once. The one before signs too until its end.
  sealed_secret bytea,
  old_sealed_secret bytea,
  old_secret_until timestamptz,
  -- Tries in a row that nobody heard; from some on only one call at a time looks whether it is back, not before `probe_at`.
  failures integer not null default 0 check (failures >= 0),
  probe_at timestamptz,
  version integer not null default 1 check (version >= 1),
  created_by uuid references person,
  created_at timestamptz not null,
  ended_at timestamptz,
  -- `callbacks`: addresses that applications name with a call, a number or a message for status callbacks. They are delivered like all
  -- events; each host that is named is one endpoint of the call centre.
  purpose text not null default 'events' check (purpose in ('events', 'callbacks')),
  check (is_on = (off_why is null)),
  check ((old_sealed_secret is null) = (old_secret_until is null)),
  constraint webhook_endpoint_of_tenant unique (tenant_id, id),
  check ((purpose = 'callbacks') = (sealed_secret is null) and (purpose = 'callbacks') = (created_by is null)),
  check (purpose = 'events' or cardinality(kinds) = 0)
);
create index webhook_endpoint_by on webhook_endpoint (created_by);
create unique index webhook_endpoint_name on webhook_endpoint (tenant_id, lower(name)) where ended_at is null and purpose = 'events';
create unique index webhook_endpoint_place on webhook_endpoint (tenant_id, url) where ended_at is null and purpose = 'callbacks';
alter table webhook_endpoint enable row level security;
create policy webhook_endpoint_own on webhook_endpoint using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Events to deliver to an address: inserted in the transaction of the event, retried for a day.
create table webhook_delivery (
  endpoint_id uuid,
  -- The same at each attempt, and for each endpoint that receives the event.
  event_id uuid,
  tenant_id uuid not null,
  kind text not null check (length(kind) between 1 and 40),
  -- What it is about: a message, an alert that was raised.
  subject_id uuid,
  -- The same telling is ordered once.
  once text check (length(once) between 1 and 100),
  sequence bigint not null check (sequence >= 0),
  body text not null check (length(body) <= 20000),
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead', 'dropped')),
  -- All tries, and those since it was ordered or sent again by hand.
  attempts integer not null default 0 check (attempts between 0 and 10000),
  tries integer not null default 0 check (tries between 0 and 1000),
  next_try_at timestamptz not null,
  give_up_at timestamptz not null,
  -- Lease of the process that delivers; after it any process may deliver again.
  taken_until timestamptz,
  created_at timestamptz not null,
  over_at timestamptz,
  -- URL and method of a delivery as a form; its body holds the fields of that form.
  url text check (length(url) between 9 and 2048),
  method text check (method in ('GET', 'POST')),
  check ((state = 'waiting') = (over_at is null)),
  primary key (endpoint_id, event_id),
  foreign key (tenant_id, endpoint_id) references webhook_endpoint (tenant_id, id),
  check ((url is null) = (method is null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
create unique index webhook_delivery_once on webhook_delivery (endpoint_id, once) where once is not null;
create index webhook_delivery_due on webhook_delivery (endpoint_id, next_try_at) where state = 'waiting';
create index webhook_delivery_newest on webhook_delivery (endpoint_id, created_at desc, event_id desc);
create index webhook_delivery_dead on webhook_delivery (endpoint_id, over_at desc, event_id desc) where state = 'dead';
create index webhook_delivery_over on webhook_delivery (over_at) where over_at is not null;
create index webhook_delivery_late on webhook_delivery (give_up_at) where state = 'waiting';
create index webhook_delivery_subject on webhook_delivery (subject_id) where subject_id is not null;
create index webhook_delivery_tenant on webhook_delivery (tenant_id, endpoint_id);
alter table webhook_delivery enable row level security;
create policy webhook_delivery_own on webhook_delivery using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Attempts of a delivery: status or error, and the beginning of the response.
create table webhook_exchange (
  endpoint_id uuid,
  event_id uuid,
  attempt integer check (attempt >= 1),
  tenant_id uuid not null,
  at timestamptz not null,
  status integer,
  fault text check (length(fault) <= 40),
  duration_ms integer not null check (duration_ms >= 0),
  answer text not null check (length(answer) <= 300),
  primary key (endpoint_id, event_id, attempt),
  foreign key (endpoint_id, event_id) references webhook_delivery on delete cascade
);
create index webhook_exchange_newest on webhook_exchange (endpoint_id, at desc, event_id, attempt);
create index webhook_exchange_old on webhook_exchange (at);
alter table webhook_exchange enable row level security;
create policy webhook_exchange_own on webhook_exchange using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
