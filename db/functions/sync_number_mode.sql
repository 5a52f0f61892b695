-- Records the holder of an active code. A code that is assigned to another company leaves the service of its previous holder in the same
-- transaction; the function runs as its owner, because that row belongs to another tenant.
create or replace function sync_number_mode() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare owner_id uuid := case when new.state = 'active' then new.holder_organisation_id end;
begin
  if new.state <> 'active' and not exists (select from number_mode where code = new.code) then
    return null;
  end if;
  insert into number_mode (code, mode, source, organisation_id, changed_at)
    values (new.code, new.mode, 'licensing', owner_id, new.changed_at)
  on conflict (code) do update set mode = excluded.mode, source = 'licensing', organisation_id = excluded.organisation_id,
      changed_at = excluded.changed_at, decree_number = null, licence_number = null, changed_by = null
    where number_mode.mode is distinct from excluded.mode or number_mode.source <> 'licensing'
      or number_mode.organisation_id is distinct from excluded.organisation_id;
  if owner_id is not null then
    delete from service_number n using tenant t
      where n.code = new.code and t.id = n.tenant_id and t.organisation_id is distinct from owner_id;
  end if;
  return null;
end $$;

create or replace trigger access_code_mode_bridged after insert or update of mode, state, holder_organisation_id on access_code
  for each row execute function sync_number_mode();
