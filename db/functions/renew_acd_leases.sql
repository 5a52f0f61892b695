-- Renews the ACD leases that the caller names with their fences, and reports for each call centre whether its lease is free, whether its
-- queues or agents changed (`mark`) and how many agent commands wait. One statement for all call centres, once a second; leases locked by
-- another transaction are skipped.
create or replace function renew_acd_leases(tenants uuid[], own_tenants uuid[], own_fences bigint[], lease_ms double precision, now_at timestamptz)
returns table (tenant_id uuid, is_renewed boolean, is_free boolean, mark double precision, wishes integer)
language sql security definer set search_path = public, pg_temp as $$
  with mine as (
    select m.tenant_id, m.fence from unnest(own_tenants, own_fences) as m(tenant_id, fence)),
  locked as (
    select l.tenant_id, l.fence from acd_lease l join mine m on m.tenant_id = l.tenant_id and m.fence = l.fence
    order by l.tenant_id for no key update of l skip locked),
  renewed as (
    update acd_lease l set renewed_at = clock_timestamp(),
      expires_at = clock_timestamp() + make_interval(secs => lease_ms / 1000)
    from locked where l.tenant_id = locked.tenant_id and l.fence = locked.fence returning l.tenant_id),
  waiting as (
    select c.tenant_id, count(*)::integer as wishes from agent_command c
    where c.state = 'waiting' and c.tenant_id = any (tenants) group by c.tenant_id),
  due as (
    select p.tenant_id, count(*)::integer as wishes from planned_callback p
    where p.ended_at is null and p.due_at <= now_at and p.tenant_id = any (tenants)
      and (p.state = 'planned' or not exists (select from queue_callback b where b.contact_id = p.contact_id))
    group by p.tenant_id),
  -- One is enough to look closer: what waits beyond the floor's own limit may be much.
  written as (
    select w.tenant_id, 1 as wishes from unnest(tenants) as w(tenant_id)
    where exists (select from message_contact c where c.closed_at is null and c.tenant_id = w.tenant_id
      and not exists (select from open_contact o where o.contact_id = c.contact_id))),
  desks as (
    select d.tenant_id, count(*)::integer as wishes from desktop_presence d
    where d.tenant_id = any (tenants) and d.is_published <> (d.seen_until > now_at) group by d.tenant_id)
  select q.tenant_id, r.tenant_id is not null, l.tenant_id is null or l.expires_at < clock_timestamp(), q.mark,
    coalesce(w.wishes, 0) + coalesce(d.wishes, 0) + coalesce(m.wishes, 0) + coalesce(k.wishes, 0)
  from config_versions(tenants) q
  left join waiting w on w.tenant_id = q.tenant_id
  left join due d on d.tenant_id = q.tenant_id
  left join written m on m.tenant_id = q.tenant_id
  left join desks k on k.tenant_id = q.tenant_id
  left join renewed r on r.tenant_id = q.tenant_id
  left join acd_lease l on l.tenant_id = q.tenant_id
$$;
revoke execute on function renew_acd_leases(uuid[], uuid[], bigint[], double precision, timestamptz) from public;
grant execute on function renew_acd_leases(uuid[], uuid[], bigint[], double precision, timestamptz) to sambung_app;
