-- Gives a new call centre its row of storage usage.
create or replace function sync_tenant_storage_row() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into tenant_storage (tenant_id) values (new.id);
  return null;
end $$;

create or replace trigger tenant_storage_row after insert on tenant for each row execute function sync_tenant_storage_row();
