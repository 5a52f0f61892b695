-- Alerts of a call centre: what is measured, from when on somebody is told, and what was raised.
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
  -- How often it was told, the first time among them, and when last.
  tellings integer not null default 1 check (tellings >= 1),
  told_at timestamptz not null,
  acknowledged_by uuid references person,
  acknowledged_at timestamptz,
  cleared_at timestamptz,
  cleared_figure integer,
  cleared_sequence bigint,
  cleared_why text check (cleared_why in ('calm', 'changed')),
  foreign key (tenant_id, alert_id) references alert (tenant_id, id),
  constraint alert_event_of_tenant unique (tenant_id, id),
  check ((acknowledged_by is null) = (acknowledged_at is null)),
  check ((cleared_at is null) = (cleared_why is null)),
  check (cleared_at >= raised_at)
);
-- An alert stands once, whoever raises it.
create unique index alert_event_standing on alert_event (alert_id) where cleared_at is null;
create index alert_event_newest on alert_event (tenant_id, raised_at desc, id desc);
create index alert_event_of_alert on alert_event (alert_id, raised_at desc);

-- An address outside that is told of alerts. Its secret was shown once.
create table alert_webhook (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  url text not null check (length(url) between 9 and 500 and url like 'https://%'),
  sealed_secret bytea not null,
  created_by uuid not null references person,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint alert_webhook_of_tenant unique (tenant_id, id)
);
create unique index alert_webhook_name on alert_webhook (tenant_id, lower(name)) where ended_at is null;

-- What is or was to be told to an address; written in the transaction that decided it, tried until it is heard or given up.
create table alert_delivery (
  id uuid primary key,
  tenant_id uuid not null,
  webhook_id uuid not null,
  -- Null for a trial.
  event_id uuid,
  kind text not null check (kind in ('raised', 'repeated', 'cleared', 'test')),
  nth integer not null check (nth >= 1),
  body text not null check (length(body) <= 20000),
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0 check (attempts between 0 and 20),
  next_try_at timestamptz not null,
  tried_at timestamptz,
  -- What the last try was answered: a status, or the name of what went wrong, and the beginning of the answer's text.
  status integer,
  fault text,
  answer text not null default '' check (length(answer) <= 300),
  created_at timestamptz not null,
  foreign key (tenant_id, webhook_id) references alert_webhook (tenant_id, id),
  foreign key (tenant_id, event_id) references alert_event (tenant_id, id),
  check ((kind = 'test') = (event_id is null))
);
create unique index alert_delivery_once on alert_delivery (webhook_id, event_id, kind, nth) where event_id is not null;
create index alert_delivery_due on alert_delivery (next_try_at) where state = 'waiting';
create index alert_delivery_newest on alert_delivery (webhook_id, created_at desc, id desc);
create index alert_delivery_of_event on alert_delivery (event_id) where event_id is not null;

do $$
declare name text;
begin
  foreach name in array array['alert', 'alert_event', 'alert_webhook', 'alert_delivery'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- Whose figures have to be looked at.
create function alert_tenants() returns table (tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id from tenant t where t.closed_at is null
    and exists (select from alert a where a.tenant_id = t.id and a.ended_at is null and a.is_on)
  order by t.id limit 1000
$$;
revoke execute on function alert_tenants() from public;
grant execute on function alert_tenants() to sambung_app;

-- The oldest delivery that is due of each call centre: none of them keeps another one waiting.
create function due_alert_deliveries(now_at timestamptz, at_most integer) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select due.tenant_id, due.id from (
    select distinct on (d.tenant_id) d.tenant_id, d.id, d.next_try_at from alert_delivery d
    join tenant t on t.id = d.tenant_id and t.closed_at is null
    where d.state = 'waiting' and d.next_try_at <= now_at
    order by d.tenant_id, d.next_try_at, d.id) due
  order by due.next_try_at limit at_most
$$;
revoke execute on function due_alert_deliveries(timestamptz, integer) from public;
grant execute on function due_alert_deliveries(timestamptz, integer) to sambung_app;

-- What nobody looks up any more goes: deliveries first, then what was raised and is over.
create function forget_alerts(deliveries_before timestamptz, events_before timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from alert_delivery where state <> 'waiting' and created_at < deliveries_before;
  delete from alert_event e where e.cleared_at < events_before
    and not exists (select from alert_delivery d where d.event_id = e.id);
$$;
revoke execute on function forget_alerts(timestamptz, timestamptz) from public;
grant execute on function forget_alerts(timestamptz, timestamptz) to sambung_app;

-- They leave with their call centre.
create function remove_alerts() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from alert_delivery where tenant_id = new.id;
  delete from alert_webhook where tenant_id = new.id;
  delete from alert_event where tenant_id = new.id;
  delete from alert where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_alerts() from public;
create trigger tenant_removes_alerts after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_alerts();
