-- Keeps the search text of an operational test.
create or replace function sync_test_search_text() returns trigger language plpgsql as $$
begin
  new.search_text := search_text_with_officer(new.number, null, new.organisation_id, new.lead_id);
  return new;
end $$;

create or replace trigger operational_test_search_text before insert or update of number, organisation_id, lead_id on operational_test
  for each row execute function sync_test_search_text();
