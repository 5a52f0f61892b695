-- Keeps the search text of a numbering application.
create or replace function sync_application_search_text() returns trigger language plpgsql as $$
begin
  new.search_text := search_text_with_officer(new.number, new.code, new.organisation_id, new.checker_id);
  return new;
end $$;

create or replace trigger numbering_application_search_text before insert or update of number, code, organisation_id, checker_id on numbering_application
  for each row execute function sync_application_search_text();
