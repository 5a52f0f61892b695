-- Several call centres in one installation: opened and limited by its administrator.
alter table tenant
  add column version integer not null default 1,
  -- Calls over all its lines at once; null = as many as its lines have channels.
  add column channels_max integer check (channels_max between 1 and 10000),
  add constraint tenant_time_zone check (time_zone in ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'));
-- Two call centres of one name could not be told apart by whoever invites people to them.
create unique index tenant_name on tenant (lower(name));

-- How much each call centre uses, for the installation's administrator: numbers only, nothing of what is said or written there.
create function tenant_usage()
returns table (tenant_id uuid, served integer, calls integer, phones integer, agents integer, lines integer,
  administrators integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id,
    (select count(*)::integer from service_number n where n.tenant_id = t.id),
    (select count(*)::integer from open_call c where c.tenant_id = t.id),
    (select count(*)::integer from phone p where p.tenant_id = t.id and p.ended_at is null),
    (select count(*)::integer from agent a where a.tenant_id = t.id and a.ended_at is null),
    (select count(*)::integer from trunk l where l.tenant_id = t.id and l.ended_at is null),
    (select count(*)::integer from membership m join person p on p.id = m.person_id
      where m.tenant_id = t.id and m.role = 'operator-administrator' and m.ended_at is null and p.disabled_at is null)
  from tenant t
$$;
revoke execute on function tenant_usage() from public;
grant execute on function tenant_usage() to sambung_app;
