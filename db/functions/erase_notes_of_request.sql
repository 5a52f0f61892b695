-- Deletes contact notes about the number of a deletion request (UU 27/2022).
create or replace function erase_notes_of_request(request uuid, most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted text;
  erased integer;
begin
  select number_key(r.number) into wanted from personal_request r
    where r.id = request and r.tenant_id = current_tenant() and r.state = 'deleting';
  if wanted is null then
    return 0;
  end if;
  delete from contact_note where id in (select n.id from contact_note n
    where n.tenant_id = current_tenant() and n.contact_id in (select k.contact_id from contacts_of_number(wanted) k) limit most);
  get diagnostics erased = row_count;
  return erased;
end $$;
revoke execute on function erase_notes_of_request(uuid, integer) from public;
grant execute on function erase_notes_of_request(uuid, integer) to sambung_app;
