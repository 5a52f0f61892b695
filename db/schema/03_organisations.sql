-- Organisations: letters of authority, disputes about accounts, and views of personal documents.

-- Somebody from outside acts for an organisation by its letter of authority, for the days the letter says.
create table letter_of_authority (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  file_id uuid not null references stored_file,
  valid_from date not null,
  valid_to date not null,
  scope text not null check (length(scope) between 1 and 500),
  -- Offered by the consultant; accepted by the company, or by the verifier with the registration it came with.
  state text not null check (state in ('offered', 'accepted', 'refused', 'withdrawn')),
  with_registration boolean not null,
  membership_id uuid references membership,
  offered_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references person,
  reason text check (length(reason) <= 1000),
  ended_at timestamptz,
  ended_by uuid references person,
  version integer not null default 1,
  -- Two letters of one instant still have an order: the one in which they were written.
  entry bigint generated always as identity,
  check (valid_from <= valid_to)
);
create unique index letter_of_authority_once on letter_of_authority (organisation_id, person_id) where (state in ('offered', 'accepted'))
  and ended_at is null;
create index letter_of_authority_person on letter_of_authority (person_id, offered_at desc, entry desc);

-- Two people claim one account. One dispute of an organisation at a time.
create table ownership_dispute (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  claimant_person_id uuid not null references person,
  state text not null check (state in ('open', 'asked', 'rejected', 'transferred', 'withdrawn')),
  ground text not null check (ground in ('wrong-claimant', 'former-claimant', 'other')),
  reason text not null check (length(reason) between 1 and 2000),
  claimant_position text not null check (length(claimant_position) between 1 and 120),
  claimant_phone text not null check (length(claimant_phone) <= 30),
  evidence_file_id uuid not null references stored_file,
  opened_at timestamptz not null,
  asked_at timestamptz,
  asked_by uuid references person,
  statement_due_date date,
  statement text check (length(statement) between 1 and 2000),
  statement_file_id uuid references stored_file,
  statement_by uuid references person,
  statement_at timestamptz,
  decision_reason text check (length(decision_reason) between 1 and 1000),
  decided_at timestamptz,
  decided_by uuid references person,
  rule_version text not null,
  version integer not null default 1,
  check ((state = 'asked') <= (statement_due_date is not null))
);
create unique index ownership_dispute_one_open on ownership_dispute (organisation_id) where state in ('open', 'asked');
create index ownership_dispute_claimant on ownership_dispute (claimant_person_id, opened_at desc);
create index ownership_dispute_queue on ownership_dispute (state, opened_at);

-- Who opened which personal document, in which case. Views of one person within one window are one row.
create table document_view (
  id uuid primary key,
  file_id uuid not null references stored_file,
  purpose text not null check (length(purpose) <= 40),
  organisation_id uuid references organisation,
  person_id uuid not null references person,
  role text not null check (length(role) <= 60),
  is_ministry boolean not null,
  case_kind text check (case_kind in ('registration', 'authority', 'dispute', 'application')),
  case_id uuid,
  window_at timestamptz not null,
  viewed_at timestamptz not null,
  check ((case_kind is null) = (case_id is null))
);
create unique index document_view_folded on document_view (file_id, person_id, window_at);
create index document_view_newest on document_view (viewed_at desc, id desc);
create index document_view_organisation on document_view (organisation_id, viewed_at desc);
revoke update, delete on document_view from sambung_app;
grant select on document_view to sambung_auditor;
