-- Where OSS cannot be asked for it, an officer enters the Izin that a company brings; another person decides whether it counts.
create table izin_entry (
  id uuid primary key,
  application_id uuid not null references licence_application,
  number text not null check (length(number) between 3 and 60),
  granted_on date not null,
  file_id uuid not null unique references stored_file,
  state text not null check (state in ('waiting', 'confirmed', 'refused')),
  entered_by uuid not null references person,
  entered_at timestamptz not null,
  decided_by uuid references person,
  decided_at timestamptz,
  reason text check (length(reason) <= 2000),
  check ((state = 'waiting') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
  -- Four eyes: who entered it does not make it count.
  check (state <> 'confirmed' or decided_by <> entered_by)
);
create unique index izin_entry_one_waiting on izin_entry (application_id) where state = 'waiting';
