-- Conferences: talks of several calls of one call centre under a name. Who hears whom is the switch's, which writes here what came of it;
-- programs read it, and order changes by commands to the switch that has the calls.
create table conference (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 128),
  -- Null for one that was named by an order of a call and that nobody has joined yet.
  switch_id uuid references switch_run,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  ended_why text check (ended_why in ('ended-by-program', 'ended-by-exit', 'last-left', 'nobody-came', 'system-restart')),
  check ((ended_at is null) = (ended_why is null))
);
-- One of a name goes on at a time.
create unique index conference_open on conference (tenant_id, name) where ended_at is null;
create index conference_newest on conference (tenant_id, created_at desc, id desc);
create index conference_switch on conference (switch_id) where ended_at is null;
create index conference_age on conference (created_at);

create table conference_participant (
  conference_id uuid not null references conference on delete cascade,
  call_id uuid not null,
  tenant_id uuid not null references tenant,
  label text check (length(label) between 1 and 128),
  is_muted boolean not null,
  is_held boolean not null default false,
  starts boolean not null,
  ends boolean not null,
  coached_call_id uuid,
  created_at timestamptz not null,
  -- Null for a call that was ordered and has not come yet.
  joined_at timestamptz,
  left_at timestamptz,
  primary key (conference_id, call_id)
);
create index conference_participant_there on conference_participant (tenant_id, conference_id, created_at, call_id) where left_at is null;

do $$
declare name text;
begin
  foreach name in array array['conference', 'conference_participant'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- What a dead switch left, what this one does not know any more, and what nobody came to, is over. How many.
create function end_lost_conferences(the_switch uuid, known uuid[], now_at timestamptz, came_by interval) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare ended integer;
begin
  with lost as materialized (
    select c.id, not exists (select from conference_participant p where p.conference_id = c.id and p.joined_at is not null) as is_empty
      from conference c left join switch_run r on r.id = c.switch_id
    where c.ended_at is null and (
      (c.switch_id is null and c.created_at < now_at - came_by)
      or (c.switch_id = the_switch and c.id <> all (known))
      or (c.switch_id <> the_switch and r.ended_at is not null))
    order by c.id limit 1000 for update of c skip locked),
  left_behind as (
    update conference_participant p set left_at = now_at from lost l where p.conference_id = l.id and p.left_at is null)
  update conference c set ended_at = now_at, ended_why = case when l.is_empty then 'nobody-came' else 'system-restart' end
    from lost l where c.id = l.id;
  get diagnostics ended = row_count;
  return ended;
end $$;
revoke execute on function end_lost_conferences(uuid, uuid[], timestamptz, interval) from public;
grant execute on function end_lost_conferences(uuid, uuid[], timestamptz, interval) to sambung_app;

create function forget_conferences(created_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from conference where id in (
    select id from conference where created_at < created_before and ended_at is not null
    order by created_at limit at_most for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function forget_conferences(timestamptz, integer) from public;
grant execute on function forget_conferences(timestamptz, integer) to sambung_app;

create function remove_conferences() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from conference_participant where tenant_id = new.id;
  delete from conference where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_conferences() from public;
create trigger tenant_removes_conferences after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_conferences();

-- Something is to be done in a conference that a call of the switch takes part in.
alter table switch_command drop constraint switch_command_kind_check;
alter table switch_command add constraint switch_command_kind_check
  check (kind in ('test-call', 'end-call', 'call-act', 'redirect-call', 'conference-act'));
