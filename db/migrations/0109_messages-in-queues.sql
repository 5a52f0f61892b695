-- What recipients write waits in queues like callers: a third kind of contact, which has no call.
alter table open_contact drop constraint open_contact_kind_check;
alter table open_contact add constraint open_contact_kind_check check (kind in ('call', 'callback', 'message'));

-- Which queue what is written to a number of a call centre goes to: by its first word, or all of it where the word is null.
create table sms_thread_route (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  sender_id uuid not null references sms_sender,
  word text check (word ~ '^[A-Z0-9]{1,20}$'),
  queue_id uuid not null references queue,
  -- A conversation ends by itself when nobody has written for so long.
  idle_hours smallint not null check (idle_hours between 1 and 720),
  -- Opening hours, and what is answered outside them.
  hours_id uuid references named_hours,
  away_text text not null default '' check (length(away_text) <= 500),
  created_by uuid not null references person,
  created_at timestamptz not null,
  constraint sms_thread_route_once unique nulls not distinct (sender_id, word),
  check ((hours_id is null) = (away_text = ''))
);
create index sms_thread_route_tenant on sms_thread_route (tenant_id);

-- A conversation between a number of a call centre and one that writes to it.
create table sms_thread (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  sender_id uuid not null references sms_sender,
  own text not null check (length(own) between 3 and 15),
  customer text not null check (customer ~ '^[1-9]\d{7,14}$'),
  queue_id uuid not null references queue,
  idle_hours smallint not null check (idle_hours between 1 and 720),
  -- As the route had them when it began.
  hours_id uuid,
  away_text text not null default '' check (length(away_text) <= 500),
  opened_at timestamptz not null,
  last_in_at timestamptz not null,
  last_out_at timestamptz,
  -- When the first message was written that no agent has dealt with.
  waiting_since timestamptz,
  -- What is answered by itself because nobody is there was not looked at yet.
  is_away_owed boolean not null default false,
  last_agent_id uuid references agent,
  -- The contact with whose end it ends, as its agent wished.
  closes_with uuid,
  closed_at timestamptz,
  closed_why text check (closed_why in ('disposition', 'idle', 'queue-gone')),
  check ((closed_at is null) = (closed_why is null))
);
create unique index sms_thread_open on sms_thread (tenant_id, sender_id, customer) where closed_at is null;
create index sms_thread_customer on sms_thread (tenant_id, customer, opened_at desc);
create index sms_thread_newest on sms_thread (tenant_id, opened_at desc, id desc);
create index sms_thread_away on sms_thread (opened_at) where is_away_owed;
create index sms_thread_old on sms_thread (closed_at) where closed_at is not null;

-- Which message from a recipient belongs to which conversation.
create table sms_thread_entry (
  inbound_id uuid primary key references sms_inbound on delete cascade,
  thread_id uuid not null references sms_thread on delete cascade,
  tenant_id uuid not null
);
create index sms_thread_entry_thread on sms_thread_entry (thread_id);

-- A turn of a conversation as a contact of a queue: from a message that waits until an agent is done with it.
create table message_contact (
  contact_id uuid primary key,
  tenant_id uuid not null references tenant,
  thread_id uuid not null references sms_thread on delete cascade,
  queue_id uuid not null references queue,
  -- Who talked with him last, and who has it or had it.
  sticky_agent_id uuid references agent,
  agent_id uuid references agent,
  caller text not null check (length(caller) <= 64),
  called text not null check (length(called) <= 64),
  joined_at timestamptz not null,
  closed_at timestamptz,
  outcome text check (length(outcome) <= 40),
  check ((closed_at is null) = (outcome is null))
);
create unique index message_contact_open on message_contact (thread_id) where closed_at is null;
create index message_contact_waiting on message_contact (tenant_id, joined_at) where closed_at is null;
create index message_contact_thread on message_contact (thread_id, joined_at);

-- Agents whose desk is open on a page, and whether the owner of the floor was told.
create table desk_presence (
  agent_id uuid primary key references agent,
  tenant_id uuid not null references tenant,
  seen_until timestamptz not null,
  is_told boolean not null default false
) with (fillfactor = 70);
create index desk_presence_tenant on desk_presence (tenant_id);

do $$
declare name text;
begin
  foreach name in array array['sms_thread_route', 'sms_thread', 'sms_thread_entry', 'message_contact', 'desk_presence'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- A turn is over. What was written meanwhile and nobody has dealt with waits anew from when it was written; else the conversation ends where
-- its agent wished so, or its queue is gone.
create function end_message_turn() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare thread sms_thread;
begin
  select * into thread from sms_thread t where t.id = new.thread_id for update;
  if thread.closed_at is not null then return null; end if;
  if new.agent_id is not null then
    update sms_thread set last_agent_id = new.agent_id where id = thread.id;
  end if;
  if new.outcome = 'queue-gone' then
    update sms_thread set closed_at = new.closed_at, closed_why = 'queue-gone', waiting_since = null where id = thread.id;
  elsif thread.waiting_since is not null then
    insert into message_contact (contact_id, tenant_id, thread_id, queue_id, sticky_agent_id, caller, called, joined_at)
    values (gen_random_uuid(), new.tenant_id, thread.id, thread.queue_id, coalesce(new.agent_id, thread.last_agent_id), new.caller, new.called,
      thread.waiting_since);
  elsif thread.closes_with = new.contact_id then
    update sms_thread set closed_at = new.closed_at, closed_why = 'disposition' where id = thread.id;
  end if;
  return null;
end $$;
revoke execute on function end_message_turn() from public;
create trigger message_contact_ends after update of closed_at on message_contact
  for each row when (old.closed_at is null and new.closed_at is not null) execute function end_message_turn();

create function close_idle_threads(now_at timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare closed integer;
begin
  update sms_thread set closed_at = now_at, closed_why = 'idle' where id in (
    select t.id from sms_thread t where t.closed_at is null
      and greatest(t.last_in_at, t.last_out_at) < now_at - make_interval(hours => t.idle_hours)
      and not exists (select from message_contact c where c.thread_id = t.id and c.closed_at is null)
    order by t.last_in_at limit at_most for update skip locked);
  get diagnostics closed = row_count;
  return closed;
end $$;
create function forget_threads(closed_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from sms_thread where id in (
    select id from sms_thread where closed_at < closed_before order by closed_at limit at_most for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function close_idle_threads(timestamptz, integer) from public;
grant execute on function close_idle_threads(timestamptz, integer) to sambung_app;
revoke execute on function forget_threads(timestamptz, integer) from public;
grant execute on function forget_threads(timestamptz, integer) to sambung_app;

-- Conversations that began lately and may have to be told that nobody is there, of every call centre, locked until the transaction ends.
create function lock_away_threads(at_most integer)
returns table (tenant_id uuid, id uuid, own text, customer text, opened_at timestamptz, hours_id uuid, away_text text)
language sql volatile security definer set search_path = public, pg_temp as $$
  select t.tenant_id, t.id, t.own, t.customer, t.opened_at, t.hours_id, t.away_text from sms_thread t
  where t.is_away_owed order by t.opened_at limit at_most for update skip locked
$$;
revoke execute on function lock_away_threads(integer) from public;
grant execute on function lock_away_threads(integer) to sambung_app;

-- Conversations of a request's number that are over.
create function erase_threads_of_request(request uuid, most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare wanted text; erased integer;
begin
  select number_key(r.number) into wanted from personal_request r
    where r.id = request and r.tenant_id = current_tenant() and r.state = 'deleting';
  if wanted is null then return 0; end if;
  delete from sms_thread where id in (
    select id from sms_thread where tenant_id = current_tenant() and customer = sms_number(wanted) and closed_at is not null
    order by id limit most for update);
  get diagnostics erased = row_count;
  return erased;
end $$;
revoke execute on function erase_threads_of_request(uuid, integer) from public;
grant execute on function erase_threads_of_request(uuid, integer) to sambung_app;

-- As before, and messages that wait for a floor, and desks that were opened or left, are wishes too.
create or replace function look_at_floors(tenants uuid[], own_tenants uuid[], own_fences bigint[], lease_ms double precision, now_at timestamptz)
returns table (tenant_id uuid, is_renewed boolean, is_free boolean, mark double precision, wishes integer)
language sql security definer set search_path = public, pg_temp as $$
  with mine as (
    select m.tenant_id, m.fence from unnest(own_tenants, own_fences) as m(tenant_id, fence)),
  locked as (
    select l.tenant_id, l.fence from floor_lease l join mine m on m.tenant_id = l.tenant_id and m.fence = l.fence
    order by l.tenant_id for no key update of l skip locked),
  renewed as (
    update floor_lease l set renewed_at = clock_timestamp(),
      expires_at = clock_timestamp() + make_interval(secs => lease_ms / 1000)
    from locked where l.tenant_id = locked.tenant_id and l.fence = locked.fence returning l.tenant_id),
  queues as (
    select q.tenant_id, sum(q.version) as versions from queue q where q.tenant_id = any (tenants) group by q.tenant_id),
  agents as (
    select a.tenant_id, sum(a.version) as versions from agent a where a.tenant_id = any (tenants) group by a.tenant_id),
  waiting as (
    select c.tenant_id, count(*)::integer as wishes from agent_command c
    where c.state = 'waiting' and c.tenant_id = any (tenants) group by c.tenant_id),
  due as (
    select p.tenant_id, count(*)::integer as wishes from planned_callback p
    where p.ended_at is null and p.due_at <= now_at and p.tenant_id = any (tenants)
      and (p.state = 'planned' or not exists (select from queue_callback b where b.contact_id = p.contact_id))
    group by p.tenant_id),
  written as (
    select c.tenant_id, count(*)::integer as wishes from message_contact c
    where c.closed_at is null and c.tenant_id = any (tenants)
      and not exists (select from open_contact o where o.contact_id = c.contact_id)
    group by c.tenant_id),
  desks as (
    select d.tenant_id, count(*)::integer as wishes from desk_presence d
    where d.tenant_id = any (tenants) and d.is_told <> (d.seen_until > now_at) group by d.tenant_id)
  select q.tenant_id, r.tenant_id is not null, l.tenant_id is null or l.expires_at < clock_timestamp(),
    (q.versions + coalesce(a.versions, 0))::double precision,
    coalesce(w.wishes, 0) + coalesce(d.wishes, 0) + coalesce(m.wishes, 0) + coalesce(k.wishes, 0)
  from queues q
  left join agents a on a.tenant_id = q.tenant_id
  left join waiting w on w.tenant_id = q.tenant_id
  left join due d on d.tenant_id = q.tenant_id
  left join written m on m.tenant_id = q.tenant_id
  left join desks k on k.tenant_id = q.tenant_id
  left join renewed r on r.tenant_id = q.tenant_id
  left join floor_lease l on l.tenant_id = q.tenant_id
$$;

-- Texts of recipients whose carrier writes ISO 8859-1, which was read as if it were 16 bits wide.
alter function sms_text(text, bytea) rename to sms_text_of_units;
create function sms_text(coding text, payload bytea) returns text language sql immutable parallel safe as $$
  select case when coding = 'latin1' then coalesce((
    select string_agg(case when get_byte(payload, i) = 0 then '�' else chr(get_byte(payload, i)) end, '' order by i)
    from generate_series(0, octet_length(payload) - 1) as i), '') else sms_text_of_units(coding, payload) end
$$;

-- Conversations leave with their call centre, before the numbers and messages they are made of.
create function remove_threads() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from message_contact where tenant_id = new.id;
  delete from sms_thread_entry where tenant_id = new.id;
  delete from sms_thread where tenant_id = new.id;
  delete from sms_thread_route where tenant_id = new.id;
  delete from desk_presence where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_threads() from public;
-- Triggers of one event run in the order of their names.
create trigger tenant_clears_conversations after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_threads();
