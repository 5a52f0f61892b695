-- Callbacks that agents plan. One is kept here until its time; then it is a callback of its queue like any other, under an id
-- made for this try, and what becomes of that is written back here.
create table planned_callback (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  number text not null check (length(number) between 1 and 32),
  number_key text collate "C" generated always as (number_key(number)) stored,
  -- The number that the customer had called: by its line he is called back.
  called text not null check (length(called) <= 64),
  queue_id uuid not null references queue,
  -- Who planned it, and whether it is to come to that agent first.
  agent_id uuid not null references agent,
  is_own boolean not null,
  note text not null check (length(note) <= 500),
  due_at timestamptz not null,
  -- Diallings that were, and how many there are at the most.
  tries integer not null default 0 check (tries between 0 and 3),
  tries_max integer not null check (tries_max between 1 and 3),
  state text not null default 'planned' check (state in
    ('planned', 'due', 'reached', 'unreached', 'expired', 'barred', 'queue-gone', 'cut-off', 'cancelled')),
  -- The contact it was planned in, and that of the try that goes on or was the last.
  from_contact_id uuid not null,
  contact_id uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  ended_at timestamptz,
  check ((state in ('planned', 'due')) = (ended_at is null)),
  check (state <> 'due' or contact_id is not null)
);
-- Nobody is promised two callbacks at once.
create unique index planned_callback_number on planned_callback (tenant_id, number_key) where ended_at is null;
create unique index planned_callback_contact on planned_callback (contact_id) where contact_id is not null;
create index planned_callback_open on planned_callback (tenant_id, due_at) where ended_at is null;
create index planned_callback_ended on planned_callback (tenant_id, ended_at) where ended_at is not null;
create index planned_callback_of on planned_callback (tenant_id, number_key);
alter table planned_callback enable row level security;
create policy planned_callback_own on planned_callback using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

create function remove_planned_callbacks() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from planned_callback where tenant_id = new.id;
  return null;
end $$;
create trigger tenant_removes_planned_callbacks after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_planned_callbacks();

-- One look at all floors sees what is due as well: a callback whose time has come, or one that came and is not on its floor yet.
drop function look_at_floors(uuid[], uuid[], bigint[], double precision);
create function look_at_floors(tenants uuid[], own_tenants uuid[], own_fences bigint[], lease_ms double precision, now_at timestamptz)
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
    group by p.tenant_id)
  select q.tenant_id, r.tenant_id is not null, l.tenant_id is null or l.expires_at < clock_timestamp(),
    (q.versions + coalesce(a.versions, 0))::double precision, coalesce(w.wishes, 0) + coalesce(d.wishes, 0)
  from queues q
  left join agents a on a.tenant_id = q.tenant_id
  left join waiting w on w.tenant_id = q.tenant_id
  left join due d on d.tenant_id = q.tenant_id
  left join renewed r on r.tenant_id = q.tenant_id
  left join floor_lease l on l.tenant_id = q.tenant_id
$$;
revoke execute on function look_at_floors(uuid[], uuid[], bigint[], double precision, timestamptz) from public;
grant execute on function look_at_floors(uuid[], uuid[], bigint[], double precision, timestamptz) to sambung_app;
