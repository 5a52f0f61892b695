-- Callbacks that visitors of websites ask for: a call centre's widget stands on pages of its own origins only, and what is asked there is a
-- planned callback that no agent planned.
create table widget (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  -- What the line on the website names; it is no secret.
  key text collate "C" not null unique check (key ~ '^[a-z2-9]{12}$'),
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
  constraint widget_of_tenant unique (tenant_id, id),
  foreign key (tenant_id, hours_id) references named_hours (tenant_id, id),
  check (offers_now or offers_later)
);
create unique index widget_name on widget (tenant_id, lower(name)) where ended_at is null;

-- What became of looks and wishes, by day.
create table widget_count (
  widget_id uuid not null,
  tenant_id uuid not null references tenant,
  day date not null,
  kind text not null check (length(kind) <= 40),
  count integer not null check (count > 0),
  primary key (widget_id, day, kind),
  foreign key (tenant_id, widget_id) references widget (tenant_id, id)
);

-- Tickets that were spent, until they would have ended anyhow.
create table widget_ticket (
  nonce text collate "C" primary key check (length(nonce) between 16 and 40),
  tenant_id uuid not null references tenant,
  expires_at timestamptz not null
);
create index widget_ticket_over on widget_ticket (tenant_id, expires_at);

-- Numbers that no widget of the call centre has called again: whoever was called without having asked says so once.
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

do $$
declare name text;
begin
  foreach name in array array['widget', 'widget_count', 'widget_ticket', 'widget_block'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;
revoke delete on widget from sambung_app;

-- A callback is planned by an agent in a contact, or asked for on a website; never both.
alter table planned_callback alter column agent_id drop not null;
alter table planned_callback alter column from_contact_id drop not null;
alter table planned_callback add column widget_id uuid references widget;
alter table planned_callback add constraint planned_callback_by
  check ((widget_id is null) = (agent_id is not null) and (widget_id is null) = (from_contact_id is not null) and not (widget_id is not null and is_own));
-- Nobody is rung twice because he was asked for on the websites of two call centres.
create unique index planned_callback_from_websites on planned_callback (number_key) where widget_id is not null and ended_at is null;
create index planned_callback_widget on planned_callback (widget_id, created_at) where widget_id is not null;

-- How often a number was asked for on websites since when, all call centres together. The mark is made with a key that is not in the
-- database: nobody reads a number from it, and no call centre reads the table.
create table widget_number (
  mark bytea primary key check (length(mark) = 32),
  since timestamptz not null,
  count integer not null
);
create index widget_number_since on widget_number (since);
revoke all on widget_number from sambung_app;

-- Takes one of the turns that a number has in a day; false when they are used up.
create function take_widget_turn(wanted bytea, now_at timestamptz, most integer) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from widget_number where mark in (
    select mark from widget_number where since <= now_at - interval '1 day' and mark <> wanted
    order by since limit 100 for update skip locked);
  insert into widget_number as n (mark, since, count) values (wanted, now_at, 1)
  on conflict (mark) do update set
    since = case when n.since <= now_at - interval '1 day' then now_at else n.since end,
    count = case when n.since <= now_at - interval '1 day' then 1 else n.count + 1 end
  where n.since <= now_at - interval '1 day' or n.count < most;
  return found;
end $$;
revoke execute on function take_widget_turn(bytea, timestamptz, integer) from public;
grant execute on function take_widget_turn(bytea, timestamptz, integer) to sambung_app;

-- Whose widget a key names, before the call centre is known; a closed one has none.
create function widget_of_key(wanted text) returns table (tenant_id uuid, widget_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select w.tenant_id, w.id from widget w join tenant t on t.id = w.tenant_id and t.closed_at is null
  where w.key = wanted and w.ended_at is null
$$;
revoke execute on function widget_of_key(text) from public;
grant execute on function widget_of_key(text) to sambung_app;

-- They leave with their call centre, before the hours and queues that they name.
create function remove_widgets() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from planned_callback where tenant_id = new.id;
  delete from widget_block where tenant_id = new.id;
  delete from widget_ticket where tenant_id = new.id;
  delete from widget_count where tenant_id = new.id;
  delete from widget where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_widgets() from public;
create trigger a_tenant_removes_widgets after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_widgets();
