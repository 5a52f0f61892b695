-- A person's own filters of a list, by name: the end of the list's address, so that a saved view is what a link would be.
create table saved_view (
  id uuid primary key,
  person_id uuid not null references person,
  list text not null check (list in ('applications', 'verifications')),
  name text not null check (length(name) between 1 and 60),
  query text not null check (length(query) <= 500),
  created_at timestamptz not null,
  slot smallint not null check (slot between 1 and 20),
  unique (person_id, list, slot),
  unique (person_id, list, name)
);
