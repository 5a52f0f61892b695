-- Places and prices of a call centre, as lists that are imported whole. What was imported never changes: the next import is another
-- version, in force from its day on.
create table information_list (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  kind text not null check (kind in ('locations', 'prices')),
  name text not null check (length(name) between 1 and 80),
  -- The number of the newest version; 0 while nothing was imported.
  newest integer not null default 0 check (newest between 0 and 999),
  created_at timestamptz not null,
  created_by uuid not null references person,
  ended_at timestamptz,
  constraint information_list_of_tenant unique (tenant_id, id)
);
create unique index information_list_name on information_list (tenant_id, lower(name)) where ended_at is null;

create table information_list_version (
  list_id uuid not null,
  number integer not null check (number between 1 and 999),
  tenant_id uuid not null references tenant,
  in_force_from date not null,
  note text not null check (length(note) <= 300),
  file_name text not null check (length(file_name) <= 100),
  entries integer not null check (entries >= 1),
  imported_by uuid not null references person,
  imported_at timestamptz not null,
  primary key (list_id, number),
  foreign key (tenant_id, list_id) references information_list (tenant_id, id)
);
create trigger information_list_version_append_only before update or delete on information_list_version
  for each row execute function refuse_change_but_removal();
create trigger information_list_version_no_truncate before truncate on information_list_version
  for each statement execute function refuse_change();
revoke update, delete on information_list_version from sambung_app;

create table information_entry (
  list_id uuid not null,
  number integer not null,
  -- The line of the file it stood in.
  line integer not null check (line >= 1),
  tenant_id uuid not null references tenant,
  code text collate "C" not null check (length(code) between 1 and 40),
  -- What is pressed for it on a telephone; null for a code with letters.
  keys text collate "C" check (keys ~ '^[0-9]{1,20}$'),
  postcode text collate "C" check (postcode ~ '^[0-9]{5}$'),
  name text not null check (length(name) between 1 and 120),
  price_rupiah bigint check (price_rupiah between 0 and 999999999999),
  valid_from date,
  valid_until date check (valid_until >= valid_from),
  -- The other columns of its kind, texts by their names.
  fields jsonb not null,
  words tsvector not null,
  primary key (list_id, number, line),
  foreign key (list_id, number) references information_list_version (list_id, number)
);
create index information_entry_keys on information_entry (list_id, number, keys);
create index information_entry_postcode on information_entry (list_id, number, postcode);
create trigger information_entry_append_only before update or delete on information_entry
  for each row execute function refuse_change_but_removal();
create trigger information_entry_no_truncate before truncate on information_entry
  for each statement execute function refuse_change();
revoke update, delete on information_entry from sambung_app;

-- Which entry an agent told his caller, in which version; it stays with the contact.
create table information_entry_use (
  contact_id uuid not null,
  list_id uuid not null,
  number integer not null,
  line integer not null,
  agent_id uuid not null references agent,
  tenant_id uuid not null references tenant,
  at timestamptz not null,
  primary key (contact_id, list_id, number, line, agent_id),
  foreign key (list_id, number, line) references information_entry (list_id, number, line)
);
create trigger information_entry_use_append_only before update or delete on information_entry_use
  for each row execute function refuse_change_but_removal();
revoke update, delete on information_entry_use from sambung_app;

do $$
declare name text;
begin
  foreach name in array array['information_list', 'information_list_version', 'information_entry', 'information_entry_use'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- What stands on a day in the lists in force and has these words; asked here for the same reason as articles (see search_information).
-- Words have no index: it would hold every version of every call centre, and a common word would find them all. The lines of the
-- versions in force are read instead, which are bounded by what lists may be.
create function search_information_entries(wanted tsquery, today date, most integer)
returns table (list_id uuid, number integer, line integer, rank real)
language sql stable security definer set search_path = public, pg_temp as $$
  with in_force as materialized (
    select l.id, (select max(v.number) from information_list_version v
      where v.list_id = l.id and v.in_force_from <= today) as number
    from information_list l where l.tenant_id = current_tenant() and l.ended_at is null),
  found as materialized (
    select e.list_id, e.number, e.line, e.name, e.words
    from in_force i join information_entry e on e.list_id = i.id and e.number = i.number
    where e.words @@ wanted
      and (e.valid_from is null or e.valid_from <= today) and (e.valid_until is null or e.valid_until >= today)
    limit 200)
  select f.list_id, f.number, f.line, ts_rank(f.words, wanted)::real as rank from found f
  order by rank desc, lower(f.name), f.list_id, f.line limit least(most, 100)
$$;
revoke execute on function search_information_entries(tsquery, date, integer) from public;
grant execute on function search_information_entries(tsquery, date, integer) to sambung_app;

create function remove_information_lists() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from information_entry_use where tenant_id = new.id;
  delete from information_entry where tenant_id = new.id;
  delete from information_list_version where tenant_id = new.id;
  delete from information_list where tenant_id = new.id;
  return new;
end $$;
create trigger tenant_removed_information_lists after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_information_lists();
