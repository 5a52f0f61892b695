-- Keeps the bytes of uploaded prompts of a call centre.
create or replace function sync_prompt_bytes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update tenant_storage s set prompt_bytes = s.prompt_bytes
      + case when tg_op = 'DELETE' then 0 else (select f.bytes from stored_file f where f.id = new.file_id) end
      - case when tg_op = 'INSERT' then 0 else (select f.bytes from stored_file f where f.id = old.file_id) end
    where s.tenant_id = coalesce(new.tenant_id, old.tenant_id);
  return null;
end $$;

create or replace trigger prompt_upload_bytes after insert or delete or update of file_id on prompt_upload
  for each row execute function sync_prompt_bytes();
