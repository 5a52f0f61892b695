-- Reasons for a pause that every call centre begins with; it renames them, ends them and adds its own.
create or replace function usual_pause_reasons(of_tenant uuid, from_at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into pause_reason (id, tenant_id, name, digit, created_at)
  select gen_random_uuid(), of_tenant, name, digit, from_at
  from unnest(array['Istirahat', 'Makan', 'Ibadah', 'Rapat', 'Pelatihan']) with ordinality as usual (name, digit)
$$;
revoke execute on function usual_pause_reasons(uuid, timestamptz) from public;
