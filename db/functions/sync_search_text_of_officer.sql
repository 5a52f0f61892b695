-- Updates the search text of numbering applications when an officer is renamed.
create or replace function sync_search_text_of_officer() returns trigger language plpgsql as $$
begin
  update numbering_application a
    set search_text = search_text_with_officer(a.number, a.code, a.organisation_id, a.checker_id)
    where a.checker_id = new.id;
  return null;
end $$;

create or replace trigger person_search_text after update of name on person
  for each row when (old.name is distinct from new.name) execute function sync_search_text_of_officer();
