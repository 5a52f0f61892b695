create table decree (
  id uuid primary key,
  number text not null unique,
  year integer not null,
  sequence integer not null,
  kind text not null check (kind in ('assignment')),
  application_id uuid not null unique references numbering_application,
  organisation_id uuid not null references organisation,
  code text not null references access_code,
  facts jsonb not null,
  demonstration boolean not null,
  state text not null check (state in ('decided', 'rendered', 'signed', 'published')),
  rendered_sha256 text,
  signed_sha256 text,
  decided_at timestamptz not null,
  signed_at timestamptz,
  published_at timestamptz,
  superseded_by uuid references decree,
  superseded_at timestamptz,
  revoked_at timestamptz,
  revoked_reason text,
  unique (year, sequence)
);
create index decree_state on decree (state, decided_at);
create index decree_newest on decree (decided_at desc, id desc);
create index decree_signed on decree (signed_sha256);
