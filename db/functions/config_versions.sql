-- A number of each call centre that has ever had a queue: another one whenever a queue or an agent came, changed or ended, since it is made
-- of which are there, each at its version. No more than what a double holds exactly: 10,500 numbers of 39 bits.
create or replace function config_versions(tenants uuid[]) returns table (tenant_id uuid, mark double precision)
language sql stable set search_path = public, pg_temp as $$
  with queues as (
    select q.tenant_id, sum(uuid_hash_extended(q.id, q.version) & 549755813887) as marks from queue q
    where q.tenant_id = any (tenants) and q.ended_at is null group by q.tenant_id),
  agents as (
    select a.tenant_id, sum(uuid_hash_extended(a.id, a.version) & 549755813887) as marks from agent a
    where a.tenant_id = any (tenants) and a.ended_at is null group by a.tenant_id)
  select t.tenant_id, (1 + coalesce(q.marks, 0) + coalesce(a.marks, 0))::double precision
  from unnest(tenants) as t(tenant_id)
  cross join lateral (select from queue e where e.tenant_id = t.tenant_id order by e.created_at limit 1) ever
  left join queues q on q.tenant_id = t.tenant_id
  left join agents a on a.tenant_id = t.tenant_id
$$;
revoke execute on function config_versions(uuid[]) from public;
grant execute on function config_versions(uuid[]) to sambung_app;
