-- Platform: audit log, outbox, stored files, mails, counters. Business times come from the program, and so do the ids.

-- Every table and sequence of this schema belongs to sambung_owner. The application may read and write each table unless
-- the table's own file takes a privilege back; the auditor may read only what is granted to it by name.
alter default privileges in schema public grant select, insert, update, delete on tables to sambung_app;
alter default privileges in schema public grant usage, select on sequences to sambung_app;
grant select on migration to sambung_app;

-- These two functions stand here and not in db/functions: defaults, generated columns and row policies need them.

create or replace function current_tenant() returns uuid language sql stable as
  $$ select nullif(current_setting('app.tenant', true), '')::uuid $$;

-- Calls found by number: as it begins, however it was written, and as it ends. Row policies let an index serve only comparisons that
-- PostgreSQL calls leakproof, which LIKE is not: both ways are ranges over columns of their own.
create or replace function number_key(said text) returns text language sql immutable parallel safe as $$
  select case
    when said like '+62%' then '0' || substr(digits, 3)
    when said like '+%' then '00' || digits
    when digits like '0062%' then '0' || substr(digits, 5)
    when digits like '62%' and length(digits) >= 10 then '0' || substr(digits, 3)
    else digits
  end from (select regexp_replace(said, '\D', '', 'g') as digits) as d $$;

-- Audit log: who did what to what, inserted in the transaction of the change.
create table audit_entry (
  id uuid primary key,
  transaction_id xid8 not null default pg_current_xact_id(),
  occurred_at timestamptz not null,
  actor_person_id uuid,
  actor_role text,
  action text not null check (length(action) <= 80),
  subject_kind text not null check (length(subject_kind) <= 40),
  subject_id text not null check (length(subject_id) <= 80),
  detail jsonb not null,
  request_id text,
  -- Whose an entry of the audit log is: the call centre that it concerns, or nobody's. What a transaction of a call centre writes is its
  -- own without saying so. No reference: an entry outlives what it names. Entries from before keep null, and their seals.
  tenant_id uuid default current_tenant()
);
create index audit_entry_order on audit_entry (transaction_id, id);
create index audit_entry_subject on audit_entry (subject_kind, subject_id, id);
create index audit_entry_centre on audit_entry (tenant_id, occurred_at, id) where tenant_id is not null;
create index audit_entry_centre_actor on audit_entry (tenant_id, actor_person_id, occurred_at, id) where tenant_id is not null;
create index audit_entry_centre_action on audit_entry (tenant_id, action, occurred_at, id) where tenant_id is not null;
create index audit_entry_centre_subject on audit_entry (tenant_id, subject_kind, subject_id, occurred_at, id) where tenant_id is not null;
alter table audit_entry enable row level security;
create policy audit_entry_own on audit_entry using (current_tenant() is null or tenant_id = current_tenant()) with
  check (current_tenant() is null or tenant_id = current_tenant());
revoke update, delete on audit_entry from sambung_app;
grant select on audit_entry to sambung_auditor;

-- Hash chain over the audit log; one sealer adds it after commit.
create table audit_seal (
  sequence bigint primary key,
  entry_id uuid not null unique references audit_entry,
  previous_hash bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null
);
revoke update, delete on audit_seal from sambung_app;
grant select on audit_seal to sambung_auditor;

-- Side effects to carry out after commit, such as rendering a decree or sending a mail.
create table outbox (
  id uuid primary key,
  kind text not null,
  subject_id text not null,
  payload jsonb not null check (length(payload::text) <= 65536),
  created_at timestamptz not null,
  relayed_at timestamptz,
  done_at timestamptz,
  attempts integer not null default 0,
  last_error text
);
create index outbox_unrelayed on outbox (id) where relayed_at is null;
create index outbox_open on outbox (subject_id) where done_at is null;
revoke delete on outbox from sambung_app;

-- Heartbeats of job workers; jobs locked by a worker without a heartbeat are released.
create table job_worker (
  id text primary key,
  beat_at timestamptz not null
);

-- Gapless numbers by name, such as decree numbers of a year.
create table counter (
  name text primary key,
  last integer not null check (last >= 0)
);

-- Uploaded and generated files by content hash; the bytes are on disk.
create table stored_file (
  id uuid primary key,
  purpose text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes >= 0),
  media_type text not null,
  original_name text not null check (length(original_name) <= 200),
  uploaded_by uuid,
  organisation_id uuid,
  uploaded_at timestamptz not null
);
create index stored_file_uploader on stored_file (uploaded_by);
create index stored_file_sha256 on stored_file (sha256);
-- What the sweep of uploads that nobody has used looks for.
create index stored_file_unclaimed on stored_file (uploaded_at) where organisation_id is null and uploaded_by is not null;
-- Where organisations are pointed to: without these, removing one reads each table whole.
create index stored_file_organisation on stored_file (organisation_id) where organisation_id is not null;

-- Outgoing mails and the state of their delivery.
create table mail_message (
  id uuid primary key,
  dedupe_key text not null unique,
  to_person_id uuid,
  to_address text not null check (length(to_address) <= 254),
  locale text not null check (locale in ('id', 'en')),
  subject text not null check (length(subject) <= 200),
  body_text text not null check (length(body_text) <= 20000),
  attachment_file_id uuid references stored_file,
  created_at timestamptz not null,
  state text not null default 'queued' check (state in ('queued', 'in-mailbox', 'deferred', 'sent', 'failed')),
  sent_at timestamptz,
  attempts integer not null default 0,
  last_error text,
  -- A mail about a company's matter says which company, so that its people and officers find it.
  organisation_id uuid,
  secret_link text check (length(secret_link) <= 400),
  last_attempt_at timestamptz,
  read_at timestamptz
);
create index mail_message_newest on mail_message (created_at desc, id desc);
create index mail_message_person on mail_message (to_person_id, created_at desc);
create index mail_message_organisation on mail_message (organisation_id, created_at desc) where organisation_id is not null;
create index mail_message_unread on mail_message (to_person_id) where read_at is null;
create index mail_message_state on mail_message (state, created_at desc) where state in ('queued', 'deferred', 'failed');
create index mail_message_links on mail_message (lower(to_address), created_at) where secret_link is not null;
revoke delete on mail_message from sambung_app;
