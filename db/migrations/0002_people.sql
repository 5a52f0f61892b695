create table person (
  id uuid primary key,
  email text not null check (length(email) <= 254),
  email_key text not null unique check (email_key = lower(email_key)),
  name text not null check (length(name) between 1 and 120),
  password_hash text not null,
  locale text not null default 'id' check (locale in ('id', 'en')),
  is_demo boolean not null default false,
  created_at timestamptz not null,
  disabled_at timestamptz
);

create table session (
  id uuid primary key,
  person_id uuid not null references person,
  token_sha256 bytea not null unique,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  user_agent text not null check (length(user_agent) <= 300)
);
create index session_person on session (person_id) where ended_at is null;

create table membership (
  id uuid primary key,
  person_id uuid not null references person,
  role text not null,
  team text,
  organisation_id uuid,
  granted_by uuid references person,
  granted_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references person
);
create unique index membership_once on membership
  (person_id, role, coalesce(team, ''), coalesce(organisation_id, '00000000-0000-0000-0000-000000000000'::uuid))
  where ended_at is null;
create index membership_organisation on membership (organisation_id) where ended_at is null;

create table one_time_link (
  token_sha256 bytea primary key,
  purpose text not null check (purpose in ('first-administrator')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
