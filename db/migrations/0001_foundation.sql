-- Audit, outbox, files, mails and counters: what every room stands on.
-- Business times come from the program; ids are made in the program.

alter default privileges in schema public grant select, insert, update, delete on tables to sambung_app;
alter default privileges in schema public grant usage, select on sequences to sambung_app;
grant select on migration to sambung_app;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

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
  request_id text
);
create index audit_entry_order on audit_entry (transaction_id, id);
create index audit_entry_subject on audit_entry (subject_kind, subject_id, id);

create table audit_seal (
  sequence bigint primary key,
  entry_id uuid not null unique references audit_entry,
  previous_hash bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null
);

create trigger audit_entry_append_only before update or delete on audit_entry for each row execute function refuse_change();
create trigger audit_entry_no_truncate before truncate on audit_entry for each statement execute function refuse_change();
create trigger audit_seal_append_only before update or delete on audit_seal for each row execute function refuse_change();
create trigger audit_seal_no_truncate before truncate on audit_seal for each statement execute function refuse_change();
revoke update, delete on audit_entry, audit_seal from sambung_app;
grant select on audit_entry, audit_seal to sambung_auditor;

create table outbox (
  id uuid primary key,
  kind text not null,
  subject_id text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  relayed_at timestamptz,
  done_at timestamptz,
  attempts integer not null default 0,
  last_error text,
  check (length(payload::text) <= 65536)
);
create index outbox_unrelayed on outbox (id) where relayed_at is null;
create index outbox_open on outbox (subject_id) where done_at is null;

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
  state text not null default 'queued' check (state in ('queued', 'in-mailbox', 'sent', 'failed')),
  sent_at timestamptz,
  attempts integer not null default 0,
  last_error text
);
create index mail_message_newest on mail_message (created_at desc, id desc);
create index mail_message_person on mail_message (to_person_id, created_at desc);

create table counter (
  name text primary key,
  last integer not null check (last >= 0)
);

-- Job workers that are alive; a job locked by a worker that stopped beating is taken back.
create table job_worker (
  id text primary key,
  beat_at timestamptz not null
);
