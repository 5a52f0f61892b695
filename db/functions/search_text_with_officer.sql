-- The officer of a case is found by name as well.
create or replace function search_text_with_officer(number text, code text, of_organisation uuid, officer uuid)
  returns text language sql stable as $$
  select lower(concat_ws(' ', search_text_of(number, code, of_organisation), (select name from person where id = officer)))
$$;
