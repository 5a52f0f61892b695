create table organisation (
  id uuid primary key,
  kind text not null check (kind in ('business')),
  state text not null check (state in ('submitted', 'returned', 'verified')),
  nib text not null check (nib ~ '^[0-9]{13}$'),
  npwp text not null check (npwp ~ '^[0-9]{16}$'),
  name text not null check (length(name) between 1 and 200),
  company_kind text not null,
  address text not null check (length(address) <= 500),
  city text not null,
  province text not null,
  phone text not null check (length(phone) <= 30),
  person_in_charge jsonb not null,
  oss_record jsonb not null,
  deed_file_id uuid references stored_file,
  returned_reasons jsonb not null default '[]',
  rule_version text not null,
  promise_events jsonb not null,
  due_date date,
  version integer not null default 1,
  created_by uuid references person,
  created_at timestamptz not null,
  submitted_at timestamptz not null,
  decided_by uuid references person,
  decided_at timestamptz,
  is_demo boolean not null default false
);
create unique index organisation_nib on organisation (nib);
create index organisation_queue on organisation (state, submitted_at);
create index organisation_name on organisation using gin (name gin_trgm_ops);
alter table membership add foreign key (organisation_id) references organisation;
alter table stored_file add foreign key (organisation_id) references organisation;
alter table stored_file add foreign key (uploaded_by) references person;
