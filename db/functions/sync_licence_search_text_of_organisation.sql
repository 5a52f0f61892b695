-- Updates the search text of licence applications when an organisation is renamed.
create or replace function sync_licence_search_text_of_organisation() returns trigger language plpgsql as $$
begin
  update licence_application a
    set search_text = search_text_with_officer(a.number, null, a.organisation_id, a.assignee_id)
    where a.organisation_id = new.id;
  return null;
end $$;

create or replace trigger organisation_licence_search_text after update of name, nib on organisation
  for each row when (old.name is distinct from new.name or old.nib is distinct from new.nib) execute function sync_licence_search_text_of_organisation();
