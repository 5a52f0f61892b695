-- Search text of an application: number, code, name and NIB of its organisation.
create or replace function search_text_of(number text, code text, of_organisation uuid) returns text language sql stable as $$
  select lower(concat_ws(' ', number, code, (select concat_ws(' ', name, nib) from organisation where id = of_organisation)))
$$;
