-- What happens in conferences, in its order, so that whoever is told of them is told of what is on disk. The end is the conference's own
-- row, whoever ends it; nothing happens in one that is over.
create table conference_event (
  conference_id uuid not null references conference on delete cascade,
  sequence integer not null check (sequence >= 0),
  tenant_id uuid not null references tenant,
  -- An address is told from here on; it has begun; somebody came or stands otherwise now; somebody left.
  kind text not null check (kind in ('told', 'start', 'member', 'leave')),
  at timestamptz not null,
  data jsonb not null check (pg_column_size(data) <= 8192),
  primary key (conference_id, sequence)
);
create index conference_event_tenant on conference_event (tenant_id);

-- How far applications that want it were told of conferences.
create table told_conference (
  conference_id uuid primary key references conference on delete cascade,
  tenant_id uuid not null references tenant,
  seen integer not null default -1 check (seen >= -1),
  told integer not null default 0 check (told >= 0),
  created_at timestamptz not null,
  -- Nothing is left to be told.
  over_at timestamptz
);
create index told_conference_open on told_conference (tenant_id, created_at) where over_at is null;
create index told_conference_tenant on told_conference (tenant_id);

do $$
declare name text;
begin
  foreach name in array array['conference_event', 'told_conference'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- Conferences of which there is something new to tell; call centres take turns.
create function due_told_conferences(at_most integer, but uuid[]) returns table (tenant_id uuid, conference_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.tenant_id, d.conference_id from (
    select t.tenant_id, t.conference_id, t.created_at, row_number() over (partition by t.tenant_id order by t.created_at) as turn
    from told_conference t where t.over_at is null and t.conference_id <> all (but) and (
      exists (select from conference_event e where e.conference_id = t.conference_id and e.sequence = t.seen + 1)
      or exists (select from conference c where c.id = t.conference_id and c.ended_at is not null))) d
  order by d.turn, d.created_at limit at_most
$$;
revoke execute on function due_told_conferences(integer, uuid[]) from public;
grant execute on function due_told_conferences(integer, uuid[]) to sambung_app;
