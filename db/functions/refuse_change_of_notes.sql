-- Notes leave by a request of the person they are about as well, by one function that looks at the request itself.
create or replace function refuse_change_of_notes() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_user <> 'sambung_app' and (
    exists (select from tenant t where t.id = old.tenant_id and t.closed_at is not null and t.removed_at is not null)
    or exists (select from personal_request r where r.tenant_id = old.tenant_id and r.state = 'deleting')) then
    return old;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create or replace trigger contact_note_append_only before delete or update on contact_note
  for each row execute function refuse_change_of_notes();
