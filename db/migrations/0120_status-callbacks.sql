-- Addresses that applications name with a call, a number or a message, to be told how it goes on. What is told goes the way of all events
-- outside; to the outside of a call centre they are one place for each host that is named, whatever stands behind it.
alter table webhook_endpoint add column purpose text not null default 'events' check (purpose in ('events', 'callbacks'));
-- They are signed with the account's token, and nobody has added them by hand.
alter table webhook_endpoint alter column sealed_secret drop not null;
alter table webhook_endpoint alter column created_by drop not null;
alter table webhook_endpoint add check ((purpose = 'callbacks') = (sealed_secret is null) and (purpose = 'callbacks') = (created_by is null));
alter table webhook_endpoint add check (purpose = 'events' or cardinality(kinds) = 0);
drop index webhook_endpoint_name;
create unique index webhook_endpoint_name on webhook_endpoint (tenant_id, lower(name)) where ended_at is null and purpose = 'events';
create unique index webhook_endpoint_place on webhook_endpoint (tenant_id, url) where ended_at is null and purpose = 'callbacks';

-- Where it is told and how, for what is told as a form; its body is the fields of that form.
alter table webhook_delivery add column url text check (length(url) between 9 and 2048);
alter table webhook_delivery add column method text check (method in ('GET', 'POST'));
alter table webhook_delivery add check ((url is null) = (method is null));

-- Orders that an address is told something, in the transaction of the fact. The first 200 hosts of a call centre have a place of their own,
-- all others share one. Answers whether it is told: a place that was switched off is not.
create function tell_callback(address text, by_method text, event_kind text, event uuid, subject uuid, at timestamptz, fields text,
  only_once text) returns boolean
language plpgsql as $$
declare place webhook_endpoint; host text := lower(substring(address from '^https?://[^/?#]+'));
begin
  if host is null then return false; end if;
  for look in 1..3 loop
    select * into place from webhook_endpoint e
      where e.tenant_id = current_tenant() and e.purpose = 'callbacks' and e.ended_at is null and e.url = host
      -- One that is forgotten just now is added again.
      for key share;
    exit when found;
    if (select count(*) from webhook_endpoint e
        where e.tenant_id = current_tenant() and e.purpose = 'callbacks' and e.ended_at is null) >= 200 then
      host := 'https://*';
    end if;
    insert into webhook_endpoint (id, tenant_id, name, url, kinds, purpose, created_at)
      values (gen_random_uuid(), current_tenant(), left(host, 80), host, '{}', 'callbacks', at) on conflict do nothing;
  end loop;
  if place.id is null or not place.is_on then return false; end if;
  insert into webhook_delivery (endpoint_id, event_id, tenant_id, kind, subject_id, once, sequence, body, url, method, next_try_at,
    give_up_at, created_at)
  values (place.id, event, place.tenant_id, event_kind, subject, only_once, nextval('webhook_sequence'), fields, address, by_method, at,
    at + interval '1 day', at)
  on conflict do nothing;
  return found;
end $$;

-- Forgets places at which nothing is left, added before an instant: hosts that nobody names any more take no place of others. One that was
-- switched off stays so.
create function forget_told_places(added_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from webhook_endpoint where id in (
    select e.id from webhook_endpoint e
    where e.purpose = 'callbacks' and e.is_on and e.created_at < added_before
      and not exists (select from webhook_delivery d where d.endpoint_id = e.id)
    limit at_most for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function forget_told_places(timestamptz, integer) from public;
grant execute on function forget_told_places(timestamptz, integer) to sambung_app;

-- Calls whose application wants to be told of them, by their order or by what its documents and numbers said, which stands in events.
create table told_call (
  call_id uuid primary key,
  tenant_id uuid not null references tenant,
  -- What came with the order; null for what only events name.
  wish jsonb check (pg_column_size(wish) <= 8192),
  -- The last event that was looked at, and how much was told of what they add up to.
  seen integer not null default -1 check (seen >= -1),
  told integer not null default 0 check (told >= 0),
  -- Whether recordings of it are to be told, and those that were.
  wants_recordings boolean not null default false,
  recordings uuid[] not null default '{}' check (cardinality(recordings) <= 2000),
  created_at timestamptz not null,
  -- Nothing is left to be told.
  over_at timestamptz
);
create index told_call_open on told_call (tenant_id, created_at) where over_at is null;
create index told_call_tenant on told_call (tenant_id);
create index told_call_age on told_call (created_at);
alter table told_call enable row level security;
create policy told_call_own on told_call using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- An event that names an address is on disk together with what tells of it.
create function call_event_is_told() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into told_call (call_id, tenant_id, created_at)
  select f.call_id, f.tenant_id, min(f.at) from fresh f where f.data ? 'told' group by f.call_id, f.tenant_id
  on conflict do nothing;
  return null;
end $$;
revoke execute on function call_event_is_told() from public;
create trigger call_event_names_addresses after insert on call_event
  referencing new table as fresh for each statement execute function call_event_is_told();

-- Calls of which there is something new to tell; call centres take turns. `but` names those that could not be told of just now;
-- recordings that were lost since `lost_before` may yet be found.
create function due_told_calls(at_most integer, but uuid[], lost_before timestamptz) returns table (tenant_id uuid, call_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.tenant_id, d.call_id from (
    select t.tenant_id, t.call_id, t.created_at, row_number() over (partition by t.tenant_id order by t.created_at) as turn
    from told_call t where t.over_at is null and not t.call_id = any (but) and (
      exists (select from call_event e where e.call_id = t.call_id and e.sequence = t.seen + 1)
      or (t.seen = -1 and exists (select from api_call a where a.call_id = t.call_id and a.state in ('refused', 'cancelled')))
      or (t.wants_recordings and exists (select from recording r
        where r.call_id = t.call_id and not r.id = any (t.recordings)
          and (r.state = 'kept' or (r.state = 'lost' and coalesce(r.ended_at, r.began_at) <= lost_before))))
      or (t.wants_recordings and t.seen >= 0 and not exists (select from open_call o where o.call_id = t.call_id)
        and not exists (select from recording r where r.call_id = t.call_id
          and (r.state = 'recording' or (r.state = 'lost' and coalesce(r.ended_at, r.began_at) > lost_before)))))) d
  order by d.turn, d.created_at limit at_most
$$;
revoke execute on function due_told_calls(integer, uuid[], timestamptz) from public;
grant execute on function due_told_calls(integer, uuid[], timestamptz) to sambung_app;

-- Forgets what was asked to be told of calls that began before an instant; how many.
create function forget_told_calls(created_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from told_call where call_id in (
    select t.call_id from told_call t where t.created_at < created_before and not exists (select from open_call o where o.call_id = t.call_id)
    order by t.created_at limit at_most for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function forget_told_calls(timestamptz, integer) from public;
grant execute on function forget_told_calls(timestamptz, integer) to sambung_app;

-- Messages whose sender wants to be told of them.
create table told_message (
  message_id uuid primary key references sms_message on delete cascade,
  tenant_id uuid not null references tenant,
  url text not null check (length(url) between 9 and 2048)
);
create index told_message_tenant on told_message (tenant_id);
alter table told_message enable row level security;
create policy told_message_own on told_message using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

create function remove_told() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from told_call where tenant_id = new.id;
  delete from told_message where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_told() from public;
create trigger tenant_forgets_told after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_told();
