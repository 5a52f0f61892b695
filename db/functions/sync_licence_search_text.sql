-- Keeps the search text of a licence application.
create or replace function sync_licence_search_text() returns trigger language plpgsql as $$
begin
  new.search_text := search_text_with_officer(new.number, null, new.organisation_id, new.assignee_id);
  return new;
end $$;

create or replace trigger licence_application_search_text before insert or update of number, organisation_id, assignee_id on licence_application
  for each row execute function sync_licence_search_text();
