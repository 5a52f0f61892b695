-- Issuing: mandates to sign, decrees and receipts.

-- Who may sign which kind of decree, from when until when, and how its block reads. Days are local dates, both included. A row is never
-- edited: it only gets a last day, or is cancelled before its first. One mandate of a kind at a time.
create table decree_mandate (
  id uuid primary key,
  decree_kind text not null
    check (decree_kind in ('assignment', 'change', 'return', 'revocation', 'commitment', 'test-order', 'test-report', 'sklo')),
  -- The only person who may sign; null for any holder of the deciding office.
  signer_person_id uuid references person,
  office jsonb not null check (length(office::text) <= 8000),
  legal_basis text[] not null check (cardinality(legal_basis) between 1 and 20),
  demonstration boolean not null,
  valid_from date not null,
  valid_to date,
  added_by uuid references person,
  added_at timestamptz not null,
  ended_by uuid references person,
  ended_at timestamptz,
  end_reason text check (length(end_reason) between 1 and 500),
  cancelled boolean not null default false,
  constraint decree_mandate_period check (valid_from <= valid_to),
  constraint decree_mandate_end_whole check ((ended_at is null) = (end_reason is null)),
  constraint decree_mandate_cancelled check (not cancelled or ended_at is not null),
  constraint decree_mandate_one_at_a_time exclude using gist (decree_kind with =, daterange(valid_from, valid_to, '[]') with &&)
    where (not cancelled)
);
create index decree_mandate_newest on decree_mandate (valid_from desc, id desc);

-- Decrees (penetapan): number, content, signature and what replaced them.
create table decree (
  id uuid primary key,
  number text not null unique,
  year integer not null,
  sequence integer not null,
  kind text not null check (kind in ('assignment', 'change', 'return', 'revocation', 'commitment', 'test-order', 'test-report', 'sklo')),
  application_id uuid unique references numbering_application,
  organisation_id uuid not null references organisation,
  code text references access_code,
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
  mandate_id uuid references decree_mandate,
  -- The decree by which this one stopped to be in force, by a return or a revocation.
  ended_by uuid references decree,
  ended_at timestamptz,
  licence_application_id uuid references licence_application,
  test_id uuid,
  constraint decree_ends_once check (num_nonnulls(superseded_at, revoked_at, ended_at) <= 1),
  constraint decree_about_one
    check (case when kind = 'commitment' then licence_application_id is not null and application_id is null and code is null
    and test_id is null when kind in ('test-order', 'test-report', 'sklo') then licence_application_id is not null
    and application_id is null and code is null and test_id is not null else licence_application_id is null and application_id is not null
    and code is not null and test_id is null end)
);
create index decree_state on decree (state, decided_at);
create index decree_newest on decree (decided_at desc, id desc);
create index decree_signed on decree (signed_sha256);
create index decree_mandate_used on decree (mandate_id) where mandate_id is not null;
create unique index decree_in_force on decree (code, organisation_id) where (kind in ('assignment', 'change')) and superseded_at is null
  and revoked_at is null and ended_at is null;
create index decree_organisation on decree (organisation_id);
create unique index decree_sequence on decree (( case when kind in ('assignment', 'change', 'return', 'revocation') then 'code'
  else kind end), year, sequence);
create unique index decree_commitment_once on decree (licence_application_id) where kind = 'commitment';
create unique index decree_test_paper_once on decree (test_id, kind) where superseded_at is null and revoked_at is null
  and ended_at is null;
create unique index decree_sklo_once on decree (licence_application_id) where kind = 'sklo' and superseded_at is null
  and revoked_at is null and ended_at is null;
create index decree_of_licence_application on decree (licence_application_id, decided_at) where licence_application_id is not null;

-- The stamped receipt of what was handed in: one for the submission (round 0) and one for each correction. It is drawn, signed and
-- published step by step, so that the work may be cut off anywhere.
create table case_receipt (
  id uuid primary key,
  application_id uuid references numbering_application,
  organisation_id uuid not null references organisation,
  round integer not null check (round >= 0),
  -- Token in the receipt's QR code; it shows the status of the case without an account.
  secret text not null check (length(secret) >= 32) unique,
  facts jsonb not null,
  state text not null default 'ordered' check (state in ('ordered', 'drawn', 'signed', 'published')),
  drawn_sha256 text,
  signed_sha256 text,
  ordered_at timestamptz not null,
  signed_at timestamptz,
  published_at timestamptz,
  file_id uuid references stored_file,
  licence_application_id uuid references licence_application,
  check ((state = 'published') = (file_id is not null)),
  unique (application_id, round),
  constraint case_receipt_of_one_case check (num_nonnulls(application_id, licence_application_id) = 1)
);
create unique index case_receipt_of_licence on case_receipt (licence_application_id, round) where licence_application_id is not null;
