-- Updates the search text of licence applications when an officer is renamed.
create or replace function sync_licence_search_text_of_officer() returns trigger language plpgsql as $$
begin
  update licence_application a
    set search_text = search_text_with_officer(a.number, null, a.organisation_id, a.assignee_id)
    where a.assignee_id = new.id;
  return null;
end $$;

create or replace trigger person_licence_search_text after update of name on person
  for each row when (old.name is distinct from new.name) execute function sync_licence_search_text_of_officer();
