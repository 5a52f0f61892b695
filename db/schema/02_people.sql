-- People: accounts, sessions, memberships, and the organisations and call centres (tenants) that memberships name.

-- Accounts of persons.
create table person (
  id uuid primary key,
  email text not null check (length(email) <= 254),
  email_key text not null check (email_key = lower(email_key)) unique,
  name text not null check (length(name) between 1 and 120),
  password_hash text not null,
  locale text not null default 'id' check (locale in ('id', 'en')),
  is_demo boolean not null default false,
  created_at timestamptz not null,
  disabled_at timestamptz,
  -- An address counts once its owner has followed a link that was mailed there. Accounts made before this count.
  email_confirmed_at timestamptz
);

-- Signed-in browser sessions.
create table session (
  id uuid primary key,
  person_id uuid not null references person,
  token_sha256 bytea not null unique,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  user_agent text not null check (length(user_agent) <= 300),
  second_factor_at timestamptz
);
create index session_person on session (person_id) where ended_at is null;
revoke delete on session from sambung_app;

-- Links mailed to a person to confirm or change an address or to set a password; only the hash of the token is stored.
create table one_time_link (
  token_sha256 bytea primary key,
  purpose text not null check (purpose in ('first-administrator', 'confirm-email', 'change-email', 'reset-password')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  person_id uuid references person,
  email text check (length(email) <= 254),
  constraint one_time_link_receiver
    check ((purpose = 'first-administrator') = (person_id is null) and (person_id is null) = (email is null))
);
create index one_time_link_open on one_time_link (person_id, purpose) where used_at is null;
revoke delete on one_time_link from sambung_app;

-- The second factor of officers: one TOTP secret a person (RFC 6238), sealed by a key outside the database.
create table second_factor (
  person_id uuid primary key references person,
  sealed_secret bytea not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  -- The time step last used: a code works once (RFC 6238 §5.2).
  last_step bigint not null default 0,
  pending_sealed_secret bytea,
  pending_at timestamptz,
  check ((pending_sealed_secret is null) = (pending_at is null))
);

-- Single-use codes that replace the second factor.
create table recovery_code (
  person_id uuid references person,
  code_sha256 bytea,
  used_at timestamptz,
  primary key (person_id, code_sha256)
);

-- A person's own filters of a list, by name: the end of the list's address, so that a saved view is what a link would be.
create table saved_view (
  id uuid primary key,
  person_id uuid not null references person,
  list text not null check (list in ('applications', 'verifications', 'calls', 'licences')),
  name text not null check (length(name) between 1 and 60),
  query text not null check (length(query) <= 500),
  created_at timestamptz not null,
  slot smallint not null check (slot between 1 and 20),
  unique (person_id, list, slot),
  unique (person_id, list, name)
);

-- Companies and government bodies that hold or apply for codes and licences.
create table organisation (
  id uuid primary key,
  kind text not null check (kind in ('business', 'government')),
  state text not null check (state in ('submitted', 'returned', 'verified')),
  nib text check (nib ~ '^[0-9]{13}$'),
  npwp text not null check (npwp ~ '^[0-9]{16}$'),
  name text not null check (length(name) between 1 and 200),
  company_kind text not null,
  address text not null check (length(address) <= 500),
  city text not null,
  province text not null,
  phone text not null check (length(phone) <= 30),
  person_in_charge jsonb not null,
  oss_record jsonb,
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
  is_demo boolean not null default false,
  -- Where name, address and line of business come from: OSS, or the applicant while OSS could not be asked.
  record_source text not null default 'oss' check (record_source in ('oss', 'stated')),
  legal_basis jsonb,
  legal_basis_file_id uuid references stored_file,
  nib_file_id uuid references stored_file,
  assignment_file_id uuid references stored_file,
  constraint organisation_identity
    check (kind = 'business' and nib is not null and oss_record is not null and legal_basis is null or kind = 'government' and nib is null
    and oss_record is null and legal_basis is not null)
);
create unique index organisation_nib on organisation (nib);
create index organisation_queue on organisation (state, submitted_at);
create index organisation_name on organisation using gin (name gin_trgm_ops);
-- What a verifier asks of every registration: who else has this tax number, this telephone, this file.
create index organisation_npwp on organisation (npwp);
create index organisation_phone on organisation (phone);
create index organisation_deed on organisation (deed_file_id) where deed_file_id is not null;

-- Call centres. Every table of the service side has tenant_id and a row policy on it.
create table tenant (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  organisation_id uuid references organisation,
  is_default boolean not null default false,
  time_zone text not null default 'Asia/Jakarta' constraint tenant_time_zone
    check (time_zone in ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')),
  created_at timestamptz not null,
  version integer not null default 1,
  -- Calls over all its lines at once; null = as many as its lines have channels.
  channels_max integer check (channels_max between 1 and 10000),
  spending_max_rupiah bigint check (spending_max_rupiah >= 1 and spending_max_rupiah <= '1000000000000'::bigint),
  storage_max_bytes bigint check (storage_max_bytes >= 1 and storage_max_bytes <= '1000000000000000'::bigint),
  -- Rupiah for a minute, by what is dialled; 0 = nothing is charged for it.
  price_national integer not null default 0 check (price_national between 0 and 1000000),
  price_short integer not null default 0 check (price_short between 0 and 1000000),
  price_abroad integer not null default 0 check (price_abroad between 0 and 1000000),
  price_premium integer not null default 0 check (price_premium between 0 and 1000000),
  closed_at timestamptz,
  closed_by uuid references person,
  -- The local day from which on its data is removed.
  remove_on date,
  removed_at timestamptz,
  constraint tenant_closed check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (remove_on is null)),
  constraint tenant_removed check (removed_at is null or closed_at is not null),
  constraint tenant_first_stays check (not is_default or closed_at is null)
);
create unique index tenant_one_default on tenant (is_default) where is_default;
-- One call centre for each company.
create unique index tenant_organisation on tenant (organisation_id) where organisation_id is not null;
-- Unique, because an administrator who invites people sees call centres by name only.
create unique index tenant_name on tenant (lower(name));
create index tenant_to_remove on tenant (remove_on) where closed_at is not null and removed_at is null;

-- Roles of persons in an organisation, a call centre or the ministry.
create table membership (
  id uuid primary key,
  person_id uuid not null references person,
  role text not null,
  team text,
  organisation_id uuid references organisation,
  granted_by uuid references person,
  granted_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references person,
  valid_from timestamptz,
  valid_to timestamptz,
  acting text check (acting in ('plh', 'plt')),
  acting_for_person_id uuid references person,
  letter_number text check (length(letter_number) between 1 and 100),
  reason text check (length(reason) between 1 and 500),
  tenant_id uuid references tenant,
  constraint membership_period check (valid_from < valid_to),
  constraint membership_acting_whole
    check (acting is null or valid_from is not null and valid_to is not null and letter_number is not null and reason is not null),
  constraint membership_plh_for_somebody check (acting is distinct from 'plh' or acting_for_person_id is not null),
  constraint membership_acting_for_another check (acting_for_person_id is distinct from person_id),
  constraint membership_one_acting exclude using gist (role with =, coalesce(team, '') with =, coalesce(acting_for_person_id,
    '00000000-0000-0000-0000-000000000000'::uuid) with =, tstzrange(valid_from, valid_to) with &&) where (acting is not null
    and ended_at is null),
  constraint membership_acts_once exclude using gist (person_id with =, role with =, coalesce(team, '') with =, tstzrange(valid_from,
    valid_to) with &&) where (acting is not null and ended_at is null),
  constraint membership_operator_in_tenant check ((role like 'operator-%' or role = 'content-reader') = (tenant_id is not null)),
  constraint membership_by_grant check (role <> 'content-reader' or tenant_id is not null and valid_to is not null)
);
create index membership_organisation on membership (organisation_id) where ended_at is null;
create index membership_acting on membership (valid_from) where acting is not null;
create unique index membership_once on membership (person_id, role, coalesce(team, ''), coalesce(organisation_id, tenant_id,
  '00000000-0000-0000-0000-000000000000'::uuid)) where ended_at is null and acting is null;
create index membership_tenant on membership (tenant_id) where ended_at is null and tenant_id is not null;

-- Somebody is invited to act for a company, or to be an officer.
create table invitation (
  id uuid primary key,
  organisation_id uuid references organisation,
  role text not null,
  team text,
  email text not null check (length(email) <= 254),
  email_key text not null check (email_key = lower(email_key)),
  locale text not null check (locale in ('id', 'en')),
  token_sha256 bytea not null unique,
  invited_by uuid not null references person,
  created_at timestamptz not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references person,
  withdrawn_at timestamptz,
  withdrawn_by uuid references person,
  tenant_id uuid references tenant,
  check (accepted_at is null or withdrawn_at is null),
  check ((accepted_at is null) = (accepted_by is null)),
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  constraint invitation_in_tenant check (tenant_id is null or role like 'operator-%' and organisation_id is null and team is null)
);
create unique index invitation_company_once on invitation (organisation_id, email_key) where organisation_id is not null
  and accepted_at is null and withdrawn_at is null;
create index invitation_newest on invitation (organisation_id, created_at desc);
create unique index invitation_officer_once on invitation (email_key, role, coalesce(team, '')) where organisation_id is null
  and tenant_id is null and accepted_at is null and withdrawn_at is null;
create unique index invitation_tenant_once on invitation (tenant_id, email_key, role) where tenant_id is not null and accepted_at is null
  and withdrawn_at is null;
revoke delete on invitation from sambung_app;

-- An officer's role or a mandate that one administrator proposed; it has no effect until a second person confirms it.
create table authority_proposal (
  id uuid primary key,
  kind text not null check (kind in ('role', 'mandate')),
  -- Who would receive it; null for a mandate that any holder of the office uses.
  person_id uuid references person,
  -- The role with its team, or the form of the mandate.
  detail jsonb not null,
  proposed_by uuid not null references person,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  outcome text check (outcome in ('confirmed', 'withdrawn')),
  decided_by uuid references person,
  decided_at timestamptz,
  check (expires_at > proposed_at),
  check (kind = 'mandate' or person_id is not null),
  check ((outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)),
  check (outcome is distinct from 'confirmed' or decided_by <> proposed_by and decided_by is distinct from person_id)
);
create index authority_proposal_open on authority_proposal (expires_at) where outcome is null;
create index authority_proposal_person on authority_proposal (person_id);
create index authority_proposal_proposed_by on authority_proposal (proposed_by);
create index authority_proposal_decided_by on authority_proposal (decided_by);

-- Foreign keys of earlier tables that refer to tables of this file.
alter table stored_file add foreign key (uploaded_by) references person;
alter table stored_file add foreign key (organisation_id) references organisation;
