-- Reasons for a pause that every call centre begins with; it renames them, ends them and adds its own.
create function usual_pause_reasons(of_tenant uuid, from_at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into pause_reason (id, tenant_id, name, digit, created_at)
  select gen_random_uuid(), of_tenant, name, digit, from_at
  from unnest(array['Istirahat', 'Makan', 'Ibadah', 'Rapat', 'Pelatihan']) with ordinality as usual (name, digit)
$$;
revoke execute on function usual_pause_reasons(uuid, timestamptz) from public;

create function begin_with_pause_reasons() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform usual_pause_reasons(new.id, new.created_at);
  return null;
end $$;
create trigger tenant_pause_reasons after insert on tenant for each row execute function begin_with_pause_reasons();

select usual_pause_reasons(t.id, now()) from tenant t
where not exists (select from pause_reason p where p.tenant_id = t.id);

-- Reports count dispositions of a range.
create index contact_note_disposition on contact_note (tenant_id, at) where disposition_id is not null;
