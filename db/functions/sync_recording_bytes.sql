-- Keeps the bytes and the number of running recordings of a call centre.
create or replace function sync_recording_bytes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  more_bytes bigint := case when tg_op = 'DELETE' then 0 else coalesce(new.bytes, 0) end
    - case when tg_op = 'INSERT' then 0 else coalesce(old.bytes, 0) end;
  more_running integer := case when tg_op <> 'DELETE' and new.state = 'recording' then 1 else 0 end
    - case when tg_op <> 'INSERT' and old.state = 'recording' then 1 else 0 end;
begin
  if more_bytes <> 0 or more_running <> 0 then
    update tenant_storage s set recording_bytes = s.recording_bytes + more_bytes, running = s.running + more_running
      where s.tenant_id = coalesce(new.tenant_id, old.tenant_id);
  end if;
  return null;
end $$;

create or replace trigger recording_bytes after insert or delete or update of bytes, state on recording
  for each row execute function sync_recording_bytes();
