-- Updates the search text of operational tests when an organisation is renamed.
create or replace function sync_test_search_text_of_organisation() returns trigger language plpgsql as $$
begin
  update operational_test t set search_text = search_text_with_officer(t.number, null, t.organisation_id, t.lead_id)
    where t.organisation_id = new.id;
  return null;
end $$;

create or replace trigger organisation_test_search_text after update of name, nib on organisation
  for each row when (old.name is distinct from new.name or old.nib is distinct from new.nib) execute function sync_test_search_text_of_organisation();
