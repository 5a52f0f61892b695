-- A company that takes another name is found by it in all its applications.
create or replace function sync_search_text_of_organisation() returns trigger language plpgsql as $$
begin
  update numbering_application a
    set search_text = search_text_with_officer(a.number, a.code, a.organisation_id, a.checker_id)
    where a.organisation_id = new.id;
  return null;
end $$;

create or replace trigger organisation_search_text after update of name, nib on organisation
  for each row when (old.name is distinct from new.name or old.nib is distinct from new.nib) execute function sync_search_text_of_organisation();
