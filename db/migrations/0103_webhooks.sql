-- Addresses outside that a call centre has told of what happens in it. Those of alerts were the first ones.
create table webhook_endpoint (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  url text not null check (length(url) between 9 and 500 and url ~ '^https?://'),
  -- What it wants to be told of.
  kinds text[] not null check (cardinality(kinds) <= 20),
  is_on boolean not null default true,
  -- Who switched it off: people, the address itself (410 Gone), or too much that waited for it.
  off_why text check (off_why in ('person', 'gone', 'full')),
  -- Shown once. The one before signs too until its end.
  sealed_secret bytea not null,
  old_sealed_secret bytea,
  old_secret_until timestamptz,
  -- Tries in a row that nobody heard; from some on only one call at a time looks whether it is back, not before `probe_at`.
  failures integer not null default 0 check (failures >= 0),
  probe_at timestamptz,
  version integer not null default 1 check (version >= 1),
  created_by uuid not null references person,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint webhook_endpoint_of_tenant unique (tenant_id, id),
  check (is_on = (off_why is null)),
  check ((old_sealed_secret is null) = (old_secret_until is null))
);
create unique index webhook_endpoint_name on webhook_endpoint (tenant_id, lower(name)) where ended_at is null;
create index webhook_endpoint_by on webhook_endpoint (created_by);

-- Later is higher, for each subject: the body says it, and nobody waits for an earlier one.
create sequence webhook_sequence;

-- An event on its way to an address: written in the transaction of the fact, called until it is heard or a day is over.
create table webhook_delivery (
  endpoint_id uuid not null,
  -- The same at each try, and for each address that is told of the event.
  event_id uuid not null,
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
  -- While a process calls; then whoever looks may call again.
  taken_until timestamptz,
  created_at timestamptz not null,
  over_at timestamptz,
  primary key (endpoint_id, event_id),
  foreign key (tenant_id, endpoint_id) references webhook_endpoint (tenant_id, id),
  check ((state = 'waiting') = (over_at is null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
create unique index webhook_delivery_once on webhook_delivery (endpoint_id, once) where once is not null;
create index webhook_delivery_due on webhook_delivery (endpoint_id, next_try_at) where state = 'waiting';
create index webhook_delivery_newest on webhook_delivery (endpoint_id, created_at desc, event_id desc);
create index webhook_delivery_dead on webhook_delivery (endpoint_id, over_at desc, event_id desc) where state = 'dead';
create index webhook_delivery_over on webhook_delivery (over_at) where over_at is not null;
create index webhook_delivery_late on webhook_delivery (give_up_at) where state = 'waiting';
create index webhook_delivery_subject on webhook_delivery (subject_id) where subject_id is not null;
create index webhook_delivery_tenant on webhook_delivery (tenant_id, endpoint_id);

-- What a try was answered: a status, or the name of what went wrong, and the beginning of the answer's text.
create table webhook_exchange (
  endpoint_id uuid not null,
  event_id uuid not null,
  attempt integer not null check (attempt >= 1),
  tenant_id uuid not null,
  at timestamptz not null,
  status integer,
  fault text check (length(fault) <= 40),
  duration_ms integer not null check (duration_ms >= 0),
  answer text not null check (length(answer) <= 300),
  primary key (endpoint_id, event_id, attempt),
  foreign key (endpoint_id, event_id) references webhook_delivery (endpoint_id, event_id) on delete cascade
);
create index webhook_exchange_newest on webhook_exchange (endpoint_id, at desc, event_id, attempt);
create index webhook_exchange_old on webhook_exchange (at);

do $$
declare name text;
begin
  foreach name in array array['webhook_endpoint', 'webhook_delivery', 'webhook_exchange'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- Addresses of alerts become addresses for alerts, with their secrets, and what waits for them goes on.
insert into webhook_endpoint (id, tenant_id, name, url, kinds, sealed_secret, created_by, created_at, ended_at)
select id, tenant_id, name, url, '{alert}', sealed_secret, created_by, created_at, ended_at from alert_webhook;
insert into webhook_delivery (endpoint_id, event_id, tenant_id, kind, subject_id, once, sequence, body, state, attempts, tries, next_try_at,
  give_up_at, created_at, over_at)
select d.webhook_id, d.id, d.tenant_id, case when d.kind = 'test' then 'test' else 'alert.' || d.kind end, d.event_id,
  case when d.event_id is null then null else d.event_id || ' ' || d.kind || ' ' || d.nth end,
  nextval('webhook_sequence'), d.body, case d.state when 'failed' then 'dead' else d.state end, d.attempts, d.attempts, d.next_try_at,
  d.created_at + interval '1 day', d.created_at, case when d.state = 'waiting' then null else coalesce(d.tried_at, d.created_at) end
from (select * from alert_delivery order by created_at, id) d;
insert into webhook_exchange (endpoint_id, event_id, attempt, tenant_id, at, status, fault, duration_ms, answer)
select webhook_id, id, attempts, tenant_id, tried_at, status, fault, 0, answer from alert_delivery where tried_at is not null and attempts > 0;

drop function due_alert_deliveries(timestamptz, integer);
drop function forget_alerts(timestamptz, timestamptz);
drop table alert_delivery;
drop table alert_webhook;

-- An instant as bodies say it.
create function iso_moment(at timestamptz) returns text
language sql stable parallel safe as $$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

-- Whether any address of the transaction's call centre wants to be told of something.
create function is_webhook_wanted(wish text) returns boolean
language sql stable as $$
  select exists (select from webhook_endpoint e
    where e.tenant_id = current_tenant() and e.ended_at is null and e.is_on and wish = any (e.kinds))
$$;

-- Orders that those addresses of the transaction's call centre are told which want it, in the transaction of the fact. `about` is the text
-- of a JSON object; `chosen` names the addresses where somebody chose among them. Answers how many are told.
create function tell_webhooks(wish text, event_kind text, event uuid, subject uuid, at timestamptz, about text,
  chosen uuid[] default null, only_once text default null) returns integer
language plpgsql as $$
declare told integer;
begin
  insert into webhook_delivery (endpoint_id, event_id, tenant_id, kind, subject_id, once, sequence, body, next_try_at, give_up_at, created_at)
  select e.id, event, e.tenant_id, event_kind, subject, only_once, n.sequence,
    '{"id":' || to_json(event::text) || ',"kind":' || to_json(event_kind) || ',"sequence":' || n.sequence
      || ',"at":' || to_json(iso_moment(at)) || ',' || substr(about, 2),
    at, at + interval '1 day', at
  from (select nextval('webhook_sequence') as sequence) n
  join webhook_endpoint e on e.tenant_id = current_tenant() and e.ended_at is null and e.is_on
    and (wish is null or wish = any (e.kinds)) and (chosen is null or e.id = any (chosen))
  on conflict do nothing;
  get diagnostics told = row_count;
  return told;
end $$;

-- What is due, of each address no more than some and of one that does not answer a single look; call centres take turns.
create function due_webhook_deliveries(now_at timestamptz, each integer, failing_from integer, at_most integer)
returns table (tenant_id uuid, endpoint_id uuid, event_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive waiting as (
    (select d.endpoint_id from webhook_delivery d where d.state = 'waiting' order by d.endpoint_id limit 1)
    union all
    select (select d.endpoint_id from webhook_delivery d where d.state = 'waiting' and d.endpoint_id > w.endpoint_id
      order by d.endpoint_id limit 1)
    from waiting w where w.endpoint_id is not null),
  due as (
    select e.tenant_id, e.id, d.event_id, d.next_try_at,
      row_number() over (partition by e.tenant_id order by d.place, d.next_try_at, d.event_id) as place
    from waiting w
    join webhook_endpoint e on e.id = w.endpoint_id and e.is_on and e.ended_at is null
    join tenant t on t.id = e.tenant_id and t.closed_at is null
    cross join lateral (
      select o.event_id, o.next_try_at, row_number() over (order by o.next_try_at, o.sequence) as place
      from (select w2.event_id, w2.next_try_at, w2.sequence from webhook_delivery w2
        where w2.endpoint_id = e.id and w2.state = 'waiting' and w2.next_try_at <= now_at
        order by w2.next_try_at limit case when e.failures < failing_from then each when e.probe_at <= now_at then 1 else 0 end) o) d)
  select due.tenant_id, due.id, due.event_id from due order by due.place, due.next_try_at limit at_most
$$;

-- Nobody heard of these in their time, or their address has ended: no more than some at once.
create function bury_webhook_deliveries(now_at timestamptz, at_most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare count_ended integer; count_late integer;
begin
  update webhook_delivery d set state = 'dropped', over_at = now_at, taken_until = null
  from (select w.endpoint_id, w.event_id from webhook_delivery w join webhook_endpoint e on e.id = w.endpoint_id
    where w.state = 'waiting' and e.ended_at is not null and e.ended_at > now_at - interval '2 days' limit at_most for update of w skip locked) x
  where d.endpoint_id = x.endpoint_id and d.event_id = x.event_id;
  get diagnostics count_ended = row_count;
  update webhook_delivery d set state = 'dead', over_at = now_at, taken_until = null
  from (select w.endpoint_id, w.event_id from webhook_delivery w
    where w.state = 'waiting' and w.give_up_at <= now_at and (w.taken_until is null or w.taken_until <= now_at)
    limit at_most for update of w skip locked) x
  where d.endpoint_id = x.endpoint_id and d.event_id = x.event_id;
  get diagnostics count_late = row_count;
  return count_ended + count_late;
end $$;

-- Addresses for which more waits than may.
create function full_webhook_endpoints(most integer) returns table (tenant_id uuid, endpoint_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.tenant_id, e.id from webhook_endpoint e
  where e.ended_at is null and e.is_on and e.failures > 0
    and (select count(*) from (select from webhook_delivery d where d.endpoint_id = e.id and d.state = 'waiting' limit most + 1) w) > most
  limit 1000
$$;

-- What nobody looks up any more goes, no more than some at once.
create function forget_webhook_deliveries(before timestamptz, at_most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare gone integer;
begin
  delete from webhook_delivery d using (select w.endpoint_id, w.event_id from webhook_delivery w
    where w.over_at < before limit at_most for update skip locked) x
  where d.endpoint_id = x.endpoint_id and d.event_id = x.event_id;
  get diagnostics gone = row_count;
  return gone;
end $$;

create function forget_alerts(events_before timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from alert_text x using alert_event e where e.id = x.event_id and e.cleared_at < events_before;
  delete from alert_event e where e.cleared_at < events_before;
$$;

do $$
declare signature text;
begin
  foreach signature in array array['due_webhook_deliveries(timestamptz, integer, integer, integer)',
    'bury_webhook_deliveries(timestamptz, integer)', 'full_webhook_endpoints(integer)',
    'forget_webhook_deliveries(timestamptz, integer)', 'forget_alerts(timestamptz)'] loop
    execute format('revoke execute on function %s from public', signature);
    execute format('grant execute on function %s to sambung_app', signature);
  end loop;
end $$;

-- Messages that are erased take with them what was told of them.
create function forget_webhook_subjects() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from webhook_delivery d using gone g where d.subject_id = g.id;
  return null;
end $$;
revoke execute on function forget_webhook_subjects() from public;
create trigger sms_message_forgets_webhooks after delete on sms_message
  referencing old table as gone for each statement execute function forget_webhook_subjects();
create trigger sms_inbound_forgets_webhooks after delete on sms_inbound
  referencing old table as gone for each statement execute function forget_webhook_subjects();

-- They leave with their call centre.
create or replace function remove_alerts() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from alert_text where tenant_id = new.id;
  delete from alert_event where tenant_id = new.id;
  delete from alert where tenant_id = new.id;
  return null;
end $$;
create function remove_webhooks() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from webhook_delivery where tenant_id = new.id;
  delete from webhook_endpoint where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_webhooks() from public;
create trigger tenant_removes_webhooks after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_webhooks();
