-- OSS RBA: messages received, companies and checklists, reports sent. A NIB can be known here before its company registers, so these tables
-- refer to no organisation.

-- Messages received from OSS, append-only.
create table oss_message (
  id uuid primary key,
  received_at timestamptz not null,
  nib text not null check (nib ~ '^[0-9]{13}$'),
  document_kind text not null check (document_kind in ('original', 'update', 'revocation', 'cancellation')),
  document_date date,
  nib_status text not null,
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  -- The first message with the same content; a repeat carries no content of its own.
  repeats uuid references oss_message,
  content jsonb,
  outcome text not null check (outcome in ('applied', 'repeated', 'older', 'same-day-as-revocation', 'back-in-force')),
  organisation_id uuid references organisation,
  check ((repeats is null) = (content is not null)),
  check ((repeats is not null) = (outcome = 'repeated'))
);
create unique index oss_message_once on oss_message (nib, content_sha256) where repeats is null;
create index oss_message_newest on oss_message (received_at desc, id desc);
create index oss_message_nib on oss_message (nib, received_at desc);
create index oss_message_organisation on oss_message (organisation_id) where organisation_id is not null;
revoke update, delete on oss_message from sambung_app;

-- Companies as OSS describes them, by NIB.
create table oss_company (
  nib text primary key check (nib ~ '^[0-9]{13}$'),
  name text not null default '' check (length(name) <= 300),
  oss_id text not null default '' check (length(oss_id) <= 30),
  nib_status text,
  nib_status_since timestamptz,
  document_kind text,
  document_date date,
  -- Where messages contradict each other: an officer asks OSS.
  dispute text check (dispute in ('same-day-as-revocation', 'back-in-force', 'license-of-another')),
  risk text,
  changed_at timestamptz not null
);
create index oss_company_status on oss_company (nib_status) where nib_status in ('frozen', 'revoked');

-- Checklists of licences (id_izin) received from OSS.
create table oss_checklist (
  license_id text primary key check (length(license_id) between 1 and 30),
  nib text not null references oss_company,
  license_code text not null check (length(license_code) <= 30),
  license_kind text not null check (length(license_kind) <= 30),
  oss_id text not null check (length(oss_id) <= 30),
  project_id text not null check (length(project_id) <= 30),
  product_id text not null check (length(product_id) <= 30),
  region_code text not null check (length(region_code) <= 30),
  name text not null check (length(name) <= 255),
  flag text not null check (length(flag) <= 30),
  converted_kbli text check (converted_kbli ~ '^[0-9]{5}$'),
  message_id uuid not null references oss_message,
  received_at timestamptz not null
);
create index oss_checklist_nib on oss_checklist (nib, received_at);

-- An application and the licence it answers; one of each, for good.
create table oss_case (
  application_id uuid primary key,
  license_id text not null unique references oss_checklist,
  linked_at timestamptz not null,
  linked_by text not null check (linked_by in ('applicant', 'submission', 'arrival', 'officer'))
);

-- Status reports to OSS, in the order of their case.
create table oss_report (
  application_id uuid,
  sequence integer check (sequence >= 1),
  state text not null check (length(state) <= 40),
  status text not null check (length(status) <= 40),
  occurred_at timestamptz not null,
  note text not null default '' check (length(note) <= 2000),
  officer_id uuid references person,
  delivery text not null default 'queued' check (delivery in ('queued', 'sending', 'stuck', 'delivered')),
  -- True from the moment before it is sent until OSS has answered: then OSS is asked first.
  outcome_unknown boolean not null default false,
  attempts integer not null default 0 check (attempts >= 0),
  next_attempt_at timestamptz not null,
  leased_until timestamptz,
  last_error text check (length(last_error) <= 80),
  last_detail text check (length(last_detail) <= 300),
  delivered_at timestamptz,
  delivered_how text check (delivered_how in ('answered', 'found')),
  check ((delivery = 'delivered') = (delivered_at is not null)),
  check ((delivered_at is null) = (delivered_how is null)),
  primary key (application_id, sequence)
);
create index oss_report_due on oss_report (next_attempt_at) where delivery in ('queued', 'sending');
create index oss_report_open on oss_report (application_id, sequence) where delivery <> 'delivered';
create index oss_report_newest on oss_report (occurred_at desc, application_id, sequence desc);

-- The civil servant's number that goes with an officer's reports.
create table oss_reporter (
  person_id uuid primary key references person,
  nip text not null check (nip ~ '^[0-9]{18}$'),
  changed_at timestamptz not null
);

-- Reconciliation: the status that OSS holds for a case whose reports were all delivered, beside the last status reported to it.
create table oss_reconciliation (
  application_id uuid primary key,
  checked_at timestamptz not null,
  ours text not null check (length(ours) <= 40),
  -- The name of the status; its number where the list has no name for it; "" where OSS has none.
  theirs text not null check (length(theirs) <= 40),
  agrees boolean not null
);
create index oss_reconciliation_difference on oss_reconciliation (checked_at desc) where not agrees;
