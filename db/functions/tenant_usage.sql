-- How much each call centre uses, for the installation's administrator: numbers only, nothing of what is said or written there.
create or replace function tenant_usage(at timestamptz)
returns table (tenant_id uuid, served integer, calls integer, phones integer, agents integer, lines integer,
  administrators integer, spent_rupiah bigint, stored_bytes bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id,
    (select count(*)::integer from service_number n where n.tenant_id = t.id),
    (select count(*)::integer from open_call c where c.tenant_id = t.id),
    (select count(*)::integer from phone p where p.tenant_id = t.id and p.ended_at is null),
    (select count(*)::integer from agent a where a.tenant_id = t.id and a.ended_at is null),
    (select count(*)::integer from trunk l where l.tenant_id = t.id and l.ended_at is null),
    (select count(*)::integer from membership m join person p on p.id = m.person_id
      where m.tenant_id = t.id and m.role = 'operator-administrator' and m.ended_at is null and p.disabled_at is null),
    coalesce((select s.rupiah from tenant_spending s
      where s.tenant_id = t.id and s.month = date_trunc('month', at at time zone t.time_zone)::date), 0),
    coalesce((select s.recording_bytes + s.prompt_bytes from tenant_storage s where s.tenant_id = t.id), 0)
  from tenant t
$$;
revoke execute on function tenant_usage(timestamptz) from public;
grant execute on function tenant_usage(timestamptz) to sambung_app;
