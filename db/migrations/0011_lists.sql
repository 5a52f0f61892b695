-- Lists of 100,000 applications: one text to search in, and an index for each order, so that a page deep inside a list
-- is read from an index alone.

create function search_text_of(number text, code text, of_organisation uuid) returns text language sql stable as $$
  select lower(concat_ws(' ', number, code, (select concat_ws(' ', name, nib) from organisation where id = of_organisation)))
$$;

alter table numbering_application add column search_text text not null default '';

create function keep_application_search_text() returns trigger language plpgsql as $$
begin
  new.search_text := search_text_of(new.number, new.code, new.organisation_id);
  return new;
end $$;
create trigger numbering_application_search_text before insert or update of number, code, organisation_id
  on numbering_application for each row execute function keep_application_search_text();

-- A company that takes another name is found by it in all its applications.
create function keep_search_text_of_organisation() returns trigger language plpgsql as $$
begin
  update numbering_application a set search_text = search_text_of(a.number, a.code, a.organisation_id)
    where a.organisation_id = new.id;
  return null;
end $$;
create trigger organisation_search_text after update of name, nib on organisation for each row
  when (old.name is distinct from new.name or old.nib is distinct from new.nib)
  execute function keep_search_text_of_organisation();

update numbering_application set search_text = search_text_of(number, code, organisation_id);

create index numbering_application_text on numbering_application using gin (search_text gin_trgm_ops)
  where number is not null;
drop index numbering_application_queue;
drop index numbering_application_newest;
create index numbering_application_by_due on numbering_application (due_date, id) where number is not null;
create index numbering_application_by_due_down on numbering_application (due_date desc nulls last, id desc)
  where number is not null;
create index numbering_application_by_submission on numbering_application (submitted_at, id) where number is not null;
create index numbering_application_state_due on numbering_application (state, due_date, id) where number is not null;
create index numbering_application_state_submission on numbering_application (state, submitted_at, id)
  where number is not null;
create index numbering_application_of_organisation on numbering_application (organisation_id);
